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
    /// What is asked of the provider's own sign-in.
    pub wishes: Wishes<'a>,
}

/// What is asked of a provider's own sign-in (`OpenID` Connect Core 1.0, section 3.1.2.1). Providers without `OpenID`
/// Connect are asked for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// `prompt`: what is shown to the person.
    pub prompt: Option<&'a str>,
    /// `max_age`: how many seconds ago the person may have proven themselves; an older proof is refused.
    pub max_age: Option<u32>,
    /// `login_hint`: whom the person is expected to be.
    pub login_hint: Option<&'a str>,
    /// `acr_values`: how sure the proof should be, the preferred first.
    pub acr_values: &'a [String],
}

impl Wishes<'_> {
    /// A new proof, whatever session is open at the provider.
    pub const AGAIN: Self = Self {
        prompt: Some("login"),
        // It also makes the provider say when it was.
        max_age: Some(0),
        login_hint: None,
        acr_values: &[],
    };
}

impl Request<'_> {
    /// Seconds since 1970 before which a proof is too old.
    pub(crate) fn proven_after(&self, now: i64) -> Option<i64> {
        let logs_in = self
            .wishes
            .prompt
            .is_some_and(|prompt| prompt.split(' ').any(|word| word == "login"));
        let most = if logs_in {
            Some(0)
        } else {
            self.wishes.max_age
        };
        most.map(|seconds| now.saturating_sub(i64::from(seconds)))
    }
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
        let wishes = request.wishes;
        if let Some(prompt) = wishes.prompt {
            query.append_pair("prompt", prompt);
        }
        if let Some(max_age) = wishes.max_age {
            query.append_pair("max_age", &max_age.to_string());
        }
        if let Some(hint) = wishes.login_hint {
            query.append_pair("login_hint", hint);
        }
        if !wishes.acr_values.is_empty() {
            query.append_pair("acr_values", &wishes.acr_values.join(" "));
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
