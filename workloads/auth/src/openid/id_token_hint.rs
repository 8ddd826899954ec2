//! ID tokens that an application shows to say whom it speaks of: of any age, since the session that they are of may
//! have ended long ago (`OpenID` Connect Core, section 3.1.2.1; RP-Initiated Logout 1.0, section 2).

use domicile_jose::{Expected, VerifyingKeys};
use serde::Deserialize;

use crate::openid::id_token;

/// How long ago a token may have expired: ten years, longer than any key is published.
const ANY_AGE_SECONDS: u64 = 315_360_000;

/// What it says.
#[derive(Clone, Debug, Deserialize)]
pub struct IdTokenHint {
    /// Whom it is about, as the client knows them.
    pub sub: String,
    /// The client that it was given to.
    pub aud: String,
    /// The session that it is of.
    #[serde(default)]
    pub sid: Option<String>,
}

/// Reads a token of ours; nothing when its signature, issuer or type is another.
pub fn read(text: &str, issuer: &str, keys: &VerifyingKeys) -> Option<IdTokenHint> {
    let expected = Expected {
        token_type: id_token::TYPE,
        issuer: Some(issuer),
        audience: None,
        leeway_seconds: ANY_AGE_SECONDS,
    };
    Some(keys.verify::<IdTokenHint>(text, &expected).ok()?.claims)
}
