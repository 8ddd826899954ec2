//! Access tokens: JSON Web Tokens of RFC 9068 that name their grant, so that they end with it.

use domicile_bundle::Bundle;
use domicile_jose::{Expected, JoseError, Sign, VerifyingKeys, now};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::openid::{confirmation::Confirmation, resource::Audience, token::Actor};

/// `typ` of the header (RFC 9068, section 2.1).
pub const TYPE: &str = "at+jwt";

/// Claims of an access token (RFC 9068, section 2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// Issuer of the tenant.
    pub iss: String,
    /// Who: a person, or the client itself.
    pub sub: String,
    /// Who may take it: userinfo of the issuer, or APIs.
    pub aud: Audience,
    /// Whom it was given to.
    pub client_id: String,
    /// Scopes, separated by spaces.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// Seconds since 1970.
    pub iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
    /// Names this token.
    pub jti: Uuid,
    /// When the person signed in, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_time: Option<i64>,
    /// Authentication context class that was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// How the person signed in (RFC 8176).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// Key that whoever shows it must prove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Confirmation>,
    /// Who acts for the subject (RFC 8693, section 4.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Actor>,
    /// Region that gave it, which alone can answer for it.
    pub region: String,
    /// The grant that it came from; none where nobody is behind the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domicile_grant: Option<Uuid>,
    /// For whom the person acts: `id`, `name` and `roles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Value>,
}

impl AccessToken {
    /// Signs it.
    ///
    /// # Errors
    /// When the signature fails.
    pub fn sign(&self, key: &impl Sign) -> Result<String, JoseError> {
        key.sign(TYPE, self)
    }

    /// Proves a token that somebody presents, for whomever it is.
    ///
    /// # Errors
    /// When it is not an access token of ours, signed by the region that it names, and not expired.
    pub fn verify(text: &str, bundle: &Bundle, keys: &VerifyingKeys) -> Result<Self, JoseError> {
        let expected = Expected {
            token_type: TYPE,
            issuer: Some(&bundle.issuer),
            audience: None,
            leeway_seconds: 0,
        };
        let verified = keys.verify::<Self>(text, &expected)?;
        if verified.signed_by.as_deref() != Some(verified.claims.region.as_str()) {
            return Err(JoseError::Claims);
        }
        Ok(verified.claims)
    }
}

/// What a token endpoint's answer is made of.
pub struct Times {
    /// Now, in seconds since 1970.
    pub issued: i64,
    /// When the tokens end.
    pub expires: i64,
}

impl Times {
    /// From now on.
    pub fn lasting(seconds: u32) -> Self {
        let issued = now();
        Self {
            issued,
            expires: issued + i64::from(seconds),
        }
    }
}
