//! An application sees a person's data under a purpose, in the look of a brand.

use domicile_bundle::{
    Attribute, AttributeType, SecurityProfile, SigningAlgorithms, WantedAttribute,
};
use domicile_jose::Algorithm;
use domicile_policy::{prove, prove_after};
use insta::assert_snapshot;

use crate::fixture::{airline::airline, lines, said_after};

#[test]
fn an_unknown_brand_is_refused() {
    assert_snapshot!(said_after(|input| input.applications[0].brand.name = "arora".to_owned()), @"Application aurora/shop spec.brandRef: a person who signs in to `shop` would be shown no look: no Brand aurora/arora is attached to the tenant; create it, or correct the reference");
}

#[test]
fn a_refused_brand_is_named() {
    assert_snapshot!(said_after(|input| {
        input.brands[1].hosts = vec!["my.aurora.localhost".to_owned()];
        input.applications[0].brand = domicile_policy::Reference::new("aurora-holidays", "holidays");
    }), @r"
    Brand aurora-holidays/holidays spec.hosts[0]: a person who opens https://my.aurora.localhost would be shown the portal and `holidays`; choose another host
    Application aurora/shop spec.brandRef: a person who signs in to `shop` would be shown no look: Brand aurora-holidays/holidays is not accepted; correct that object first
    ");
}

#[test]
fn a_claim_that_its_purpose_does_not_cover_is_refused() {
    assert_snapshot!(said_after(|input| input.applications[0].claims[1].attribute = "seatPreference".to_owned()), @"Application aurora/shop spec.claims[1].attribute: a person who signs in to `shop` would show `seatPreference` under `service`, which does not cover it; add `seatPreference` to `service` in ConsentPolicy aurora/airline, or take the claim out");
}

#[test]
fn a_claim_of_an_unknown_attribute_or_purpose_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].claims[0].attribute = "mail".to_owned();
        input.applications[0].claims[1].purpose = "services".to_owned();
    }), @r"
    Application aurora/shop spec.claims[0].attribute: a person who signs in to `shop` would show `mail`: no ProfileSchema of the tenant defines `mail`; did you mean `email`?
    Application aurora/shop spec.claims[1].purpose: a person who signs in to `shop` would show `givenName` for no purpose: no ConsentPolicy of the tenant defines `services`; did you mean `service`?
    ");
}

#[test]
fn an_unknown_scope_is_refused() {
    assert_snapshot!(said_after(|input| input.applications[0].scopes.push("loyalty".to_owned())), @"Application aurora/shop spec.scopes[3]: `shop` would ask for scope `loyalty` and get nothing: it is no scope of OpenID Connect, and neither a claim nor a resource of the application names it; add a claim or a resource, or take the scope out");
}

#[test]
fn a_scope_of_an_own_claim_is_known() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].scopes.push("names".to_owned());
        input.applications[0].claims[1].scope = "names".to_owned();
    }), @"");
}

#[test]
fn a_claim_whose_scope_cannot_be_asked_for_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].scopes.retain(|scope| scope != "email");
    }), @"Application aurora/shop spec.claims[0].scope: `shop` could never get claim `email`: it may not ask for scope `email`; add the scope, or take the claim out");
}

#[test]
fn an_application_without_openid_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].scopes.retain(|scope| scope != "openid");
    }), @"Application aurora/shop spec.scopes: a person who signs in to `shop` would get no ID token: scope `openid` is not there; add it");
}

#[test]
fn a_claim_of_the_provider_itself_is_refused() {
    assert_snapshot!(said_after(|input| input.applications[0].claims[1].claim = "sub".to_owned()), @"Application aurora/shop spec.claims[1].claim: `shop` would read `givenName` of the profile where it expects what the provider itself says in `sub`; give the claim another name");
}

#[test]
fn one_claim_for_two_attributes_is_refused() {
    assert_snapshot!(said_after(|input| input.applications[0].claims[1].claim = "email".to_owned()), @"Application aurora/shop spec.claims[1].claim: `shop` would read `email` and `givenName` in the same claim `email`; give one of them another name");
}

#[test]
fn a_resource_that_the_tenant_does_not_have_is_refused_and_its_scopes_are_known_with_it() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].resources.push("https://evil.example/".to_owned());
        input.applications[0].resource_server = Some("https://other.example/".to_owned());
    }), @r"
    Application aurora/shop spec.resourceServer: no token would ever be for `https://other.example/`: it is no resource server of the tenant; add it to spec.resourceServers of the IdentityTenant, or correct the identifier
    Application aurora/shop spec.resources[0]: no token would ever be for `https://evil.example/`: it is no resource server of the tenant; add it to spec.resourceServers of the IdentityTenant, or correct the identifier
    ");
    assert_snapshot!(said_after(|input| {
        let shop = &mut input.applications[0];
        shop.resources.push("https://bookings.aurora.localhost/".to_owned());
        shop.scopes.push("bookings_read".to_owned());
    }), @"");
    assert_snapshot!(said_after(|input| input.applications[0].scopes.push("bookings_read".to_owned())), @"Application aurora/shop spec.scopes[3]: `shop` would ask for scope `bookings_read` and get nothing: it is no scope of OpenID Connect, and neither a claim nor a resource of the application names it; add a claim or a resource, or take the scope out");
}

#[test]
fn what_the_tenant_does_not_sign_with_or_fapi_forbids_is_refused() {
    assert_snapshot!(said_after(|input| {
        let wanted = &mut input.applications[0].signing;
        wanted.id_token = Some(Algorithm::RS256);
        wanted.userinfo = Some(Algorithm::PS256);
    }), @"Application aurora/shop spec.userinfoSignedResponseAlg: nothing would be signed for `shop`: the tenant has no keys for PS256; add it to spec.signing.algorithms of the IdentityTenant, or choose one of ES256, RS256");
    assert_snapshot!(said_after(|input| {
        let shop = &mut input.applications[0];
        shop.authorization.security_profile = SecurityProfile::Fapi2;
        shop.signing.id_token = Some(Algorithm::RS256);
    }), @"Application aurora/shop spec.idTokenSignedResponseAlg: `shop` would take RS256, which FAPI 2.0 forbids; choose one of ES256, or leave it out");
}

#[test]
fn an_application_whose_algorithm_the_tenant_gives_up_is_out_and_says_why() {
    let mut input = airline();
    input.applications[0].signing.id_token = Some(Algorithm::RS256);
    let before = prove(&input);
    assert_eq!(before.rejections, []);
    input.tenant.signing_algorithms = SigningAlgorithms::default();
    let after = prove_after(&input, before.accepted.to_input().as_ref());
    assert_eq!(after.accepted.applications(), []);
    assert_snapshot!(lines(&after), @"Application aurora/shop spec.idTokenSignedResponseAlg: nothing would be signed for `shop`: the tenant has no keys for RS256; add it to spec.signing.algorithms of the IdentityTenant, or choose one of ES256");
}

#[test]
fn a_sector_of_two_hosts_is_refused() {
    let said = said_after(|input| {
        let application = &mut input.applications[0];
        application.redirect_uris = vec![
            "https://shop.aurora.localhost:8443/callback".to_owned(),
            "https://app.aurora.localhost/callback".to_owned(),
        ];
        application.authorization.subject = domicile_bundle::SubjectType::Pairwise {
            sector: "shop.aurora.localhost".to_owned(),
        };
    });
    assert_snapshot!(said, @"Application aurora/shop spec.redirectUris[1]: a person would have two identifiers in `shop`, one for `shop.aurora.localhost` and one for `app.aurora.localhost`; with pairwise subjects all redirect URIs have one host");
}

#[test]
fn people_are_asked_only_for_what_they_can_type_for_a_purpose_that_covers_it() {
    let asked = |attribute: &str, purpose: &str, change: fn(&mut Attribute)| {
        said_after(|input| {
            let mut attributes = input.schemas.iter_mut().flat_map(|own| &mut own.attributes);
            attributes
                .find(|own| own.name == "seatPreference")
                .map(change)
                .unwrap();
            input.applications[0].progressive_profile = vec![WantedAttribute {
                attribute: attribute.to_owned(),
                purpose: purpose.to_owned(),
                sign_ins: 1,
                scope: None,
                required: false,
                ask_again_seconds: 1,
            }];
        })
    };
    for (said, expected) in [
        (asked("seatPreference", "marketing", |_| {}), ""),
        (
            asked("seatPreferences", "marketing", |_| {}),
            "Application aurora/shop spec.progressiveProfile[0].attribute: a person who signs in to `shop` could not be asked for `seatPreferences`: no ProfileSchema of the tenant defines",
        ),
        (
            asked("seatPreference", "marketin", |_| {}),
            "spec.progressiveProfile[0].purpose: a person who signs in to `shop` could not be asked for `seatPreference`: no ConsentPolicy of the tenant defines `marketin`; did you mean `marketing`?",
        ),
        (
            asked("seatPreference", "service", |_| {}),
            "spec.progressiveProfile[0].purpose: a person who signs in to `shop` could not be asked for `seatPreference`: `service` does not cover it; add it to `service` in ConsentPolicy aurora/airline, or name another purpose",
        ),
        (
            asked("email", "service", |_| {}),
            "spec.progressiveProfile[0].attribute: a person who signs in to `shop` could not be asked for `email`: it finds a person, and is proven and not said; name another attribute",
        ),
        (
            asked("seatPreference", "marketing", |own| {
                own.attribute_type = AttributeType::DateTime;
            }),
            "spec.progressiveProfile[0].attribute: a person who signs in to `shop` could not be asked for `seatPreference`: nobody types a moment; make it a Date, or name another attribute",
        ),
    ] {
        assert!(said.contains(expected), "{said}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{said}");
    }
}

#[test]
fn the_host_of_a_redirect_uri_is_found_without_its_port() {
    for (uri, host) in [
        (
            "https://shop.aurora.example/callback",
            "shop.aurora.example",
        ),
        (
            "https://shop.aurora.example:8443?x=1",
            "shop.aurora.example",
        ),
        ("http://[::1]:5555/", "[::1]"),
        ("http://127.0.0.1", "127.0.0.1"),
    ] {
        assert_eq!(domicile_policy::host_of(uri), Some(host), "{uri}");
    }
}
