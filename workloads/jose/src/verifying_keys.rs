//! Tokens of ours: the union of all regions' published keys.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    JoseError, PublicKey,
    claims::{self, Rules},
    compact::Parts,
    proven::{Digest, Proven},
};

/// Published keys by `kid`.
#[derive(Debug)]
pub struct VerifyingKeys {
    by_key_id: HashMap<String, (Option<String>, PublicKey)>,
    proven: Proven,
}

/// What a token must say to be accepted.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// `typ` of the header; a missing one is refused.
    pub token_type: &'a str,
    /// `iss`, required when set.
    pub issuer: Option<&'a str>,
    /// `aud`, required when set.
    pub audience: Option<&'a str>,
    /// How far clocks may be apart.
    pub leeway_seconds: u64,
}

/// A token that was proven.
#[derive(Debug)]
pub struct Verified<T> {
    /// Its claims.
    pub claims: T,
    /// Region whose key signed, as given to [`VerifyingKeys::of`].
    pub signed_by: Option<String>,
}

impl VerifyingKeys {
    /// Keys from public JSON Web Keys, each with the region it belongs to. What has no `kid` and no `alg` or is no
    /// key of ours is left out: a token signed with it is refused.
    pub fn of(keys: impl IntoIterator<Item = (Option<String>, Value)>) -> Self {
        let by_key_id = keys
            .into_iter()
            .filter_map(|(region, jwk)| {
                jwk.get("alg")?;
                let key = PublicKey::from_jwk(&jwk).ok()?;
                Some((key.key_id()?.to_owned(), (region, key)))
            })
            .collect();
        Self {
            by_key_id,
            proven: Proven::default(),
        }
    }

    /// Proves a token: algorithm, type, key, signature, time, issuer and audience. A signature is proven once for as
    /// long as these keys are; everything else each time.
    ///
    /// # Errors
    /// Which of them is wrong.
    pub fn verify<T: DeserializeOwned>(
        &self,
        token: &str,
        expected: &Expected<'_>,
    ) -> Result<Verified<T>, JoseError> {
        let parts = Parts::of(token)?;
        let header = parts.header()?;
        if !header.is_of_type(expected.token_type) {
            return Err(JoseError::Type);
        }
        let (region, key) = header
            .key_id
            .as_ref()
            .and_then(|key_id| self.by_key_id.get(key_id))
            .ok_or(JoseError::UnknownKey)?;
        let digest = Digest::of(token);
        let payload = if self.proven.holds(&digest) {
            parts.payload()?
        } else {
            let (payload, _) = parts.proven(header.algorithm, [key])?;
            self.proven.remember(&digest);
            payload
        };
        let rules = Rules {
            issuer: expected.issuer,
            audiences: expected.audience.as_slice(),
            needs_expiry: true,
            longest_life_seconds: None,
            leeway_seconds: i64::try_from(expected.leeway_seconds).unwrap_or(i64::MAX),
        };
        Ok(Verified {
            claims: claims::accepted(&payload, &rules)?,
            signed_by: region.clone(),
        })
    }
}
