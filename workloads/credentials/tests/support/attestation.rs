//! Packed attestation (Web Authentication, section 8.2) by a maker of its own.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, IsCa, Issuer,
    KeyPair,
};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
};

use super::{byte_string, text};

/// `id-fido-gen-ce-aaguid`.
const MODEL: &[u64] = &[1, 3, 6, 1, 4, 1, 45724, 1, 1, 4];

/// A maker of authenticators.
pub struct Factory {
    issuer: Issuer<'static, KeyPair>,
    /// Its root certificate, in PEM.
    pub certificate: String,
}

impl Factory {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = named(name, "Authenticators");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign];
        let certificate = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            certificate,
        }
    }

    /// What a device of a model is given when it is made.
    pub fn attestation(&self, model: [u8; 16]) -> Attestation {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = named("Key", "Authenticator Attestation");
        params.is_ca = IsCa::ExplicitNoCa;
        let mut own = vec![0x04, 16];
        own.extend(model);
        params.custom_extensions = vec![CustomExtension::from_oid_content(MODEL, own)];
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Attestation {
            model,
            key: key.serialize_der(),
            certificate: certificate.der().to_vec(),
        }
    }
}

fn named(name: &str, unit: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CountryName, "FR");
    named.push(DnType::OrganizationName, "Acme");
    named.push(DnType::OrganizationalUnitName, unit);
    named.push(DnType::CommonName, name);
    named
}

/// What a device says of its maker.
pub struct Attestation {
    /// AAGUID.
    pub model: [u8; 16],
    key: Vec<u8>,
    certificate: Vec<u8>,
}

impl Attestation {
    /// `attStmt`: `alg`, `sig` and `x5c`.
    pub fn statement(&self, signed: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key, &random).unwrap();
        let mut statement = vec![0xa3];
        statement.extend(text("alg"));
        statement.push(0x26);
        statement.extend(text("sig"));
        statement.extend(byte_string(key.sign(&random, signed).unwrap().as_ref()));
        statement.extend(text("x5c"));
        statement.push(0x81);
        statement.extend(byte_string(&self.certificate));
        statement
    }
}
