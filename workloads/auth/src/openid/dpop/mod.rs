//! Demonstrating Proof of Possession (`DPoP`, RFC 9449): tokens that are good only with a proof of a key.
//!
//! ```text
//! header ──proof──→ signed by the key it carries, for this method and address, now ──→ used once ──→ thumbprint
//! ```

mod nonce;
mod proof;

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, request::Parts},
};
use domicile_jose::now;

use self::proof::{Expected, Freshness};
use crate::{
    app::App,
    error::AuthError,
    openid::{called::Called, confirmation::Confirmation},
    store::dpop_proofs,
};

/// Carries the proof.
pub const HEADER: HeaderName = HeaderName::from_static("dpop");
/// Gives the client a nonce (RFC 9449, section 8).
pub const NONCE_HEADER: HeaderName = HeaderName::from_static("dpop-nonce");
/// Algorithms of proofs, as `dpop_signing_alg_values_supported` says.
pub const ALGORITHMS: [&str; 3] = ["ES256", "EdDSA", "PS256"];

/// Why a proof is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disproof {
    /// `invalid_dpop_proof`.
    Invalid(&'static str),
    /// `use_dpop_nonce`, with the nonce to use.
    UseNonce(String),
}

/// The proof of a request, before anything of it is believed. An extractor of handlers.
#[derive(Clone, Debug)]
pub struct PresentedProof {
    proofs: Vec<HeaderValue>,
    called: Option<Called>,
}

impl FromRequestParts<App> for PresentedProof {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self {
            proofs: parts.headers.get_all(HEADER).iter().cloned().collect(),
            called: Called::of(parts, app),
        })
    }
}

impl PresentedProof {
    /// Whether there is one at all.
    pub const fn is_absent(&self) -> bool {
        self.proofs.is_empty()
    }

    /// Believes the proof and uses it up. `access_token` is the token that it must name, where one is shown.
    ///
    /// # Errors
    /// When the database fails. A proof that is not believed is the inner error.
    pub async fn prove(
        &self,
        app: &App,
        access_token: Option<&str>,
    ) -> Result<Result<Option<Confirmation>, Disproof>, AuthError> {
        let proven = match self.checked(app, access_token) {
            Ok(Some(proven)) => proven,
            Ok(None) => return Ok(Ok(None)),
            Err(disproof) => return Ok(Err(disproof)),
        };
        let first = dpop_proofs::accept(app.pool(), &proven.digest, proof::WINDOW_SECONDS).await?;
        Ok(if first {
            Ok(Some(Confirmation::KeyThumbprint(proven.thumbprint)))
        } else {
            Err(Disproof::Invalid(
                "the proof was used before: make one for each request",
            ))
        })
    }

    fn checked(
        &self,
        app: &App,
        access_token: Option<&str>,
    ) -> Result<Option<proof::Proven>, Disproof> {
        let proof = match &self.proofs[..] {
            [] => return Ok(None),
            [one] => one
                .to_str()
                .map_err(|_| Disproof::Invalid("the proof is no JSON Web Token"))?,
            _ => return Err(Disproof::Invalid("send one `DPoP` header, not several")),
        };
        let called = self
            .called
            .as_ref()
            .ok_or(Disproof::Invalid("proofs are for public addresses"))?;
        let expected = Expected {
            method: &called.method,
            url: &called.url,
            access_token,
        };
        let now = now();
        let key = &app.keys().locate;
        let proven = proof::check(proof, &expected, now)?;
        match &proven.nonce {
            Some(nonce) if nonce::is_fresh(key, nonce, now) => Ok(Some(proven)),
            None if proven.freshness == Freshness::Now => Ok(Some(proven)),
            // Its clock is wrong, or its nonce is old: our clock helps out.
            _ => Err(Disproof::UseNonce(nonce::current(key, now))),
        }
    }
}
