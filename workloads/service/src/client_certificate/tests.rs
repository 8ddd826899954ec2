use axum::http::{HeaderValue, Request, request::Parts};
use domicile_bundle::status::Workload;
use proptest::prelude::*;
use rcgen::{CertificateParams, DnType, KeyPair, SanType, string::Ia5String};

use super::*;
use crate::mesh::PeerIdentity;

fn certificate() -> ClientCertificate {
    let mut params = CertificateParams::new(["shop.example".to_owned()]).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CountryName, "FR");
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Aurora, Inc.");
    params.distinguished_name.push(DnType::CommonName, "shop");
    params.subject_alt_names.extend([
        SanType::URI(Ia5String::try_from("urn:shop").unwrap()),
        SanType::IpAddress("192.0.2.1".parse().unwrap()),
        SanType::Rfc822Name(Ia5String::try_from("ops@shop.example").unwrap()),
    ]);
    let key = KeyPair::generate().unwrap();
    ClientCertificate::from_der(params.self_signed(&key).unwrap().der()).unwrap()
}

#[test]
fn a_certificate_says_who_it_is_of() {
    let certificate = certificate();
    assert_eq!(certificate.thumbprint().len(), 43);
    assert_eq!(
        certificate.subject().to_string(),
        "CN=shop,O=Aurora\\, Inc.,C=FR"
    );
    let names = certificate.alternative_names();
    assert_eq!(names.dns, ["shop.example"]);
    assert_eq!(names.uri, ["urn:shop"]);
    assert_eq!(names.ip, ["192.0.2.1".parse::<IpAddr>().unwrap()]);
    assert_eq!(names.email, ["ops@shop.example"]);
    assert!(certificate.is_valid_at(1_800_000_000));
    assert!(!certificate.is_valid_at(i64::MAX));
    let shown = format!("{certificate:?}");
    assert!(!shown.contains("shop") && shown.contains(certificate.thumbprint()));
}

#[test]
fn a_registered_name_is_compared_by_meaning() {
    let subject = certificate().subject().clone();
    for same in [
        "CN=shop,O=Aurora\\, Inc.,C=FR",
        "cn=shop, o=Aurora\\2C Inc. , c=FR",
        "2.5.4.3=shop,2.5.4.10=Aurora\\, Inc.,C=FR",
    ] {
        assert_eq!(same.parse().as_ref(), Ok(&subject), "{same}");
    }
    for other in [
        "C=FR,O=Aurora\\, Inc.,CN=shop",
        "CN=shop",
        "CN=shop,O=Aurora\\, Inc.,C=FR,C=FR",
        "CN=Shop,O=Aurora\\, Inc.,C=FR",
        "CN=shop+O=Aurora\\, Inc.,C=FR",
    ] {
        assert_ne!(other.parse().as_ref(), Ok(&subject), "{other}");
    }
    for no_name in ["", " ", "shop", "X=shop", "CN=\"shop\"", "CN=a\\", "CN=a,"] {
        assert_eq!(
            no_name.parse::<DistinguishedName>(),
            Err(NotADistinguishedName),
            "{no_name}"
        );
    }
}

async fn seen_by_a_handler(peer: Option<Workload>, header: &[HeaderValue]) -> bool {
    let mut parts: Parts = Request::new(()).into_parts().0;
    for value in header {
        parts.headers.append(HEADER, value.clone());
    }
    if let Some(workload) = peer {
        parts.extensions.insert(PeerIdentity {
            workload,
            region: "us".to_owned(),
        });
    }
    let Ok(seen) =
        <ClientCertificate as OptionalFromRequestParts<()>>::from_request_parts(&mut parts, &())
            .await;
    seen.is_some()
}

#[tokio::test]
async fn the_header_is_believed_from_auth_over_the_mesh_alone() {
    let value = certificate().header_value();
    let once = std::slice::from_ref(&value);
    assert!(seen_by_a_handler(Some(Workload::Auth), once).await);
    assert!(!seen_by_a_handler(Some(Workload::ProfileStore), once).await);
    assert!(!seen_by_a_handler(None, once).await);
    let twice = [value.clone(), value];
    assert!(!seen_by_a_handler(Some(Workload::Auth), &twice).await);
    let nonsense = [HeaderValue::from_static(":AAAA:")];
    assert!(!seen_by_a_handler(Some(Workload::Auth), &nonsense).await);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(ClientCertificate::from_der(&bytes).is_none());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,40}") {
        let _ = text.parse::<DistinguishedName>();
    }
}
