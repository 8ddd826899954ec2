//! The authorization request of the portal (RFC 6749, RFC 7636, `OpenID` Connect Core) and what binds the answer to it.
//! Pure but for the random values.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Bundle, application::PORTAL_CLIENT_ID, tenant::PORTAL_LABEL};
use domicile_service::{Key32, keys::random_token};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use url::Url;

use crate::StoreError;

const USAGE: &str = "portal-sign-in";
/// How long a sign-in may take, mail and all.
pub const LIFETIME_SECONDS: i64 = 30 * 60;

/// A sign-in that is under way, sealed into a cookie of the browser that began it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInAttempt {
    state: String,
    nonce: String,
    verifier: String,
    started_at: i64,
}

impl SignInAttempt {
    /// A new attempt: three values of 256 random bits.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn start(now: Timestamp) -> Result<Self, StoreError> {
        let random = || random_token(32).map_err(|_| StoreError::Random);
        Ok(Self {
            state: random()?,
            nonce: random()?,
            verifier: random()?,
            started_at: now.as_second(),
        })
    }

    /// The value of the cookie.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn seal(&self, key: &Key32) -> Result<String, StoreError> {
        let plain = serde_json::to_vec(self).map_err(|_| StoreError::UnknownValue("sign-in"))?;
        key.seal(USAGE, &plain).map_err(|_| StoreError::Random)
    }

    /// Opens the cookie of an answer with this `state`; nothing when this browser began no such sign-in.
    pub fn open(key: &Key32, sealed: &str, state: &str, now: Timestamp) -> Option<Self> {
        let attempt: Self = serde_json::from_slice(&key.open(USAGE, sealed)?).ok()?;
        let fresh = now.as_second() - attempt.started_at <= LIFETIME_SECONDS;
        let same = bool::from(attempt.state.as_bytes().ct_eq(state.as_bytes()));
        (fresh && same).then_some(attempt)
    }

    /// Where the browser goes to sign in.
    pub fn url(&self, bundle: &Bundle, language: &str) -> Option<Url> {
        let challenge =
            Base64UrlUnpadded::encode_string(digest(&SHA256, self.verifier.as_bytes()).as_ref());
        let mut url = Url::parse(&format!("{}/authorize", bundle.issuer)).ok()?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", PORTAL_CLIENT_ID)
            .append_pair("redirect_uri", &redirect_uri(bundle))
            .append_pair("scope", "openid")
            .append_pair("state", &self.state)
            .append_pair("nonce", &self.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", language);
        Some(url)
    }

    /// What the ID token must bring back.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// PKCE's `code_verifier`.
    pub fn verifier(&self) -> &str {
        &self.verifier
    }
}

/// Where the answer comes to: this region's portal.
pub fn redirect_uri(bundle: &Bundle) -> String {
    format!(
        "{}/callback",
        bundle.regional_origin(&bundle.region, PORTAL_LABEL)
    )
}
