//! New private keys.

use std::fmt::Display;

use domicile_jose::Algorithm;
use getrandom::SysRng;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519, SignatureAlgorithm};
use rsa::{
    RsaPrivateKey,
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::UnwrapErr,
};

use crate::material::MaterialError;

/// As strong as P-256 (NIST SP 800-57 part 1, table 2): 2048 bits are not meant to last beyond 2030.
const RSA_BITS: usize = 3072;

/// A new private key for an algorithm, as PKCS#8 in PEM. One for RSA takes up to seconds: call it where waiting does not
/// hold up anybody else.
///
/// # Errors
/// When the system gives no key.
pub fn private_key(algorithm: Algorithm, subject: &str) -> Result<String, MaterialError> {
    match algorithm {
        Algorithm::ES256 => elliptic(&PKCS_ECDSA_P256_SHA256, subject),
        Algorithm::EdDSA => elliptic(&PKCS_ED25519, subject),
        Algorithm::PS256 | Algorithm::RS256 => rsa(subject),
    }
}

fn elliptic(kind: &'static SignatureAlgorithm, subject: &str) -> Result<String, MaterialError> {
    let pair = KeyPair::generate_for(kind).map_err(|source| MaterialError::Certificate {
        subject: subject.to_owned(),
        source,
    })?;
    Ok(pair.serialize_pem())
}

fn rsa(subject: &str) -> Result<String, MaterialError> {
    // Without random numbers of the system nothing here may go on.
    let no_key = |problem: &dyn Display| MaterialError::NoKey {
        subject: subject.to_owned(),
        problem: problem.to_string(),
    };
    let key =
        RsaPrivateKey::new(&mut UnwrapErr(SysRng), RSA_BITS).map_err(|error| no_key(&error))?;
    let pem = key
        .to_pkcs8_pem(LineEnding::LF)
        .map_err(|error| no_key(&error))?;
    Ok(pem.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use domicile_jose::{Algorithm, SigningKey};
    use serde_json::json;

    use super::private_key;

    #[test]
    fn a_key_of_every_algorithm_signs_and_none_is_made_twice() {
        for algorithm in Algorithm::ALL {
            let key = |pem: &str| SigningKey::of_algorithm(algorithm, pem).unwrap();
            let (one, other) = (
                private_key(algorithm, "a").unwrap(),
                private_key(algorithm, "a").unwrap(),
            );
            assert_ne!(key(&one).key_id(), key(&other).key_id());
            assert!(key(&one).sign("JWT", &json!({})).is_ok());
        }
    }

    #[test]
    fn an_rsa_key_has_3072_bits() {
        let pem = private_key(Algorithm::RS256, "a").unwrap();
        let key = SigningKey::of_algorithm(Algorithm::RS256, &pem).unwrap();
        let modulus = key.public_jwk()["n"].as_str().unwrap();
        // base64url without padding: four characters for three bytes.
        assert_eq!(modulus.len() * 6, 3072);
    }
}
