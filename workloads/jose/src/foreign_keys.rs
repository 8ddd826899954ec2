//! Tokens of somebody else: a client that proves itself or signs its request, an issuer that signs people in.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Algorithm, Header, JoseError, PublicKey, bounded_json,
    claims::{self, Rules},
    compact::Parts,
};

/// How many keys of a set are kept: enough for every rotation, few enough to try them all.
const MAXIMUM_KEYS: usize = 32;
/// The longest document that is read as a JWK Set.
const MAXIMUM_BYTES: usize = 256 * 1024;
/// How far clocks may be apart unless a caller says otherwise.
const LEEWAY_SECONDS: u64 = 10;

/// A JWK Set (RFC 7517, section 5) that is not ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignKeys(Vec<PublicKey>);

/// What a token of theirs must say to be accepted. Begin with [`ForeignToken::signed_with`].
#[derive(Clone, Copy, Debug)]
pub struct ForeignToken<'a> {
    /// What it may be signed with.
    pub algorithms: &'a [Algorithm],
    /// What `typ` may say; with none of them, anything or nothing. A list that is not empty refuses a missing `typ`.
    pub token_types: &'a [&'a str],
    /// `iss`, required when set.
    pub issuer: Option<&'a str>,
    /// `aud` must name one of them; with none of them it is not looked at.
    pub audiences: &'a [&'a str],
    /// Whether `exp` must be there. When it is there, it counts either way.
    pub needs_expiry: bool,
    /// How far in the future `exp` may be.
    pub longest_life_seconds: Option<u64>,
    /// How far clocks may be apart.
    pub leeway_seconds: u64,
}

/// A token of theirs that was proven.
#[derive(Debug)]
pub struct ProvenByForeignKey<T> {
    /// Its claims.
    pub claims: T,
    /// Its header.
    pub header: Header,
    /// RFC 7638 thumbprint of the key that signed.
    pub thumbprint: String,
}

impl<'a> ForeignToken<'a> {
    /// A token with `exp`, of any type, issuer and audience.
    pub fn signed_with(algorithms: &'a [Algorithm]) -> Self {
        Self {
            algorithms,
            token_types: &[],
            issuer: None,
            audiences: &[],
            needs_expiry: true,
            longest_life_seconds: None,
            leeway_seconds: LEEWAY_SECONDS,
        }
    }
}

impl ForeignKeys {
    /// Keys of a JWK Set. Keys for encryption and of other algorithms are left out (RFC 7517, section 5).
    ///
    /// # Errors
    /// When it is no JWK Set, or one of its keys is private or symmetric: then whoever read the set can sign.
    pub fn from_jwk_set(set: &Value) -> Result<Self, JoseError> {
        let keys = set
            .get("keys")
            .and_then(Value::as_array)
            .ok_or(JoseError::PublicKey)?;
        let mut kept = Vec::new();
        for jwk in keys {
            match PublicKey::from_jwk(jwk) {
                Ok(key) => kept.push(key),
                Err(JoseError::PrivateMembers) => return Err(JoseError::PrivateMembers),
                Err(_) => {}
            }
        }
        kept.truncate(MAXIMUM_KEYS);
        Ok(Self(kept))
    }

    /// The same from a document, as `jwks_uri` answers it.
    ///
    /// # Errors
    /// As [`Self::from_jwk_set`], and when the document is too large or no JSON.
    pub fn from_document(document: &[u8]) -> Result<Self, JoseError> {
        if document.len() > MAXIMUM_BYTES {
            return Err(JoseError::Malformed);
        }
        Self::from_jwk_set(&bounded_json::parse(document)?)
    }

    /// The keys.
    pub fn keys(&self) -> &[PublicKey] {
        &self.0
    }

    /// Proves a token. [`JoseError::UnknownKey`] says that none of the keys is named by it: a fresh set may have it.
    ///
    /// # Errors
    /// Which of type, algorithm, key, signature and claims is wrong.
    pub fn verify<T: DeserializeOwned>(
        &self,
        token: &str,
        expected: &ForeignToken<'_>,
    ) -> Result<ProvenByForeignKey<T>, JoseError> {
        let parts = Parts::of(token)?;
        let header = parts.header()?;
        let types = expected.token_types;
        if !types.is_empty() && !types.iter().any(|name| header.is_of_type(name)) {
            return Err(JoseError::Type);
        }
        if !expected.algorithms.contains(&header.algorithm) {
            return Err(JoseError::Algorithm);
        }
        let candidates = self.0.iter().filter(|key| {
            key.allows(header.algorithm)
                && header
                    .key_id
                    .as_deref()
                    .is_none_or(|key_id| key.key_id() == Some(key_id))
        });
        let (payload, key) = parts.proven(header.algorithm, candidates)?;
        let seconds = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        let rules = Rules {
            issuer: expected.issuer,
            audiences: expected.audiences,
            needs_expiry: expected.needs_expiry,
            longest_life_seconds: expected.longest_life_seconds.map(seconds),
            leeway_seconds: seconds(expected.leeway_seconds),
        };
        Ok(ProvenByForeignKey {
            claims: claims::accepted(&payload, &rules)?,
            thumbprint: key.thumbprint(),
            header,
        })
    }
}
