//! What is kept while a browser is at a provider.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
};
use serde::{Deserialize, Serialize};

use crate::{FederationError, Request};

/// One attempt to sign in by a provider. Keep it sealed, bound to one browser, and use it once. `Debug` shows the
/// provider alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The provider's name.
    pub provider: String,
    /// What the answer has to name in `state`.
    pub state: String,
    /// What the ID token has to name.
    pub(crate) nonce: String,
    /// PKCE: the other half of the challenge.
    pub(crate) verifier: String,
    /// Where the answer goes.
    pub(crate) redirect_uri: String,
    /// Seconds since 1970 that the person has to have proven themselves after, where an older proof is not enough.
    pub(crate) proven_after: Option<i64>,
}

impl Attempt {
    /// A new attempt.
    pub(crate) fn new(provider: &str, request: &Request<'_>) -> Result<Self, FederationError> {
        Ok(Self {
            provider: provider.to_owned(),
            state: request.state.to_owned(),
            nonce: random()?,
            verifier: random()?,
            redirect_uri: request.redirect_uri.to_owned(),
            proven_after: request.proven_after(domicile_jose::now()),
        })
    }

    /// The S256 challenge (RFC 7636, section 4.2).
    pub(crate) fn challenge(&self) -> String {
        let digest = digest(&SHA256, self.verifier.as_bytes());
        Base64UrlUnpadded::encode_string(digest.as_ref())
    }
}

/// 256 random bits: as many as RFC 7636, section 7.1 wants of a verifier.
pub(crate) fn random() -> Result<String, FederationError> {
    let mut bytes = [0; 32];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| FederationError::Random)?;
    Ok(Base64UrlUnpadded::encode_string(&bytes))
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Attempt")
            .field(&self.provider)
            .finish()
    }
}
