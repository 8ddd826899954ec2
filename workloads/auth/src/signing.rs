//! Signing in the name of this region, with whichever of its keys it is the turn of.
//!
//! What our own workloads read is signed with ES256: hand-offs, and access tokens that are for sign-in itself. What is
//! signed for an application or an API is signed as its configuration says ([`RegionSigner::with`]).

use std::sync::Arc;

use domicile_jose::{Algorithm, JoseError, Sign, SigningKey, SigningKeySet, now};
use domicile_service::{Context, Mounted, ServiceError};
use serde::Serialize;

/// Signs tokens and hand-offs. Keys are replaced while the process runs: the operator writes them, and each says when
/// it signs.
pub struct RegionSigner(Box<dyn Fn() -> Arc<SigningKeySet> + Send + Sync>);

impl RegionSigner {
    /// The keys that the operator mounts.
    ///
    /// # Errors
    /// When there are none.
    pub fn from_context(context: &Context) -> Result<Self, ServiceError> {
        let mounted = Mounted::follow(context, "signing", "signing-keys.json", |text| {
            let stored = domicile_jose::StoredKeys::parse(text)?;
            SigningKeySet::of(&stored)
        })?;
        Ok(Self(Box::new(move || mounted.current())))
    }

    /// A single key, for a process without a cluster.
    pub fn of_one(key: SigningKey) -> Self {
        Self::of(SigningKeySet::of_one(key))
    }

    /// Keys that stay as they are, for a process without a cluster.
    pub fn of(keys: SigningKeySet) -> Self {
        let keys = Arc::new(keys);
        Self(Box::new(move || Arc::clone(&keys)))
    }

    /// All keys of the region, among them those that do not sign yet or no more.
    pub fn keys(&self) -> Arc<SigningKeySet> {
        (self.0)()
    }

    /// The same keys, for one algorithm.
    pub const fn with(&self, algorithm: Algorithm) -> SignerOfAlgorithm<'_> {
        SignerOfAlgorithm {
            region: self,
            algorithm,
        }
    }

    /// Signs claims as a token of a type (`typ` of the header), with ES256.
    ///
    /// # Errors
    /// When no key signs now, the claims have no JSON form or the signature fails.
    pub fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        self.with(Algorithm::ES256).sign(token_type, claims)
    }
}

/// The keys of this region for one algorithm.
pub struct SignerOfAlgorithm<'a> {
    region: &'a RegionSigner,
    algorithm: Algorithm,
}

impl Sign for SignerOfAlgorithm<'_> {
    fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        let keys = self.region.keys();
        let key = keys.signer(self.algorithm, now());
        key.ok_or(JoseError::Signing)?.sign(token_type, claims)
    }
}

impl Sign for RegionSigner {
    fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        Self::sign(self, token_type, claims)
    }
}
