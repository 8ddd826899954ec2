//! A resource server is one application, and never the tenant itself.

use domicile_bundle::{ResourceServer, SecurityProfile, SigningAlgorithms};
use domicile_jose::Algorithm;
use domicile_policy::{Input, prove, prove_after};
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, application},
    lines, said_after,
};

const BOOKINGS: &str = "https://bookings.aurora.localhost/";

/// What the airline says when one of its APIs has that address.
fn said_of(identifier: &str) -> String {
    said_after(|input| {
        input.tenant.resource_servers.push(ResourceServer {
            identifier: identifier.to_owned(),
            scopes: Vec::new(),
            access_token_signing_alg: None,
        });
    })
}

/// The airline with two applications that say that they are the API of bookings; `kiosk` is the older.
fn twice_bookings() -> Input {
    let mut input = airline();
    input.applications.push(application("kiosk"));
    for one in &mut input.applications {
        one.resource_server = Some(BOOKINGS.to_owned());
    }
    input.applications[0].created_at = 2;
    input.applications[1].created_at = 1;
    input
}

#[test]
fn the_issuer_is_no_resource_server() {
    let said = said_of("https://login.aurora.localhost:8443");
    assert_snapshot!(said.lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.resourceServers[1].identifier: a token for `https://login.aurora.localhost:8443` could be taken for one that is meant for the tenant itself: login.aurora.localhost is its own host, for the sign-in pages; give the API another host, and write that");
}

#[test]
fn no_resource_server_is_on_a_host_of_the_tenant() {
    for host in [
        "login.aurora.localhost",
        "eu.login.aurora.localhost",
        "mtls.login.aurora.localhost",
        "jp.mtls.login.aurora.localhost",
        "my.aurora.localhost",
        "us.events.aurora.localhost",
        "login.aurora.localhost.",
    ] {
        for identifier in [
            format!("https://{host}"),
            format!("https://{host}/"),
            format!("https://{host}/api?version=1"),
            format!("https://{host}:444/api"),
        ] {
            let said = said_of(&identifier);
            assert!(
                said.contains("spec.resourceServers[1].identifier: a token for"),
                "{identifier}: {said}"
            );
        }
    }
    for elsewhere in [
        "https://api.aurora.localhost/login.aurora.localhost",
        "https://br.login.aurora.localhost/",
        "https://mylogin.aurora.localhost/",
        "https://aurora.localhost/",
    ] {
        assert_eq!(said_of(elsewhere), "", "{elsewhere}");
    }
}

#[test]
fn the_younger_of_two_applications_with_one_resource_server_is_refused() {
    let proof = prove(&twice_bookings());
    assert_snapshot!(lines(&proof), @"Application aurora/shop spec.resourceServer: `shop` could look into and exchange the tokens that applications send to Application aurora/kiosk, which is `https://bookings.aurora.localhost/` already; name another resource server, or take it out");
    let accepted: Vec<_> = proof.accepted.applications().iter().collect();
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].key.name, "kiosk");
}

#[test]
fn another_resource_server_or_none_is_free() {
    let mut input = twice_bookings();
    input.applications[0].resource_server = None;
    assert_eq!(lines(&prove(&input)), "");
    let other = "https://miles.aurora.localhost/";
    input.tenant.resource_servers.push(ResourceServer {
        identifier: other.to_owned(),
        scopes: Vec::new(),
        access_token_signing_alg: None,
    });
    input.applications[0].resource_server = Some(other.to_owned());
    assert_eq!(lines(&prove(&input)), "");
}

#[test]
fn who_is_the_resource_server_stays_it_although_an_older_application_wants_it() {
    let mut before = twice_bookings();
    before.applications[1].resource_server = None;
    let input = twice_bookings();
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"Application aurora/kiosk spec.resourceServer: `kiosk` could look into and exchange the tokens that applications send to Application aurora/shop, which is `https://bookings.aurora.localhost/` already; name another resource server, or take it out; the version accepted last stays in force");
    assert_eq!(proof.accepted.applications()[0], before.applications[1]);
}

#[test]
fn a_refused_application_keeps_no_resource_server_from_others() {
    let mut input = twice_bookings();
    input.applications[1].brand.name = "arora".to_owned();
    let proof = prove(&input);
    assert_eq!(proof.rejections.len(), 1);
    assert_eq!(proof.accepted.applications()[0].key.name, "shop");
}

#[test]
fn no_token_of_an_application_that_follows_fapi_is_signed_with_rs256() {
    let with = |algorithm: Option<Algorithm>| {
        said_after(|input| {
            input.tenant.signing_algorithms = SigningAlgorithms::of([Algorithm::RS256]);
            input.tenant.resource_servers[0].access_token_signing_alg = algorithm;
            let shop = &mut input.applications[0];
            shop.resources = vec![BOOKINGS.to_owned()];
            shop.authorization.security_profile = SecurityProfile::Fapi2;
        })
    };
    assert_snapshot!(with(Some(Algorithm::RS256)), @"Application aurora/shop spec.resources[0]: `shop` would take access tokens for `https://bookings.aurora.localhost/` that are signed with RS256, which FAPI 2.0 forbids; let its accessTokenSigningAlg in spec.resourceServers of the IdentityTenant be one of ES256, EdDSA, PS256, or take the resource out");
    assert_eq!(with(None), "");
}
