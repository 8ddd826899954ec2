//! The token request (RFC 6749, sections 4.1.3, 4.4.2 and 6), read without asking anybody.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::GrantType;
use domicile_residency::{Handle, RegionName};
use serde::Deserialize;

use super::Refusal;
use crate::web::parameters::Parameters;

/// Parameters that may be sent once only, of all grants and of client authentication.
const ONCE: [&str; 10] = [
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
    "refresh_token",
    "scope",
    "device_code",
    "subject_token",
];

/// What a client presents for tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenRequest {
    /// `authorization_code` (RFC 6749, section 4.1).
    AuthorizationCode(AuthorizationCode),
    /// `refresh_token` (RFC 6749, section 6).
    RefreshToken(RefreshToken),
    /// `client_credentials` (RFC 6749, section 4.4).
    ClientCredentials(ClientCredentials),
    /// `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628, section 3.4).
    DeviceCode(Handle),
    /// `urn:ietf:params:oauth:grant-type:token-exchange` (RFC 8693, section 2.1).
    TokenExchange(TokenExchange),
}

/// A code and what proves that it came to the one who asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationCode {
    /// The code.
    pub code: Handle,
    /// Where it went.
    pub redirect_uri: String,
    /// Proof of RFC 7636.
    pub code_verifier: String,
}

/// A refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The token.
    pub token: Handle,
    /// Scopes asked for; those of the grant when left out.
    pub scopes: Option<Vec<String>>,
}

/// A client that asks for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// Scopes asked for; all that it may have when left out.
    pub scopes: Option<Vec<String>>,
}

/// A token that was shown to an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenExchange {
    /// The token.
    pub subject_token: String,
    /// Scopes asked for; all that can be had when left out.
    pub scopes: Option<Vec<String>>,
    /// The region that the token says it is of: proven there.
    region: Option<RegionName>,
}

impl TokenRequest {
    /// Reads a form.
    ///
    /// # Errors
    /// When it is none that any client could have an answer to.
    pub fn parse(form: &Parameters) -> Result<Self, Refusal> {
        for name in ONCE {
            form.single(name)?;
        }
        let grant_type = form
            .single("grant_type")?
            .ok_or(Refusal::Request("`grant_type` is missing"))?;
        match GrantType::ALL
            .into_iter()
            .find(|known| known.as_str() == grant_type)
        {
            Some(GrantType::AuthorizationCode) => {
                authorization_code(form).map(Self::AuthorizationCode)
            }
            Some(GrantType::RefreshToken) => refresh_token(form).map(Self::RefreshToken),
            Some(GrantType::ClientCredentials) => Ok(Self::ClientCredentials(ClientCredentials {
                scopes: scopes(form)?,
            })),
            Some(GrantType::DeviceCode) => device_code(form).map(Self::DeviceCode),
            Some(GrantType::TokenExchange) => token_exchange(form).map(Self::TokenExchange),
            None => Err(Refusal::GrantType),
        }
    }

    /// Which grant it is.
    pub const fn grant_type(&self) -> GrantType {
        match self {
            Self::AuthorizationCode(_) => GrantType::AuthorizationCode,
            Self::RefreshToken(_) => GrantType::RefreshToken,
            Self::ClientCredentials(_) => GrantType::ClientCredentials,
            Self::DeviceCode(_) => GrantType::DeviceCode,
            Self::TokenExchange(_) => GrantType::TokenExchange,
        }
    }

    /// What is said where nobody can know what is presented.
    pub const fn unknown(&self) -> Refusal {
        match self {
            Self::AuthorizationCode(_) | Self::ClientCredentials(_) => Refusal::CODE,
            Self::TokenExchange(_) => Refusal::SUBJECT_TOKEN,
            Self::RefreshToken(_) => Refusal::REFRESH_TOKEN,
            Self::DeviceCode(_) => Refusal::DEVICE_CODE,
        }
    }

    /// The region that alone can answer; nothing where every region can.
    pub fn home(&self) -> Option<&RegionName> {
        match self {
            Self::AuthorizationCode(presented) => Some(presented.code.region()),
            Self::RefreshToken(presented) => Some(presented.token.region()),
            Self::DeviceCode(code) => Some(code.region()),
            Self::TokenExchange(presented) => presented.region.as_ref(),
            Self::ClientCredentials(_) => None,
        }
    }
}

fn authorization_code(form: &Parameters) -> Result<AuthorizationCode, Refusal> {
    let code = form.single("code")?;
    let code = code.ok_or(Refusal::Request("`code` is missing"))?;
    Ok(AuthorizationCode {
        code: Handle::parse(code).map_err(|_| Refusal::CODE)?,
        redirect_uri: form.field("redirect_uri").to_owned(),
        code_verifier: form.field("code_verifier").to_owned(),
    })
}

fn refresh_token(form: &Parameters) -> Result<RefreshToken, Refusal> {
    let token = form.single("refresh_token")?;
    let token = token.ok_or(Refusal::Request("`refresh_token` is missing"))?;
    Ok(RefreshToken {
        token: Handle::parse(token).map_err(|_| Refusal::REFRESH_TOKEN)?,
        scopes: scopes(form)?,
    })
}

fn device_code(form: &Parameters) -> Result<Handle, Refusal> {
    let code = form.single("device_code")?;
    let code = code.ok_or(Refusal::Request("`device_code` is missing"))?;
    Handle::parse(code).map_err(|_| Refusal::DEVICE_CODE)
}

fn token_exchange(form: &Parameters) -> Result<TokenExchange, Refusal> {
    const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
    const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
    if form.has("actor_token") || form.has("audience") {
        return Err(Refusal::Request(
            "`actor_token` and `audience` are not supported: the client itself acts, and names a `resource`",
        ));
    }
    if !matches!(form.single("subject_token_type")?, Some(ACCESS_TOKEN | JWT)) {
        return Err(Refusal::Request(
            "`subject_token_type` must be that of an access token",
        ));
    }
    if !matches!(
        form.single("requested_token_type")?,
        None | Some(ACCESS_TOKEN | JWT)
    ) {
        return Err(Refusal::Request(
            "`requested_token_type` must be that of an access token",
        ));
    }
    let token = form.single("subject_token")?;
    let token = token.ok_or(Refusal::Request("`subject_token` is missing"))?;
    Ok(TokenExchange {
        region: region_of(token),
        subject_token: token.to_owned(),
        scopes: scopes(form)?,
    })
}

/// The region that a token names, unproven: it only says where the token is looked at.
fn region_of(token: &str) -> Option<RegionName> {
    #[derive(Deserialize)]
    struct Region {
        region: String,
    }
    let payload = Base64UrlUnpadded::decode_vec(token.split('.').nth(1)?).ok()?;
    let named: Region = serde_json::from_slice(&payload).ok()?;
    RegionName::parse(&named.region).ok()
}

/// `scope` as a list, each once (RFC 6749, section 3.3).
fn scopes(form: &Parameters) -> Result<Option<Vec<String>>, Refusal> {
    let Some(text) = form.single("scope")? else {
        return Ok(None);
    };
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split_ascii_whitespace() {
        if !scopes.iter().any(|own| own == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(Some(scopes))
}

#[cfg(test)]
mod tests {
    use domicile_bundle::GrantType;
    use proptest::prelude::*;

    use super::{Refusal, TokenRequest};
    use crate::web::parameters::{Parameters, encode};

    #[test]
    fn what_is_missing_or_repeated_is_said() {
        let refusal = |form: &str| TokenRequest::parse(&Parameters::parse(form)).unwrap_err();
        let repeated = Refusal::Request("a parameter was sent more than once");
        assert_eq!(refusal(""), Refusal::Request("`grant_type` is missing"));
        assert_eq!(refusal("grant_type=password"), Refusal::GrantType);
        assert_eq!(
            refusal("grant_type=authorization_code"),
            Refusal::Request("`code` is missing")
        );
        assert_eq!(
            refusal("grant_type=authorization_code&code=x"),
            Refusal::CODE
        );
        assert_eq!(
            refusal("grant_type=refresh_token"),
            Refusal::Request("`refresh_token` is missing")
        );
        assert_eq!(
            refusal("grant_type=refresh_token&refresh_token=x"),
            Refusal::REFRESH_TOKEN
        );
        assert_eq!(refusal("grant_type=a&grant_type=a"), repeated);
        for name in super::ONCE {
            let form = format!("grant_type=client_credentials&{name}=a&{name}=a");
            assert_eq!(refusal(&form), repeated, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_form_makes_the_parser_panic(text in "\\PC{0,80}", value in "\\PC{0,80}") {
            let _ = TokenRequest::parse(&Parameters::parse(&text));
            for grant_type in GrantType::ALL {
                let pairs = ["code", "refresh_token", "scope", "device_code", "subject_token"]
                    .map(|name| (name, value.as_str()));
                let form = encode(pairs.into_iter().chain([("grant_type", grant_type.as_str())]));
                let _ = TokenRequest::parse(&Parameters::parse(&form));
            }
        }
    }
}
