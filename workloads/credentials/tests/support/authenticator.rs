//! A security key made of software: it answers as a browser with an authenticator does, right or wrong as asked.

mod attestation;

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

pub use attestation::{Attestation, Factory};

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const ATTESTED_CREDENTIAL: u8 = 0x40;

/// One device with at most one credential.
pub struct Authenticator {
    key: EcdsaKeyPair,
    pkcs8: Vec<u8>,
    pub credential_id: Vec<u8>,
    pub user_handle: Vec<u8>,
    /// Counts up with every signature; 0 counts never, as synchronised passkeys do.
    pub counter: u32,
    pub user_verification: bool,
    pub synchronised: bool,
    /// Answers for this domain instead of the one that was asked for.
    pub domain: Option<String>,
    /// Says who made it, where that is asked for.
    pub attestation: Option<Attestation>,
}

impl Authenticator {
    pub fn new(credential_id: &[u8]) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self::of(pkcs8.as_ref(), credential_id)
    }

    fn of(pkcs8: &[u8], credential_id: &[u8]) -> Self {
        let random = SystemRandom::new();
        Self {
            key: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &random).unwrap(),
            pkcs8: pkcs8.to_vec(),
            credential_id: credential_id.to_vec(),
            user_handle: vec![],
            counter: 0,
            user_verification: true,
            synchronised: false,
            domain: None,
            attestation: None,
        }
    }

    /// A second device with the same key and the same count.
    pub fn cloned(&self) -> Self {
        Self {
            user_handle: self.user_handle.clone(),
            counter: self.counter,
            ..Self::of(&self.pkcs8, &self.credential_id)
        }
    }

    /// `navigator.credentials.create` on a page of `origin`.
    pub fn create(&mut self, options: &Value, origin: &str) -> String {
        let asked = &options["publicKey"];
        self.user_handle = bytes(&asked["user"]["id"]);
        let client_data = client_data("webauthn.create", &asked["challenge"], origin);
        let domain = asked["rp"]["id"].as_str().unwrap();
        let mut authenticator_data = self.data(domain, ATTESTED_CREDENTIAL);
        let attestation = self
            .attestation
            .as_ref()
            .filter(|_| asked["attestation"] == "direct");
        authenticator_data.extend(attestation.map_or([0; 16], |own| own.model));
        authenticator_data.extend(
            u16::try_from(self.credential_id.len())
                .unwrap()
                .to_be_bytes(),
        );
        authenticator_data.extend(&self.credential_id);
        authenticator_data.extend(self.public_key());
        let mut object = vec![0xa3];
        object.extend(text("fmt"));
        if let Some(attestation) = attestation {
            object.extend(text("packed"));
            object.extend(text("attStmt"));
            let mut signed = authenticator_data.clone();
            signed.extend(digest(&SHA256, client_data.as_bytes()).as_ref());
            object.extend(attestation.statement(&signed));
        } else {
            object.extend(text("none"));
            object.extend(text("attStmt"));
            object.push(0xa0);
        }
        object.extend(text("authData"));
        object.extend(byte_string(&authenticator_data));
        json!({
            "id": base64(&self.credential_id),
            "rawId": base64(&self.credential_id),
            "type": "public-key",
            "response": {
                "clientDataJSON": base64(client_data.as_bytes()),
                "attestationObject": base64(&object),
                "transports": ["internal"],
            },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
        .to_string()
    }

    /// `navigator.credentials.get` on a page of `origin`.
    pub fn get(&mut self, options: &Value, origin: &str) -> String {
        let asked = &options["publicKey"];
        if self.counter > 0 {
            self.counter += 1;
        }
        let client_data = client_data("webauthn.get", &asked["challenge"], origin);
        let authenticator_data = self.data(asked["rpId"].as_str().unwrap(), 0);
        let mut signed = authenticator_data.clone();
        signed.extend(digest(&SHA256, client_data.as_bytes()).as_ref());
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": base64(&self.credential_id),
            "rawId": base64(&self.credential_id),
            "type": "public-key",
            "response": {
                "clientDataJSON": base64(client_data.as_bytes()),
                "authenticatorData": base64(&authenticator_data),
                "signature": base64(signature.as_ref()),
                "userHandle": base64(&self.user_handle),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    fn data(&self, domain: &str, more: u8) -> Vec<u8> {
        let domain = self.domain.as_deref().unwrap_or(domain);
        let mut flags = USER_PRESENT | more;
        if self.user_verification {
            flags |= USER_VERIFIED;
        }
        if self.synchronised {
            flags |= BACKUP_ELIGIBLE;
        }
        let mut data = digest(&SHA256, domain.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// `COSE_Key` of ES256 (RFC 9053, section 7.1.1).
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
        key.extend(byte_string(&point[1..33]));
        key.push(0x22);
        key.extend(byte_string(&point[33..65]));
        key
    }
}

fn client_data(kind: &str, challenge: &Value, origin: &str) -> String {
    json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false })
        .to_string()
}

fn base64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    Base64UrlUnpadded::decode_vec(value.as_str().unwrap()).unwrap()
}

/// CBOR (RFC 8949) of a short text.
fn text(text: &str) -> Vec<u8> {
    let mut encoded = vec![0x60 | u8::try_from(text.len()).unwrap()];
    encoded.extend(text.as_bytes());
    encoded
}

/// CBOR of bytes.
fn byte_string(bytes: &[u8]) -> Vec<u8> {
    let mut encoded = vec![0x59];
    encoded.extend(u16::try_from(bytes.len()).unwrap().to_be_bytes());
    encoded.extend(bytes);
    encoded
}
