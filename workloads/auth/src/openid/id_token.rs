//! ID tokens (`OpenID` Connect Core, section 2).

use domicile_jose::{JoseError, Sign};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// `typ` of the header.
pub const TYPE: &str = "JWT";

/// Claims of an ID token.
#[derive(Clone, Debug, Serialize)]
pub struct IdToken {
    /// Issuer of the tenant.
    pub iss: String,
    /// Who.
    pub sub: String,
    /// For whom.
    pub aud: String,
    /// Seconds since 1970.
    pub iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
    /// When the person signed in, in seconds since 1970.
    pub auth_time: i64,
    /// How the person signed in (RFC 8176).
    pub amr: Vec<String>,
    /// Authentication context class that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// Given back from the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Ties the access token to this one, by a hash that belongs to the algorithm that this one is signed with
    /// (`OpenID` Connect Core, section 3.1.3.6).
    pub at_hash: String,
    /// The session that it was given in (`OpenID` Connect Front-Channel Logout 1.0, section 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<Uuid>,
    /// Home region of the person.
    pub domicile_region: String,
    /// Claims of the profile that scope and purpose permit.
    #[serde(flatten)]
    pub profile: Map<String, Value>,
}

impl IdToken {
    /// Signs it.
    ///
    /// # Errors
    /// When the signature fails.
    pub fn sign(&self, key: &impl Sign) -> Result<String, JoseError> {
        key.sign(TYPE, self)
    }
}
