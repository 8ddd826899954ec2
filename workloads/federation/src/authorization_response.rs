//! What the browser brings back (RFC 6749, sections 4.1.2 and 4.1.2.1).

/// Longest value that is looked at.
const LONGEST: usize = 4096;

/// What the browser brings back. Nothing of it is proven. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorizationResponse {
    /// `state`: finds the attempt.
    pub state: String,
    /// `iss` (RFC 9207).
    pub(crate) issuer: Option<String>,
    pub(crate) outcome: Outcome,
}

/// Code or error.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Code(String),
    Error(String),
}

/// An answer that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the provider's answer has no state, neither code nor error, a parameter twice, or is too long"
)]
pub struct MalformedResponse;

impl AuthorizationResponse {
    /// Reads the parameters of the redirect.
    ///
    /// # Errors
    /// When one that counts is there twice (RFC 6749, section 3.1), is too long or is missing.
    pub fn parse<'a>(
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, MalformedResponse> {
        let (mut state, mut issuer, mut code, mut error) = (None, None, None, None);
        for (name, value) in parameters {
            let place = match name {
                "state" => &mut state,
                "iss" => &mut issuer,
                "code" => &mut code,
                "error" => &mut error,
                // RFC 6749, section 4.1.2: what is unknown is ignored.
                _ => continue,
            };
            if value.is_empty()
                || value.len() > LONGEST
                || place.replace(value.to_owned()).is_some()
            {
                return Err(MalformedResponse);
            }
        }
        let outcome = match (code, error) {
            (Some(code), None) => Outcome::Code(code),
            (None, Some(error)) => Outcome::Error(error),
            _ => return Err(MalformedResponse),
        };
        Ok(Self {
            state: state.ok_or(MalformedResponse)?,
            issuer,
            outcome,
        })
    }
}

impl std::fmt::Debug for AuthorizationResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AuthorizationResponse(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::AuthorizationResponse;

    fn parse(query: &str) -> bool {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        AuthorizationResponse::parse(pairs.iter().map(|(a, b)| (a.as_str(), b.as_str()))).is_ok()
    }

    #[test]
    fn an_answer_has_a_state_and_either_a_code_or_an_error() {
        for (query, good) in [
            ("code=a&state=b", true),
            (
                "code=a&state=b&iss=https://a.example&session_state=x&scope=y",
                true,
            ),
            ("error=access_denied&state=b", true),
            ("code=a", false),
            ("state=b", false),
            ("code=a&state=", false),
            ("code=a&error=b&state=c", false),
            ("code=a&code=b&state=c", false),
            ("code=a&state=b&state=b", false),
            ("code=a&state=b&iss=c&iss=c", false),
        ] {
            assert_eq!(parse(query), good, "{query}");
        }
        assert!(!parse(&format!("state=a&code={}", "a".repeat(4097))));
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic(query in "\\PC{0,100}") {
            let _ = parse(&query);
        }
    }
}
