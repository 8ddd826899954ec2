//! Project Wycheproof's vectors, through the keys and algorithms of this crate.
//!
//! Of the primitives, every set that an algorithm of ours can meet is run:
//! - ES256: P-256 with SHA-256 in the form of IEEE P1363, which is that of RFC 7518, section 3.4. The sets in ASN.1,
//!   of other curves and of other hashes are of other algorithms.
//! - `EdDSA`: Ed25519. Ed448 is not offered.
//! - RS256: PKCS #1 v1.5 with SHA-256, 2048 to 8192 bits. Sets of other hashes are of other algorithms.
//! - PS256: PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt (RFC 7518, section 3.5). Of the sets with
//!   another salt or hash nothing may be accepted, and that is run too.
//!
//! The crate that carries the vectors leaves out the sets in JWS and JWK form; what they try (missing, modified,
//! empty and additional parts, `none`, HMAC keyed with a public key, embedded keys, JSON serialization) is tried in
//! [`crate::attacks`] and [`crate::keys`] for each of our algorithms.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_jose::{Algorithm, PublicKey};
use serde_json::{Value, json};
use wycheproof::{
    TestResult, ecdsa, eddsa,
    rsa_pkcs1_verify::{self, TestName as Pkcs1},
    rsa_pss_verify::{self, TestName as Pss},
};

fn text(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// A number as JSON Web Keys write it: without leading zeros.
fn number(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    text(&bytes[zeros..])
}

/// How many were run: a set that is empty would prove nothing.
#[derive(Default)]
struct Count {
    valid: usize,
    invalid: usize,
}

impl Count {
    fn run(&mut self, jwk: &Value, algorithm: Algorithm, case: &Case<'_>) {
        let accepted = PublicKey::from_jwk(jwk)
            .and_then(|key| key.verify(algorithm, case.message, case.signature))
            .is_ok();
        match case.result {
            TestResult::Valid => {
                self.valid += 1;
                assert!(accepted, "{algorithm} {}: refused", case.name);
            }
            TestResult::Invalid => {
                self.invalid += 1;
                assert!(!accepted, "{algorithm} {}: accepted", case.name);
            }
            // Sound, and yet refused by careful libraries: either is right.
            TestResult::Acceptable => {}
        }
    }

    fn assert_at_least(&self, valid: usize, invalid: usize) {
        assert!(self.valid >= valid, "{} valid", self.valid);
        assert!(self.invalid >= invalid, "{} invalid", self.invalid);
    }
}

struct Case<'a> {
    name: String,
    message: &'a [u8],
    signature: &'a [u8],
    result: TestResult,
}

/// A vector, as all sets have it.
macro_rules! case {
    ($test:expr) => {
        Case {
            name: format!("{}: {}", $test.tc_id, $test.comment),
            message: &$test.msg,
            signature: &$test.sig,
            result: $test.result,
        }
    };
}

#[test]
fn es256() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let mut count = Count::default();
    for group in &set.test_groups {
        // 0x04, x, y.
        let (x, y) = group.key.key[1..].split_at(32);
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": text(x), "y": text(y) });
        for test in &group.tests {
            count.run(&jwk, Algorithm::ES256, &case!(test));
        }
    }
    count.assert_at_least(150, 50);
}

#[test]
fn eddsa() {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    let mut count = Count::default();
    for group in &set.test_groups {
        let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": text(&group.key.pk) });
        for test in &group.tests {
            count.run(&jwk, Algorithm::EdDSA, &case!(test));
        }
    }
    count.assert_at_least(50, 50);
}

#[test]
fn rs256() {
    let mut count = Count::default();
    for name in [
        Pkcs1::Rsa2048Sha256,
        Pkcs1::Rsa3072Sha256,
        Pkcs1::Rsa4096Sha256,
        Pkcs1::Rsa8192Sha256,
    ] {
        let set = rsa_pkcs1_verify::TestSet::load(name).unwrap();
        for group in &set.test_groups {
            let (n, e) = (number(&group.key.n), number(&group.key.e));
            let jwk = json!({ "kty": "RSA", "n": n, "e": e });
            for test in &group.tests {
                count.run(&jwk, Algorithm::RS256, &case!(test));
            }
        }
    }
    count.assert_at_least(20, 500);
}

fn pss(names: &[Pss], expected: impl Fn(&Case<'_>) -> TestResult) -> Count {
    let mut count = Count::default();
    for name in names {
        let set = rsa_pss_verify::TestSet::load(*name).unwrap();
        for group in &set.test_groups {
            let (n, e) = (number(&group.key.n), number(&group.key.e));
            let jwk = json!({ "kty": "RSA", "n": n, "e": e });
            for test in &group.tests {
                let mut case = case!(test);
                case.result = expected(&case);
                count.run(&jwk, Algorithm::PS256, &case);
            }
        }
    }
    count
}

#[test]
fn ps256() {
    let names = [
        Pss::RsaPss2048Sha256Mgf1SaltLen32,
        Pss::RsaPss3072Sha256Mgf1SaltLen32,
        Pss::RsaPss4096Sha256Mgf1SaltLen32,
    ];
    pss(&names, |case| case.result).assert_at_least(100, 100);
}

#[test]
fn another_salt_is_not_ps256() {
    // One signature of the set has our salt in it, to see whether the two are told apart.
    let expected = |case: &Case<'_>| {
        if case.name.ends_with("s_len changed to 32") {
            TestResult::Valid
        } else {
            TestResult::Invalid
        }
    };
    pss(&[Pss::RsaPss2048Sha256Mgf1SaltLen0], expected).assert_at_least(1, 100);
}

#[test]
fn another_hash_is_not_ps256() {
    let names = [
        Pss::RsaPss4096Sha512Mgf1SaltLen32,
        Pss::RsaPss4096Sha512Mgf1SaltLen64,
    ];
    pss(&names, |_| TestResult::Invalid).assert_at_least(0, 300);
}
