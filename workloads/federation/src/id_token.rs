//! The ID token (`OpenID` Connect Core 1.0, section 3.1.3.7).

use domicile_jose::{Algorithm, ForeignKeys, ForeignToken};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{Authentication, FederationError, Issuer, user_document::subject};

/// How far clocks may be apart.
const LEEWAY_SECONDS: u64 = 60;
/// How long a token may be good: an hour is usual, a day is generous.
const LONGEST_LIFE_SECONDS: u64 = 24 * 3600;

/// Longest `acr` that is taken.
const LONGEST_ACR: usize = 200;
/// Longest `amr` value that is taken.
const LONGEST_METHOD: usize = 40;
/// Most `amr` values that are taken.
const MOST_METHODS: usize = 16;

/// What the token has to say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a Issuer,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    /// When the person has to have proven themselves at the earliest.
    pub(crate) proven_after: Option<i64>,
    pub(crate) algorithms: &'a [Algorithm],
    /// The access token that came with it.
    pub(crate) access_token: &'a str,
}

/// Somebody, as a proven ID token says it.
pub(crate) struct Proven {
    pub(crate) subject: String,
    pub(crate) claims: Value,
    pub(crate) authentication: Authentication,
}

#[derive(Deserialize)]
struct Claims {
    sub: Option<Value>,
    aud: Option<Value>,
    azp: Option<String>,
    iat: Option<Value>,
    nonce: Option<String>,
    at_hash: Option<String>,
    auth_time: Option<i64>,
    acr: Option<Value>,
    amr: Option<Value>,
    sid: Option<Value>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// Proves a token.
pub(crate) fn prove(
    keys: &ForeignKeys,
    token: &str,
    expected: &Expected<'_>,
) -> Result<Proven, FederationError> {
    let audiences = [expected.client_id];
    let rules = ForeignToken {
        issuer: Some(expected.issuer.as_str()),
        audiences: &audiences,
        longest_life_seconds: Some(LONGEST_LIFE_SECONDS),
        leeway_seconds: LEEWAY_SECONDS,
        ..ForeignToken::signed_with(expected.algorithms)
    };
    let proven = keys.verify::<Claims>(token, &rules)?;
    let claims = proven.claims;
    let wrong = |name| Err(FederationError::Claim(name));
    if !is_for_us_alone(&claims, expected.client_id) {
        return wrong("aud");
    }
    if claims
        .azp
        .as_deref()
        .is_some_and(|azp| azp != expected.client_id)
    {
        return wrong("azp");
    }
    if claims.iat.is_none() {
        return wrong("iat");
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return wrong("nonce");
    }
    if !is_recent(claims.auth_time, expected.proven_after) {
        return wrong("auth_time");
    }
    let hash = proven.header.algorithm.half_hash(expected.access_token);
    if claims
        .at_hash
        .as_ref()
        .is_some_and(|at_hash| *at_hash != hash)
    {
        return wrong("at_hash");
    }
    let Some(subject) = claims
        .sub
        .as_ref()
        .filter(|sub| sub.is_string())
        .and_then(subject)
    else {
        return wrong("sub");
    };
    Ok(Proven {
        subject,
        authentication: authentication(&claims),
        claims: Value::Object(claims.others),
    })
}

/// What the token says about the proof; only what can be said on to others.
fn authentication(claims: &Claims) -> Authentication {
    let methods = claims.amr.as_ref().and_then(Value::as_array);
    Authentication {
        auth_time: claims.auth_time,
        acr: claims.acr.as_ref().and_then(|acr| word(acr, LONGEST_ACR)),
        methods: methods
            .into_iter()
            .flatten()
            .filter_map(|method| word(method, LONGEST_METHOD))
            .take(MOST_METHODS)
            .collect(),
        session_id: claims.sid.as_ref().and_then(subject),
    }
}

/// A text of printable ASCII characters without spaces, as `acr` and `amr` values are.
fn word(value: &Value, longest: usize) -> Option<String> {
    let text = value.as_str()?;
    let fits =
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
}

/// A proof that is older than what was asked for is refused (step 13). Not every provider says when it was; one that
/// does not is believed to have asked.
fn is_recent(auth_time: Option<i64>, proven_after: Option<i64>) -> bool {
    let leeway = i64::try_from(LEEWAY_SECONDS).unwrap_or(i64::MAX);
    match (auth_time, proven_after) {
        (Some(at), Some(after)) => at.saturating_add(leeway) >= after,
        _ => true,
    }
}

/// A token for others too is refused (step 3): none of them is trusted here.
fn is_for_us_alone(claims: &Claims, client_id: &str) -> bool {
    match &claims.aud {
        Some(Value::String(one)) => one == client_id,
        Some(Value::Array(several)) => {
            !several.is_empty() && several.iter().all(|name| name.as_str() == Some(client_id))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use domicile_jose::{Algorithm, ForeignKeys, SigningKey, now};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Expected, prove};
    use crate::Issuer;

    fn judged(changes: &Value) -> Result<String, String> {
        let key = SigningKey::from_pkcs8_pem(&rcgen::KeyPair::generate().unwrap().serialize_pem())
            .unwrap();
        let mut claims = json!({
            "iss": "https://a.example", "sub": "s", "aud": "us", "exp": now() + 60, "iat": now(), "nonce": "n",
        });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let token = key.sign("JWT", &claims).unwrap();
        let keys = ForeignKeys::from_jwk_set(&json!({ "keys": [key.public_jwk()] })).unwrap();
        let issuer = Issuer::parse("https://a.example").unwrap();
        let expected = Expected {
            issuer: &issuer,
            client_id: "us",
            nonce: "n",
            proven_after: Some(now()),
            algorithms: &[Algorithm::ES256],
            access_token: "t",
        };
        prove(&keys, &token, &expected)
            .map(|proven| proven.subject)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn each_claim_is_checked() {
        let right = Algorithm::ES256.half_hash("t");
        for good in [
            json!({}),
            json!({ "aud": ["us"] }),
            json!({ "azp": "us" }),
            json!({ "at_hash": right }),
            json!({ "auth_time": now() - 30 }),
        ] {
            assert_eq!(judged(&good), Ok("s".to_owned()), "{good}");
        }
        for (bad, word) in [
            (json!({ "aud": ["us", "them"] }), "`aud`"),
            (json!({ "aud": ["us", "them"], "azp": "us" }), "`aud`"),
            (json!({ "aud": "them" }), "another audience"),
            (json!({ "azp": "them" }), "`azp`"),
            (json!({ "iss": "https://b.example" }), "another issuer"),
            (json!({ "exp": now() - 61 }), "expired"),
            (json!({ "exp": now() + 25 * 3600 }), "expired"),
            (json!({ "exp": null }), "expired"),
            (json!({ "iat": null }), "`iat`"),
            (json!({ "iat": now() + 3600 }), "expired"),
            (json!({ "nonce": "m" }), "`nonce`"),
            (json!({ "nonce": null }), "`nonce`"),
            (json!({ "at_hash": "AAAA" }), "`at_hash`"),
            (json!({ "auth_time": now() - 90 }), "`auth_time`"),
            (json!({ "sub": null }), "`sub`"),
            (json!({ "sub": "" }), "`sub`"),
            (json!({ "sub": 7 }), "`sub`"),
            (json!({ "sub": "a".repeat(256) }), "`sub`"),
        ] {
            let error = judged(&bad).expect_err(&bad.to_string());
            assert!(error.contains(word), "{bad}: {error}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_value_of_a_claim_makes_it_panic(
            name in prop::sample::select(vec!["iss", "sub", "aud", "azp", "exp", "iat", "nonce", "at_hash", "email"]),
            text in "\\PC{0,30}",
        ) {
            let value = serde_json::from_str::<Value>(&text).unwrap_or(json!([text]));
            let _ = judged(&json!({ name: value }));
        }
    }
}
