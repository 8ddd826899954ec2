//! `tls_client_auth` and `self_signed_tls_client_auth`: a client proves itself with the certificate of its connection
//! (RFC 8705, section 2). That it holds the certificate's key, the handshake has proven.

use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Application, CertificateSubject, ClientAuthenticationMethod};
use domicile_jose::ForeignKeys;
use domicile_service::client_certificate::{ClientCertificate, DistinguishedName};
use rustls_pki_types::{CertificateDer, UnixTime, pem::PemObject};
use serde_json::{Map, Value, json};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_parser::{
    oid_registry::OID_SIG_ED25519,
    prelude::{FromDer, X509Certificate},
    public_key::PublicKey,
};

/// How the certificate proves the client, if it does. `authorities` are PEM certificates that the tenant trusts,
/// `keys` those that the client has registered.
pub(super) fn proves(
    application: &Application,
    certificate: &ClientCertificate,
    authorities: Option<&str>,
    keys: &ForeignKeys,
    now: i64,
) -> Option<ClientAuthenticationMethod> {
    use ClientAuthenticationMethod::{SelfSignedTlsClientAuth, TlsClientAuth};
    if !certificate.is_valid_at(now) {
        return None;
    }
    let methods = &application.authentication_methods;
    if methods.contains(&TlsClientAuth) {
        let subject = application.certificate_subject.as_ref()?;
        let proven = says(certificate, subject) && is_issued_by(certificate, authorities?, now);
        return proven.then_some(TlsClientAuth);
    }
    let is_registered =
        methods.contains(&SelfSignedTlsClientAuth) && is_of_one_of(certificate, keys);
    is_registered.then_some(SelfSignedTlsClientAuth)
}

/// RFC 8705, section 2.1.2.
fn says(certificate: &ClientCertificate, subject: &CertificateSubject) -> bool {
    let names = certificate.alternative_names();
    match subject {
        CertificateSubject::Dn(text) => text
            .parse::<DistinguishedName>()
            .is_ok_and(|name| name == *certificate.subject()),
        CertificateSubject::SanDns(name) => {
            names.dns.iter().any(|own| own.eq_ignore_ascii_case(name))
        }
        CertificateSubject::SanUri(uri) => names.uri.contains(uri),
        CertificateSubject::SanIp(text) => text
            .parse()
            .is_ok_and(|address| names.ip.contains(&address)),
        CertificateSubject::SanEmail(address) => names.email.contains(address),
    }
}

/// Whether an authority of the tenant has issued it, directly: only the client's own certificate travels between
/// regions.
fn is_issued_by(certificate: &ClientCertificate, authorities: &str, now: i64) -> bool {
    let anchors: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(authorities.as_bytes())
            .filter_map(Result::ok)
            .collect();
    let anchors: Vec<_> = anchors
        .iter()
        .filter_map(|anchor| anchor_from_trusted_cert(anchor).ok())
        .collect();
    let der = CertificateDer::from(certificate.der());
    let Ok(end_entity) = EndEntityCert::try_from(&der) else {
        return false;
    };
    let time = UnixTime::since_unix_epoch(Duration::from_secs(now.unsigned_abs()));
    end_entity
        .verify_for_usage(
            ALL_VERIFICATION_ALGS,
            &anchors,
            &[],
            time,
            KeyUsage::client_auth(),
            None,
            None,
        )
        .is_ok()
}

/// Whether it holds one of the client's registered keys (RFC 8705, section 2.2).
fn is_of_one_of(certificate: &ClientCertificate, keys: &ForeignKeys) -> bool {
    members_of_key(certificate)
        .is_some_and(|own| keys.keys().iter().any(|registered| registered.jwk() == own))
}

/// The certificate's key as the required members of a JSON Web Key (RFC 7638, section 3.2).
fn members_of_key(certificate: &ClientCertificate) -> Option<Map<String, Value>> {
    let (_, parsed) = X509Certificate::from_der(certificate.der()).ok()?;
    let info = parsed.public_key();
    let encoded = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let number = |bytes: &[u8]| {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        encoded(&bytes[zeros..])
    };
    let members = match info.parsed().ok()? {
        PublicKey::RSA(key) => {
            json!({ "kty": "RSA", "n": number(key.modulus), "e": number(key.exponent) })
        }
        PublicKey::EC(point) => match point.data() {
            [0x04, coordinates @ ..] if coordinates.len() == 64 => {
                let (x, y) = coordinates.split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "x": encoded(x), "y": encoded(y) })
            }
            _ => return None,
        },
        PublicKey::Unknown(bytes) if info.algorithm.algorithm == OID_SIG_ED25519 => {
            json!({ "kty": "OKP", "crv": "Ed25519", "x": encoded(bytes) })
        }
        _ => return None,
    };
    members.as_object().cloned()
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{Application, CertificateSubject, ClientAuthenticationMethod};
    use domicile_jose::{Algorithm, ForeignKeys, SigningKey, now};
    use domicile_service::client_certificate::ClientCertificate;
    use rcgen::{
        BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    };
    use serde_json::json;

    use super::proves;
    use crate::example::bundle;

    fn application(method: ClientAuthenticationMethod) -> Application {
        Application {
            authentication_methods: vec![method],
            ..bundle("eu").application("aurora.shop").unwrap().clone()
        }
    }

    fn params() -> CertificateParams {
        let mut params = CertificateParams::new(["shop.example".to_owned()]).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "shop");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params
    }

    fn authority(name: &str) -> (Issuer<'static, KeyPair>, String) {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        (Issuer::new(params, key), pem)
    }

    fn read(certificate: &rcgen::Certificate) -> ClientCertificate {
        ClientCertificate::from_der(certificate.der()).unwrap()
    }

    #[test]
    fn a_certificate_of_a_trusted_authority_with_the_clients_subject_proves_it() {
        use ClientAuthenticationMethod::TlsClientAuth;
        let (issuer, trusted) = authority("trusted");
        let (_, other) = authority("other");
        let key = KeyPair::generate().unwrap();
        let certificate = read(&params().signed_by(&key, &issuer).unwrap());
        let proof = |subject, authorities: Option<&str>, at| {
            let mut application = application(TlsClientAuth);
            application.certificate_subject = subject;
            proves(
                &application,
                &certificate,
                authorities,
                &ForeignKeys::default(),
                at,
            )
        };
        let dn = || Some(CertificateSubject::Dn("CN=shop".to_owned()));
        assert_eq!(proof(dn(), Some(&trusted), now()), Some(TlsClientAuth));
        let dns = Some(CertificateSubject::SanDns("SHOP.example".to_owned()));
        assert_eq!(proof(dns, Some(&trusted), now()), Some(TlsClientAuth));
        assert_eq!(proof(dn(), Some(&other), now()), None, "another authority");
        assert_eq!(proof(dn(), None, now()), None, "no authority");
        assert_eq!(proof(None, Some(&trusted), now()), None, "no subject");
        assert_eq!(proof(dn(), Some(&trusted), 0), None, "not valid yet");
        for stranger in [
            CertificateSubject::Dn("CN=shop,O=Aurora".to_owned()),
            CertificateSubject::Dn(String::new()),
            CertificateSubject::SanDns("example".to_owned()),
            CertificateSubject::SanUri("shop.example".to_owned()),
            CertificateSubject::SanIp("127.0.0.1".to_owned()),
            CertificateSubject::SanEmail("shop.example".to_owned()),
        ] {
            assert_eq!(
                proof(Some(stranger.clone()), Some(&trusted), now()),
                None,
                "{stranger:?}"
            );
        }
        let own = read(&params().self_signed(&key).unwrap());
        let mut application = application(TlsClientAuth);
        application.certificate_subject = dn();
        let keys = ForeignKeys::default();
        assert_eq!(
            proves(&application, &own, Some(&trusted), &keys, now()),
            None,
            "self-signed"
        );
    }

    #[test]
    fn a_self_signed_certificate_proves_the_client_whose_key_it_holds() {
        use ClientAuthenticationMethod::{ClientSecretBasic, SelfSignedTlsClientAuth};
        for (algorithm, kind) in [
            (Algorithm::ES256, &rcgen::PKCS_ECDSA_P256_SHA256),
            (Algorithm::EdDSA, &rcgen::PKCS_ED25519),
        ] {
            let key = KeyPair::generate_for(kind).unwrap();
            let public = SigningKey::of_algorithm(algorithm, &key.serialize_pem()).unwrap();
            let set = json!({ "keys": [public.public_jwk()] });
            let keys = ForeignKeys::from_jwk_set(&set).unwrap();
            let no_keys = ForeignKeys::default();
            let certificate = read(&params().self_signed(&key).unwrap());
            let proof =
                |method, keys| proves(&application(method), &certificate, None, keys, now());
            let expected = Some(SelfSignedTlsClientAuth);
            assert_eq!(proof(SelfSignedTlsClientAuth, &keys), expected);
            assert_eq!(proof(SelfSignedTlsClientAuth, &no_keys), None);
            assert_eq!(proof(ClientSecretBasic, &keys), None, "not its way");
        }
    }
}
