//! The token request (RFC 6749, section 4.1.3), read without asking anybody.

use domicile_residency::{Handle, RegionName};

use super::Refusal;
use crate::web::parameters::Parameters;

/// Parameters that may be sent once only, of all grants and of client authentication.
const ONCE: [&str; 6] = [
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
];

/// What a client presents for tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenRequest {
    /// `authorization_code` (RFC 6749, section 4.1).
    AuthorizationCode(AuthorizationCode),
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

impl TokenRequest {
    /// Reads a form.
    ///
    /// # Errors
    /// When it is none that any client could have an answer to.
    pub fn parse(form: &Parameters) -> Result<Self, Refusal> {
        for name in ONCE {
            form.single(name)?;
        }
        match form.single("grant_type")? {
            Some("authorization_code") => authorization_code(form).map(Self::AuthorizationCode),
            Some(_) => Err(Refusal::GrantType),
            None => Err(Refusal::Request("`grant_type` is missing")),
        }
    }

    /// The region that alone can answer.
    pub fn home(&self) -> &RegionName {
        match self {
            Self::AuthorizationCode(presented) => presented.code.region(),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Refusal, TokenRequest};
    use crate::web::parameters::Parameters;

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
        assert_eq!(refusal("grant_type=a&grant_type=a"), repeated);
        assert_eq!(
            refusal("grant_type=authorization_code&client_id=a&client_id=a"),
            repeated
        );
    }

    proptest! {
        #[test]
        fn no_form_makes_the_parser_panic(text in "\\PC{0,80}") {
            let _ = TokenRequest::parse(&Parameters::parse(&text));
            let _ = TokenRequest::parse(&Parameters::parse(&format!("grant_type=authorization_code&{text}")));
        }
    }
}
