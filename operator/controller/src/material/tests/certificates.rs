use std::collections::BTreeSet;

use super::*;
use crate::material::{
    authority::Authority,
    certificate::{self, CertificateFacts, Renewal, Usage, Wanted},
    public_certificate,
};

fn wanted(names: &[&str]) -> Wanted {
    Wanted {
        dns_names: names.iter().map(|name| (*name).to_owned()).collect(),
        usage: Usage::Server,
    }
}

#[test]
fn a_certificate_is_replaced_for_a_reason_and_only_then() {
    let tenant = new_tenant();
    let other = new_tenant();
    let hosts = wanted(&["id.aurora.example", "login.aurora.example"]);
    let issued = certificate::prepare(None, &hosts, &tenant.authority, now()).expect("issued");
    let without_key =
        SecretData::default().with("tls.crt", issued.text("tls.crt").expect("a certificate"));
    let garbage = issued.clone().with("tls.crt", "garbage");
    let another_key = {
        let other = certificate::prepare(None, &hosts, &tenant.authority, now()).expect("issued");
        issued
            .clone()
            .with("tls.key", other.text("tls.key").expect("a key"))
    };
    let more = wanted(&[
        "id.aurora.example",
        "login.aurora.example",
        "my.aurora.example",
    ]);
    let cases = [
        (
            "good",
            Some(&issued),
            &hosts,
            &tenant.authority,
            in_days(59),
            None,
        ),
        (
            "two thirds over",
            Some(&issued),
            &hosts,
            &tenant.authority,
            in_days(60),
            Some(Renewal::Due),
        ),
        (
            "missing",
            None,
            &hosts,
            &tenant.authority,
            now(),
            Some(Renewal::Missing),
        ),
        (
            "without key",
            Some(&without_key),
            &hosts,
            &tenant.authority,
            now(),
            Some(Renewal::Missing),
        ),
        (
            "garbage",
            Some(&garbage),
            &hosts,
            &tenant.authority,
            now(),
            Some(Renewal::Unreadable),
        ),
        (
            "another key",
            Some(&another_key),
            &hosts,
            &tenant.authority,
            now(),
            Some(Renewal::Unreadable),
        ),
        (
            "one more host",
            Some(&issued),
            &more,
            &tenant.authority,
            now(),
            Some(Renewal::OtherNames),
        ),
        (
            "another authority",
            Some(&issued),
            &hosts,
            &other.authority,
            now(),
            Some(Renewal::OtherAuthority),
        ),
    ];
    for (case, existing, wanted, authority, at, expected) in cases {
        assert_eq!(
            certificate::needs_renewal(existing, wanted, authority, at),
            expected,
            "{case}"
        );
        let prepared = certificate::prepare(existing, wanted, authority, at).expect("prepared");
        assert_eq!(existing == Some(&prepared), expected.is_none(), "{case}");
        assert_eq!(
            certificate::needs_renewal(Some(&prepared), wanted, authority, at),
            None,
            "{case}"
        );
    }
}

#[test]
fn the_authority_renews_its_certificate_with_the_same_key_so_that_what_it_signed_stays_good() {
    let tenant = new_tenant();
    let hosts = wanted(&["login.aurora.example"]);
    let late = in_days(2500);
    let issued = certificate::prepare(None, &hosts, &tenant.authority, late).expect("issued");
    let renewed =
        Authority::prepare(&scope().tenant, &stored(&tenant.secrets), late).expect("renewed");
    assert_ne!(renewed.certificate(), tenant.authority.certificate());
    assert_eq!(
        certificate::needs_renewal(Some(&issued), &hosts, &renewed, late),
        None
    );
}

#[test]
fn the_mesh_certificate_names_the_workload_the_region_and_the_tenant() {
    let material = region(&new_tenant(), &ExistingSecrets::default(), now());
    let secret = secret_named(&material.secrets, "aurora-eu-auth-mesh");
    let facts =
        CertificateFacts::read(secret.data.text("tls.crt").expect("a certificate")).expect("facts");
    assert!(
        facts
            .dns_names
            .contains("auth.eu.aurora.aurora.mesh.domicile.dev")
    );
    assert!(facts.dns_names.contains("aurora-eu-auth.aurora.svc"));
    assert_eq!(
        material.renew_at,
        Some(facts.not_before + (facts.not_after - facts.not_before) * 2 / 3)
    );
}

#[test]
fn the_public_certificate_names_every_host_of_the_region_and_none_of_another() {
    let hosts = public_certificate::hosts("aurora.example", ["id.holidays.example"], "eu");
    let expected = [
        "eu.events.aurora.example",
        "eu.id.holidays.example",
        "eu.login.aurora.example",
        "eu.mtls.login.aurora.example",
        "eu.my.aurora.example",
        "events.aurora.example",
        "id.holidays.example",
        "login.aurora.example",
        "mtls.login.aurora.example",
        "my.aurora.example",
    ];
    assert_eq!(
        hosts,
        expected
            .map(str::to_owned)
            .into_iter()
            .collect::<BTreeSet<_>>()
    );
}

#[test]
fn rustls_accepts_the_chain_for_server_and_client() {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
    let tenant = new_tenant();
    let material = region(
        &tenant,
        &ExistingSecrets::default(),
        OffsetDateTime::now_utc(),
    );
    let secret = secret_named(&material.secrets, "aurora-eu-auth-mesh");
    let certificates = |key: &str| {
        let pem = secret.data.text(key).expect("a certificate");
        CertificateDer::pem_slice_iter(pem.as_bytes())
            .collect::<Result<Vec<_>, _>>()
            .expect("certificates")
    };
    let key = || {
        PrivateKeyDer::from_pem_slice(secret.data.text("tls.key").expect("a key").as_bytes())
            .expect("a key")
    };
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificates("ca.crt").remove(0)).expect("a root");
    let roots = std::sync::Arc::new(roots);
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let verifier = rustls::server::WebPkiClientVerifier::builder_with_provider(
        roots.clone(),
        provider.clone(),
    );
    let server = rustls::ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(certificates("tls.crt"), key())
        .expect("a server");
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_client_auth_cert(certificates("tls.crt"), key())
        .expect("a client");
    let name = "aurora-eu-auth.aurora.svc".try_into().expect("a name");
    let mut client = rustls::ClientConnection::new(client.into(), name).expect("a client");
    let mut server = rustls::ServerConnection::new(server.into()).expect("a server");
    while client.is_handshaking() || server.is_handshaking() {
        let mut bytes = Vec::new();
        client.write_tls(&mut bytes).expect("written");
        server.read_tls(&mut bytes.as_slice()).expect("read");
        server
            .process_new_packets()
            .expect("the client is accepted");
        let mut bytes = Vec::new();
        server.write_tls(&mut bytes).expect("written");
        client.read_tls(&mut bytes.as_slice()).expect("read");
        client
            .process_new_packets()
            .expect("the server is accepted");
    }
}
