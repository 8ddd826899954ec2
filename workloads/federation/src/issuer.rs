//! Who an issuer is, and what an endpoint may be.

use serde::{Deserialize, Serialize};
use url::Url;

/// Longest address that is taken.
const LONGEST: usize = 2048;

/// An issuer identifier (`OpenID` Connect Discovery 1.0, section 2; RFC 8414, section 2): compared letter by letter,
/// never normalised.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Issuer(String);

/// Not an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an issuer is an https address without user name, query and fragment")]
pub struct NotAnIssuer;

impl Issuer {
    /// Reads an issuer identifier.
    ///
    /// # Errors
    /// When it is not HTTPS, or has a user name, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, NotAnIssuer> {
        let url = endpoint(text).ok_or(NotAnIssuer)?;
        if url.query().is_some() {
            return Err(NotAnIssuer);
        }
        Ok(Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where its metadata are (`OpenID` Connect Discovery 1.0, section 4).
    pub fn configuration_url(&self) -> String {
        let base = self.0.strip_suffix('/').unwrap_or(&self.0);
        format!("{base}/.well-known/openid-configuration")
    }
}

impl TryFrom<String> for Issuer {
    type Error = NotAnIssuer;

    fn try_from(text: String) -> Result<Self, NotAnIssuer> {
        Self::parse(&text)
    }
}

impl From<Issuer> for String {
    fn from(issuer: Issuer) -> Self {
        issuer.0
    }
}

/// An endpoint: HTTPS, without user name and fragment (RFC 6749, section 3.1). Whether its host may be spoken to is
/// for [`domicile_outbound`] to say.
pub fn endpoint(text: &str) -> Option<Url> {
    if text.len() > LONGEST {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let plain = url.scheme() == "https"
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none();
    plain.then_some(url)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Issuer, endpoint};

    #[test]
    fn an_issuer_is_https_and_nothing_but_host_and_path() {
        for good in [
            "https://accounts.example",
            "https://login.example/realms/aurora",
            "https://login.example:8443/",
        ] {
            assert_eq!(Issuer::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "accounts.example",
            "http://accounts.example",
            "https://a@accounts.example",
            "https://accounts.example?x=1",
            "https://accounts.example#x",
            "data:text/plain,x",
        ] {
            assert!(Issuer::parse(bad).is_err(), "{bad}");
        }
        assert!(Issuer::parse(&format!("https://a.example/{}", "a".repeat(2048))).is_err());
    }

    #[test]
    fn metadata_are_below_the_issuer_with_one_slash_between() {
        for (issuer, expected) in [
            (
                "https://a.example",
                "https://a.example/.well-known/openid-configuration",
            ),
            (
                "https://a.example/",
                "https://a.example/.well-known/openid-configuration",
            ),
            (
                "https://a.example/b",
                "https://a.example/b/.well-known/openid-configuration",
            ),
        ] {
            assert_eq!(Issuer::parse(issuer).unwrap().configuration_url(), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_is_anything_but_https(text in "(https?://)?\\PC{0,60}") {
            if let Some(url) = endpoint(&text) {
                prop_assert_eq!(url.scheme(), "https");
            }
            let _ = Issuer::parse(&text);
        }
    }
}
