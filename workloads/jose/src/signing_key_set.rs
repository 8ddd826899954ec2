//! The signing keys of a region: what is written down of them, and which of them signs now.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Algorithm, JoseError, SigningKey, bounded_json};

/// When a key signs. Times are seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyTimes {
    /// What it signs with.
    pub algorithm: Algorithm,
    /// When it was made, and published.
    pub made_at: i64,
    /// From when on it signs.
    pub signs_from: i64,
    /// From when on it signs no more; nothing while it has no successor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retires_at: Option<i64>,
}

/// A key as it is stored. Its debug form does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredKey {
    /// When it signs.
    #[serde(flatten)]
    pub times: KeyTimes,
    /// PKCS#8 in PEM.
    pub private_key: String,
}

impl std::fmt::Debug for StoredKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("StoredKey")
            .field(&self.times)
            .finish()
    }
}

/// All keys of a region, as they are stored: the operator writes it, the auth workload reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StoredKeys {
    /// Keys, in any order.
    pub keys: Vec<StoredKey>,
}

impl StoredKeys {
    /// Reads the stored form.
    ///
    /// # Errors
    /// When it is another.
    pub fn parse(text: &str) -> Result<Self, JoseError> {
        bounded_json::parse(text.as_bytes())
    }
}

/// The keys of a region, parsed once.
#[derive(Debug)]
pub struct SigningKeySet(Vec<(KeyTimes, SigningKey)>);

impl SigningKeySet {
    /// Parses stored keys.
    ///
    /// # Errors
    /// When one of them is not a key of its algorithm, or there is none.
    pub fn of(stored: &StoredKeys) -> Result<Self, JoseError> {
        let mut keys = Vec::new();
        for key in &stored.keys {
            let parsed = SigningKey::of_algorithm(key.times.algorithm, &key.private_key)?;
            keys.push((key.times, parsed));
        }
        if keys.is_empty() {
            return Err(JoseError::PrivateKey);
        }
        // The newest first, so that the first one whose time has come is the one that signs.
        keys.sort_by_key(|(times, _)| std::cmp::Reverse(times.signs_from));
        Ok(Self(keys))
    }

    /// A single key that signs for good.
    pub fn of_one(key: SigningKey) -> Self {
        let times = KeyTimes {
            algorithm: key.algorithm(),
            made_at: 0,
            signs_from: 0,
            retires_at: None,
        };
        Self(vec![(times, key)])
    }

    /// The key of an algorithm that signs at a time.
    pub fn signer(&self, algorithm: Algorithm, now: i64) -> Option<&SigningKey> {
        let mut signing = self.0.iter().filter(|(times, _)| {
            times.algorithm == algorithm
                && times.signs_from <= now
                && times.retires_at.is_none_or(|retires| now < retires)
        });
        signing.next().map(|(_, key)| key)
    }

    /// The public JSON Web Keys of all of them.
    pub fn public_jwks(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, key)| key.public_jwk())
    }
}
