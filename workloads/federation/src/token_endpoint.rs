//! The code is changed for tokens (RFC 6749, section 4.1.3; `OpenID` Connect Core 1.0, section 3.1.3).

use domicile_outbound::Client;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::{Url, form_urlencoded};

use crate::{
    Attempt, ClientAuthentication, Credential, FederationError, Provider, client_assertion,
    fetch::{JSON, body, read},
};

const WHAT: &str = "token endpoint";

/// What came of a code.
pub(crate) struct Tokens {
    pub(crate) access_token: SecretString,
    pub(crate) id_token: Option<String>,
}

/// The answer. Some providers answer errors with status 200.
#[derive(Deserialize)]
struct Answered {
    error: Option<String>,
    access_token: Option<String>,
    token_type: Option<String>,
    id_token: Option<String>,
}

/// Changes a code for tokens.
pub(crate) async fn exchange(
    http: &Client,
    endpoint: &Url,
    authentication: ClientAuthentication,
    provider: &Provider,
    attempt: &Attempt,
    code: &str,
) -> Result<Tokens, FederationError> {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", attempt.redirect_uri.as_str()),
        ("code_verifier", attempt.verifier.as_str()),
    ];
    let assertion = match &provider.credential {
        Credential::PrivateKey(sign) => {
            let audience = endpoint.as_str();
            Some(client_assertion::signed(
                sign,
                &provider.client_id,
                audience,
            )?)
        }
        Credential::Public | Credential::Secret(_) => None,
    };
    let account = match (&provider.credential, authentication) {
        (Credential::Secret(secret), ClientAuthentication::Basic) => Some((
            encoded(&provider.client_id),
            encoded(secret.expose_secret()),
        )),
        (credential, _) => {
            fields.push(("client_id", provider.client_id.as_str()));
            if let Credential::Secret(secret) = credential {
                fields.push(("client_secret", secret.expose_secret()));
            }
            None
        }
    };
    if let Some(assertion) = &assertion {
        fields.push(("client_assertion_type", client_assertion::TYPE));
        fields.push(("client_assertion", assertion));
    }
    let account = account
        .as_ref()
        .map(|(name, secret)| (name.as_str(), secret.as_str()));
    let answer = http
        .post_form(endpoint.as_str(), JSON, account, &fields)
        .await;
    if let Ok(refused) = &answer
        && matches!(refused.status, 400 | 401)
        && let Ok(Answered {
            error: Some(error), ..
        }) = serde_json::from_slice(&refused.body)
    {
        return Err(FederationError::Code(FederationError::code_of(&error)));
    }
    tokens(read(WHAT, &body(WHAT, answer)?)?)
}

fn tokens(answered: Answered) -> Result<Tokens, FederationError> {
    if let Some(error) = answered.error {
        return Err(FederationError::Code(FederationError::code_of(&error)));
    }
    let bearer = answered
        .token_type
        .is_some_and(|name| name.eq_ignore_ascii_case("bearer"));
    match answered.access_token {
        Some(token)
            if bearer && !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) =>
        {
            Ok(Tokens {
                access_token: token.into(),
                id_token: answered.id_token,
            })
        }
        _ => Err(FederationError::Unreadable { what: WHAT }),
    }
}

/// RFC 6749, section 2.3.1: as a form writes it, before it becomes a user name or password.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Answered, encoded, tokens};
    use crate::FederationError;

    #[test]
    fn an_answer_is_a_bearer_token_or_an_error() {
        let read = |value: serde_json::Value| {
            tokens(serde_json::from_value::<Answered>(value).unwrap()).map(|_| ())
        };
        assert_eq!(
            read(json!({ "access_token": "a", "token_type": "bearer" })),
            Ok(())
        );
        let error = FederationError::Code("bad_code".to_owned());
        assert_eq!(
            read(json!({ "error": "bad_code\n<b>" })),
            Err(FederationError::Code("bad_codeb".to_owned()))
        );
        assert_eq!(
            read(json!({ "error": "bad_code", "access_token": "a", "token_type": "bearer" })),
            Err(error)
        );
        for bad in [
            json!({ "access_token": "a" }),
            json!({ "access_token": "a", "token_type": "mac" }),
            json!({ "access_token": "", "token_type": "bearer" }),
            json!({ "access_token": "a\r\nb", "token_type": "bearer" }),
            json!({ "token_type": "bearer" }),
        ] {
            assert_eq!(
                read(bad),
                Err(FederationError::Unreadable { what: super::WHAT })
            );
        }
    }

    #[test]
    fn names_and_secrets_are_encoded_before_they_are_an_account() {
        assert_eq!(encoded("a b:c+ü"), "a+b%3Ac%2B%C3%BC");
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(text in "\\PC{0,100}") {
            if let Ok(answered) = serde_json::from_str::<Answered>(&text) {
                let _ = tokens(answered);
            }
        }
    }
}
