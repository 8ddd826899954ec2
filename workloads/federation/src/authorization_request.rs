//! The address that the browser is sent to (`OpenID` Connect Core 1.0, section 3.1.2.1; RFC 6749, section 4.1.1).

use url::Url;

use crate::{Attempt, Protocol, Provider};

/// What the caller wants of an attempt.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where the provider sends the browser back to.
    pub redirect_uri: &'a str,
    /// A random value that finds the attempt again, bound to this browser and good once.
    pub state: &'a str,
    /// Language of the pages (BCP 47), for providers that look at `ui_locales`.
    pub language: Option<&'a str>,
    /// Whether the person has to prove themselves there again (`prompt=login`, `max_age=0`).
    pub again: bool,
}

/// An attempt that has begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub url: Url,
    /// What is kept until it comes back.
    pub attempt: Attempt,
}

/// The address of an attempt. Parameters that the endpoint's own address has stay (RFC 6749, section 3.1).
pub(crate) fn url(
    endpoint: &Url,
    provider: &Provider,
    request: &Request<'_>,
    attempt: &Attempt,
) -> Url {
    let speaks_openid = matches!(provider.protocol, Protocol::OpenIdConnect(_));
    let mut url = endpoint.clone();
    let mut query = url.query_pairs_mut();
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", request.redirect_uri)
        .append_pair("state", request.state)
        .append_pair("code_challenge", &attempt.challenge())
        .append_pair("code_challenge_method", "S256");
    let scope = scope(&provider.scopes, speaks_openid);
    if !scope.is_empty() {
        query.append_pair("scope", &scope);
    }
    if speaks_openid {
        query.append_pair("nonce", &attempt.nonce);
        if let Some(language) = request.language {
            query.append_pair("ui_locales", language);
        }
        if request.again {
            // The second makes the provider say when it was (OpenID Connect Core 1.0, section 3.1.2.1).
            query
                .append_pair("prompt", "login")
                .append_pair("max_age", "0");
        }
    }
    drop(query);
    url
}

fn scope(scopes: &[String], speaks_openid: bool) -> String {
    let openid = speaks_openid.then_some("openid");
    let others = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| Some(*scope) != openid);
    openid
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::scope;

    #[test]
    fn openid_is_asked_for_once_and_of_those_who_speak_it() {
        let scopes = ["email".to_owned(), "openid".to_owned()];
        assert_eq!(scope(&scopes, true), "openid email");
        assert_eq!(scope(&scopes[..1], false), "email");
        assert_eq!(scope(&[], true), "openid");
    }
}
