use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey,
    },
};

use super::*;
use crate::material::{random, signing_key};

#[test]
fn the_public_key_verifies_what_the_private_key_signs() {
    let pem = signing_key::generate().expect("a key");
    let (_, der) = x509_parser::pem::parse_x509_pem(pem.as_bytes()).expect("PEM");
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der.contents, &random)
        .expect("PKCS#8");
    let signature = pair.sign(&random, b"message").expect("a signature");
    let jwk = signing_key::public_key(&pem).expect("a public key");
    let coordinate = |name: &str| {
        Base64UrlUnpadded::decode_vec(jwk[name].as_str().expect("text")).expect("base64url")
    };
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(b"message", signature.as_ref())
        .expect("verified");
}

#[test]
fn the_key_id_is_the_thumbprint_of_rfc_7638() {
    let pem = signing_key::generate().expect("a key");
    let jwk = signing_key::public_key(&pem).expect("a public key");
    let members =
        serde_json::json!({"crv": jwk["crv"], "kty": jwk["kty"], "x": jwk["x"], "y": jwk["y"]})
            .to_string();
    let digest = ring::digest::digest(&ring::digest::SHA256, members.as_bytes());
    assert_eq!(
        jwk["kid"],
        Base64UrlUnpadded::encode_string(digest.as_ref())
    );
}

#[test]
fn other_kinds_of_key_are_refused() {
    let ed25519 = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519)
        .expect("a key")
        .serialize_pem();
    assert_eq!(signing_key::public_key(&ed25519), None);
    assert_eq!(signing_key::public_key("garbage"), None);
}

#[test]
fn the_bundle_learns_digests_and_public_keys_only() {
    let tenant = new_tenant();
    let secret = tenant
        .shared
        .text("portal-client-secret")
        .expect("a secret");
    assert_eq!(
        tenant.portal_secret_digest(),
        random::sha256_hexadecimal(secret)
    );
    let material = region(&tenant, &ExistingSecrets::default(), now());
    assert!(material.public_signing_key.get("d").is_none());
}
