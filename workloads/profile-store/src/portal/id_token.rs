//! The back channel: a code for an ID token, and the proof of that token.

use domicile_bundle::{Bundle, application::PORTAL_CLIENT_ID};
use domicile_jose::{Expected, VerifyingKeys};
use domicile_residency::published_keys;
use secrecy::ExposeSecret;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::authorization::{SignInAttempt, redirect_uri};
use crate::{ProfileStore, StoreError, Subject};

/// How far the clocks of two pods may be apart.
const LEEWAY_SECONDS: u64 = 10;

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
}

#[derive(Debug, Deserialize)]
struct Claims {
    sub: String,
    nonce: String,
    domicile_region: String,
}

/// Exchanges a code at auth of this region, over the mesh.
pub(super) async fn fetch(
    store: &ProfileStore,
    bundle: &Bundle,
    attempt: &SignInAttempt,
    code: &str,
) -> Result<String, StoreError> {
    let peer = |problem: String| StoreError::Peer {
        peer: "auth",
        problem,
    };
    let region = bundle
        .own_region()
        .ok_or_else(|| peer("the bundle has no entry of this region".to_owned()))?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect_uri(bundle)),
        ("code_verifier", attempt.verifier()),
    ];
    let response = store
        .context
        .mesh_client()
        .post(format!("{}/token", region.mesh.auth))
        .basic_auth(PORTAL_CLIENT_ID, Some(store.portal_secret.expose_secret()))
        .form(&form)
        .send()
        .await
        .map_err(|error| peer(error.without_url().to_string()))?;
    if !response.status().is_success() {
        return Err(peer(format!(
            "the token endpoint answered {}",
            response.status()
        )));
    }
    Ok(response
        .json::<TokenAnswer>()
        .await
        .map_err(|error| peer(error.without_url().to_string()))?
        .id_token)
}

/// Why an ID token is not believed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Disbelief {
    /// Signature, issuer, audience or time is wrong.
    #[error("{0}")]
    Token(#[from] domicile_jose::JoseError),
    /// It answers another request.
    #[error("the nonce is another")]
    Nonce,
    /// It is signed by, or about a person of, another region.
    #[error("the token is of another region")]
    Region,
    /// It names nobody.
    #[error("the subject has not the shape of one")]
    Subject,
}

/// Proves an ID token (`OpenID` Connect Core, section 3.1.3.7): who signed in, homed in this region.
pub(super) fn prove(
    bundle: &Bundle,
    attempt: &SignInAttempt,
    token: &str,
) -> Result<Subject, Disbelief> {
    let expected = Expected {
        token_type: "JWT",
        issuer: Some(&bundle.issuer),
        audience: Some(PORTAL_CLIENT_ID),
        leeway_seconds: LEEWAY_SECONDS,
    };
    let verified = VerifyingKeys::of(published_keys(bundle)).verify::<Claims>(token, &expected)?;
    if !bool::from(
        verified
            .claims
            .nonce
            .as_bytes()
            .ct_eq(attempt.nonce().as_bytes()),
    ) {
        return Err(Disbelief::Nonce);
    }
    let here = bundle.region.as_str();
    if verified.signed_by.as_deref() != Some(here) || verified.claims.domicile_region != here {
        return Err(Disbelief::Region);
    }
    Subject::parse(&verified.claims.sub).ok_or(Disbelief::Subject)
}
