//! The registered claims that are checked (RFC 7519, section 4.1).

use serde::{Deserialize, de::DeserializeOwned};

use crate::{JoseError, bounded_json, now};

/// The claims of a proven payload, when they say what the rules want.
pub(crate) fn accepted<T: DeserializeOwned>(
    payload: &[u8],
    rules: &Rules<'_>,
) -> Result<T, JoseError> {
    let claims = |_| JoseError::Claims;
    let registered: Registered = bounded_json::parse(payload).map_err(claims)?;
    registered.check(rules, now())?;
    bounded_json::parse(payload).map_err(claims)
}

/// Registered claims of a token. A claim of another shape than its own is refused while parsing.
#[derive(Deserialize)]
struct Registered {
    iss: Option<String>,
    aud: Option<Audience>,
    exp: Option<Seconds>,
    nbf: Option<Seconds>,
    iat: Option<Seconds>,
}

/// RFC 7519, section 4.1.3: one or a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// RFC 7519, section 2: a `NumericDate` may have a fraction.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Seconds {
    Whole(i64),
    Fraction(f64),
}

/// What the claims must say.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) issuer: Option<&'a str>,
    /// One of them must be named, unless there are none.
    pub(crate) audiences: &'a [&'a str],
    pub(crate) needs_expiry: bool,
    pub(crate) longest_life_seconds: Option<i64>,
    pub(crate) leeway_seconds: i64,
}

impl Registered {
    fn check(&self, rules: &Rules<'_>, now: i64) -> Result<(), JoseError> {
        let fits = self.is_of_issuer(rules.issuer)
            && self.is_for_one_of(rules.audiences)
            && self.is_in_time(rules, now);
        fits.then_some(()).ok_or(JoseError::Claims)
    }

    fn is_of_issuer(&self, issuer: Option<&str>) -> bool {
        issuer.is_none_or(|issuer| self.iss.as_deref() == Some(issuer))
    }

    fn is_for_one_of(&self, audiences: &[&str]) -> bool {
        let named: &[String] = match &self.aud {
            None => &[],
            Some(Audience::One(one)) => std::slice::from_ref(one),
            Some(Audience::Several(several)) => several,
        };
        audiences.is_empty() || named.iter().any(|name| audiences.contains(&name.as_str()))
    }

    fn is_in_time(&self, rules: &Rules<'_>, now: i64) -> bool {
        let leeway = rules.leeway_seconds;
        let begun =
            |at: Option<Seconds>| at.is_none_or(|at| at.floor() <= now.saturating_add(leeway));
        let ends = self.exp.map(Seconds::floor);
        let ended = ends.map_or(rules.needs_expiry, |ends| {
            ends.saturating_add(leeway) <= now
        });
        let lives_too_long = rules.longest_life_seconds.is_some_and(|longest| {
            ends.is_some_and(|ends| ends > now.saturating_add(longest).saturating_add(leeway))
        });
        begun(self.nbf) && begun(self.iat) && !ended && !lives_too_long
    }
}

impl Seconds {
    #[allow(clippy::cast_possible_truncation)] // The cast saturates, and beyond the range both mean "never".
    fn floor(self) -> i64 {
        match self {
            Self::Whole(whole) => whole,
            Self::Fraction(fraction) => fraction.floor() as i64,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Registered, Rules};

    const RULES: Rules<'_> = Rules {
        issuer: Some("me"),
        audiences: &["you", "them"],
        needs_expiry: true,
        longest_life_seconds: Some(300),
        leeway_seconds: 5,
    };

    fn accepted(changes: &Value) -> bool {
        let mut claims = json!({ "iss": "me", "aud": "you", "exp": 1060, "nbf": 990, "iat": 1000 });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        serde_json::from_value::<Registered>(claims)
            .is_ok_and(|claims| claims.check(&RULES, 1000).is_ok())
    }

    #[test]
    fn each_claim_is_checked() {
        for (changes, expected) in [
            (json!({}), true),
            (json!({ "iss": "you" }), false),
            (json!({ "iss": null }), false),
            (json!({ "iss": ["me"] }), false),
            (json!({ "aud": ["x", "them"] }), true),
            (json!({ "aud": ["x"] }), false),
            (json!({ "aud": [] }), false),
            (json!({ "aud": null }), false),
            (json!({ "exp": 996 }), true),
            (json!({ "exp": 995 }), false),
            (json!({ "exp": 1305 }), true),
            (json!({ "exp": 1306 }), false),
            (json!({ "exp": i64::MAX }), false),
            (json!({ "exp": 1e300 }), false),
            (json!({ "exp": 1060.5 }), true),
            (json!({ "exp": "1060" }), false),
            (json!({ "exp": null }), false),
            (json!({ "nbf": 1005 }), true),
            (json!({ "nbf": 1006 }), false),
            (json!({ "iat": 1006 }), false),
            (json!({ "iat": null, "nbf": null }), true),
        ] {
            assert_eq!(accepted(&changes), expected, "{changes}");
        }
    }

    proptest! {
        #[test]
        fn no_time_makes_it_panic(exp in any::<i64>(), nbf in any::<f64>(), now in any::<i64>()) {
            let claims = json!({ "iss": "me", "aud": "you", "exp": exp, "nbf": nbf });
            if let Ok(claims) = serde_json::from_value::<Registered>(claims) {
                let _ = claims.check(&RULES, now);
            }
        }
    }
}
