//! The keys that a region signs tokens and hand-offs with: what exists, turned over as the tenant asks for.

mod generate;
pub mod rotation;

use domicile_jose::{Algorithm, KeyTimes, SigningKey, StoredKey, StoredKeys};
use serde_json::Value;

use super::{
    MaterialError, SecretData,
    prepared_secret::{PreparedSecret, Retention, SecretKind},
};
use rotation::{Plan, Policy};

/// File with the keys in the Secret, as [`StoredKeys`].
pub const SIGNING_KEYS: &str = "signing-keys.json";

/// A region's signing keys after a pass.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedSigning {
    /// The Secret with the private halves.
    pub secret: PreparedSecret,
    /// The public half of each, for the bundle of every region.
    pub public_keys: Vec<Value>,
    /// What each of them is for, by identifier.
    pub keys: Vec<(String, KeyTimes)>,
    /// Those that were made in this pass to succeed another.
    successors: Vec<String>,
}

/// Carries out what [`rotation::plan`] says. `first` is a key of an earlier version that becomes the first one.
///
/// # Errors
/// When what exists is broken: it is never overwritten.
pub fn prepare(
    name: &str,
    existing: Option<&SecretData>,
    first: Option<&str>,
    policy: &Policy,
    now: i64,
) -> Result<PreparedSigning, MaterialError> {
    let stored = stored(name, existing, first, now)?;
    let times: Vec<KeyTimes> = stored.keys.iter().map(|key| key.times).collect();
    let Plan { kept, made } = rotation::plan(&times, policy, now);
    let mut keys: Vec<StoredKey> = kept
        .into_iter()
        .filter_map(|(place, times)| {
            let private_key = stored.keys.get(place)?.private_key.clone();
            Some(StoredKey { times, private_key })
        })
        .collect();
    let old = keys.len();
    for times in made {
        let private_key = generate::private_key(times.algorithm, name)?;
        keys.push(StoredKey { times, private_key });
    }
    let mut prepared = Vec::new();
    let mut public_keys = Vec::new();
    for key in &keys {
        let parsed = SigningKey::of_algorithm(key.times.algorithm, &key.private_key)
            .map_err(|_| invalid(name, "holds a key that is not one of its algorithm"))?;
        public_keys.push(parsed.public_jwk().clone());
        prepared.push((parsed.key_id().to_owned(), key.times));
    }
    let successors = prepared
        .iter()
        .skip(old)
        .filter(|(_, times)| times.signs_from > now)
        .map(|(key_id, _)| key_id.clone())
        .collect();
    let text = serde_json::to_string(&StoredKeys { keys })
        .map_err(|_| invalid(name, "cannot be written"))?;
    Ok(PreparedSigning {
        secret: PreparedSecret {
            name: name.to_owned(),
            kind: SecretKind::Opaque,
            retention: Retention::WithTenant,
            data: SecretData::default().with(SIGNING_KEYS, text),
        },
        public_keys,
        keys: prepared,
        successors,
    })
}

/// Where the keys of one algorithm of a region stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What they sign with.
    pub algorithm: Algorithm,
    /// Identifier of the key that signs.
    pub signs: String,
    /// When the next one begins to sign.
    pub next_at: i64,
}

impl PreparedSigning {
    /// A Secret and nothing known of it.
    #[cfg(test)]
    pub fn without_successors(secret: PreparedSecret) -> Self {
        Self {
            secret,
            public_keys: Vec::new(),
            keys: Vec::new(),
            successors: Vec::new(),
        }
    }

    /// Keys that were made in this pass to succeed another, with their times.
    pub fn successors(&self) -> impl Iterator<Item = &(String, KeyTimes)> {
        self.keys
            .iter()
            .filter(|(key_id, _)| self.successors.contains(key_id))
    }

    /// Which key of each algorithm signs now, and when its successor does.
    pub fn turns(&self, policy: &Policy, now: i64) -> Vec<Turn> {
        let turn = |algorithm: Algorithm| {
            let (key_id, key) = self.keys.iter().find(|(_, key)| {
                key.algorithm == algorithm
                    && key.signs_from <= now
                    && key.retires_at.is_none_or(|retires| now < retires)
            })?;
            let on_schedule = rotation::due_at(key, policy) + rotation::PROPAGATION_SECONDS;
            Some(Turn {
                algorithm,
                signs: key_id.clone(),
                next_at: key.retires_at.unwrap_or(on_schedule),
            })
        };
        Algorithm::ALL.into_iter().filter_map(turn).collect()
    }
}

fn stored(
    name: &str,
    existing: Option<&SecretData>,
    first: Option<&str>,
    now: i64,
) -> Result<StoredKeys, MaterialError> {
    if let Some(data) = existing.filter(|data| data.contains(SIGNING_KEYS)) {
        let text = data.text(SIGNING_KEYS).unwrap_or_default();
        return StoredKeys::parse(text).map_err(|_| invalid(name, "is no list of signing keys"));
    }
    let times = KeyTimes {
        algorithm: Algorithm::ES256,
        made_at: now,
        signs_from: now,
        retires_at: None,
    };
    let adopted = first.map(|private_key| StoredKey {
        times,
        private_key: private_key.to_owned(),
    });
    Ok(StoredKeys {
        keys: adopted.into_iter().collect(),
    })
}

fn invalid(secret: &str, problem: &'static str) -> MaterialError {
    MaterialError::Invalid {
        secret: secret.to_owned(),
        key: SIGNING_KEYS.to_owned(),
        problem,
    }
}
