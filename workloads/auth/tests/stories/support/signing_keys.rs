//! Keys of every algorithm: the regions' own, and those of clients.

use domicile_jose::{Algorithm, KeyTimes, SigningKey, SigningKeySet, StoredKey, StoredKeys};
use getrandom::SysRng;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use rsa::{
    RsaPrivateKey,
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::UnwrapErr,
};

/// The least that is taken, because it is made fastest.
const RSA_BITS: usize = 2048;

/// A key that signs for good.
pub fn key_of(algorithm: Algorithm) -> SigningKey {
    SigningKey::of_algorithm(algorithm, &private_key(algorithm)).unwrap()
}

/// One key for each algorithm, as a region has them.
pub fn set_of(algorithms: &[Algorithm]) -> SigningKeySet {
    let keys = algorithms.iter().map(|algorithm| StoredKey {
        times: KeyTimes {
            algorithm: *algorithm,
            made_at: 0,
            signs_from: 0,
            retires_at: None,
        },
        private_key: private_key(*algorithm),
    });
    let keys = keys.collect();
    SigningKeySet::of(&StoredKeys { keys }).unwrap()
}

fn private_key(algorithm: Algorithm) -> String {
    let elliptic = |kind| KeyPair::generate_for(kind).unwrap().serialize_pem();
    match algorithm {
        Algorithm::ES256 => elliptic(&PKCS_ECDSA_P256_SHA256),
        Algorithm::EdDSA => elliptic(&PKCS_ED25519),
        Algorithm::PS256 | Algorithm::RS256 => {
            let key = RsaPrivateKey::new(&mut UnwrapErr(SysRng), RSA_BITS).unwrap();
            key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string()
        }
    }
}
