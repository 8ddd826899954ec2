//! The end of a session at a provider: sought from here (`OpenID` Connect RP-Initiated Logout 1.0), and told from there
//! (`OpenID` Connect Back-Channel Logout 1.0).

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_jose::{Algorithm, ForeignKeys, ForeignToken, now};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::{FederationError, Issuer, user_document::subject};

/// What a logout token is called where it says so (Back-Channel Logout 1.0, section 2.4). Some providers write `JWT`.
const TOKEN_TYPES: [&str; 2] = ["logout+jwt", "jwt"];
/// The event that it tells.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How far clocks may be apart.
const LEEWAY_SECONDS: u64 = 60;
/// How long ago a token may have been issued. It is sent at once, and tried again for a while.
const OLDEST_SECONDS: i64 = 600;
/// How long a token may be good.
const LONGEST_LIFE_SECONDS: u64 = 3600;
/// Longest name of a token.
const LONGEST_NAME: usize = 255;

/// A browser that leaves a provider.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    /// The ID token of its session (section 2).
    pub id_token: Option<&'a SecretString>,
    /// Where it comes back to; registered at the provider.
    pub return_to: &'a str,
    /// Given back then.
    pub state: &'a str,
}

/// What a provider says about sessions that have ended there. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Logout {
    /// `sub`: whose. Without a session, all of theirs.
    pub subject: Option<String>,
    /// `sid`: which.
    pub session_id: Option<String>,
    /// `jti`: the name of this token.
    pub token_id: String,
    /// When it was issued, in seconds since 1970.
    pub issued_at: i64,
    /// Until when it is good.
    pub expires_at: i64,
}

impl std::fmt::Debug for Logout {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Logout(…)")
    }
}

/// Whom a token says that it is of and for. It is read before anything is proven, to find out whose keys to prove it with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// `iss`.
    pub issuer: String,
    /// `aud`.
    pub audiences: Vec<String>,
}

impl Claimed {
    /// What a token says; nothing where it is no token.
    pub fn by(token: &str) -> Option<Self> {
        let [_, payload, _] = token.split('.').collect::<Vec<_>>()[..] else {
            return None;
        };
        let payload = Base64UrlUnpadded::decode_vec(payload).ok()?;
        let claims: Map<String, Value> = serde_json::from_slice(&payload).ok()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let audiences = match claims.get("aud")? {
            Value::Array(several) => several.iter().map(text).collect::<Option<_>>()?,
            one => vec![text(one)?],
        };
        Some(Self {
            issuer: text(claims.get("iss")?)?,
            audiences,
        })
    }
}

/// The address where a session ends (RP-Initiated Logout 1.0, section 2).
pub(crate) fn url(endpoint: &Url, client_id: &str, leaving: &Leaving<'_>) -> Url {
    let mut url = endpoint.clone();
    let mut query = url.query_pairs_mut();
    if let Some(id_token) = leaving.id_token {
        query.append_pair("id_token_hint", id_token.expose_secret());
    }
    query
        .append_pair("client_id", client_id)
        .append_pair("post_logout_redirect_uri", leaving.return_to)
        .append_pair("state", leaving.state);
    drop(query);
    url
}

#[derive(Deserialize)]
struct Claims {
    aud: Option<Value>,
    sub: Option<Value>,
    sid: Option<Value>,
    iat: Option<i64>,
    exp: Option<i64>,
    jti: Option<String>,
    nonce: Option<Value>,
    events: Option<Map<String, Value>>,
}

/// Proves a logout token (Back-Channel Logout 1.0, section 2.6).
pub(crate) fn prove(
    keys: &ForeignKeys,
    token: &str,
    issuer: &Issuer,
    client_id: &str,
    algorithms: &[Algorithm],
) -> Result<Logout, FederationError> {
    let audiences = [client_id];
    let rules = ForeignToken {
        issuer: Some(issuer.as_str()),
        audiences: &audiences,
        longest_life_seconds: Some(LONGEST_LIFE_SECONDS),
        leeway_seconds: LEEWAY_SECONDS,
        ..ForeignToken::signed_with(algorithms)
    };
    let proven = keys.verify::<Claims>(token, &rules)?;
    let said = proven.header.token_type.as_deref();
    if said.is_some_and(|said| !TOKEN_TYPES.contains(&said)) {
        return Err(FederationError::LogoutClaim("typ"));
    }
    read(proven.claims, client_id, now())
}

fn read(claims: Claims, client_id: &str, now: i64) -> Result<Logout, FederationError> {
    let wrong = |name| Err(FederationError::LogoutClaim(name));
    // A token for others too could be sent on by one of them.
    let for_us = match &claims.aud {
        Some(Value::String(one)) => one == client_id,
        Some(Value::Array(several)) => {
            !several.is_empty() && several.iter().all(|name| name.as_str() == Some(client_id))
        }
        _ => false,
    };
    if !for_us {
        return wrong("aud");
    }
    // An ID token must never pass for a logout token.
    if claims.nonce.is_some() {
        return wrong("nonce");
    }
    let event = claims.events.as_ref().and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return wrong("events");
    }
    let Some(issued_at) = claims
        .iat
        .filter(|at| now.saturating_sub(*at) <= OLDEST_SECONDS)
    else {
        return wrong("iat");
    };
    let Some(token_id) = claims
        .jti
        .filter(|name| (1..=LONGEST_NAME).contains(&name.len()))
    else {
        return wrong("jti");
    };
    let (subject, session_id) = (
        claims.sub.as_ref().and_then(subject),
        claims.sid.as_ref().and_then(subject),
    );
    if subject.is_none() && session_id.is_none() {
        return wrong("sub");
    }
    Ok(Logout {
        subject,
        session_id,
        token_id,
        issued_at,
        expires_at: claims.exp.unwrap_or(now),
    })
}

#[cfg(test)]
mod tests {
    use domicile_jose::{Algorithm, ForeignKeys, SigningKey, now};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{EVENT, prove};
    use crate::Issuer;

    fn judged(token_type: &str, changes: &Value) -> Result<(), String> {
        let key = SigningKey::from_pkcs8_pem(&rcgen::KeyPair::generate().unwrap().serialize_pem())
            .unwrap();
        let mut claims = json!({
            "iss": "https://a.example", "sub": "s", "sid": "one", "aud": "us", "exp": now() + 60, "iat": now(),
            "jti": "j", "events": { EVENT: {} },
        });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let token = key.sign(token_type, &claims).unwrap();
        let keys = ForeignKeys::from_jwk_set(&json!({ "keys": [key.public_jwk()] })).unwrap();
        let issuer = Issuer::parse("https://a.example").unwrap();
        prove(&keys, &token, &issuer, "us", &[Algorithm::ES256])
            .map(|_| ())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn each_claim_of_a_logout_token_is_checked() {
        for good in [
            json!({}),
            json!({ "aud": ["us"] }),
            json!({ "sub": null }),
            json!({ "sid": null }),
        ] {
            assert_eq!(judged("logout+jwt", &good), Ok(()), "{good}");
        }
        for (bad, word) in [
            (json!({ "aud": "them" }), "another audience"),
            (json!({ "aud": ["us", "them"] }), "`aud`"),
            (json!({ "iss": "https://b.example" }), "another issuer"),
            (json!({ "exp": now() - 61 }), "expired"),
            (json!({ "exp": null }), "expired"),
            (json!({ "iat": null }), "`iat`"),
            (json!({ "iat": now() - 700 }), "`iat`"),
            (json!({ "jti": null }), "`jti`"),
            (json!({ "nonce": "n" }), "`nonce`"),
            (json!({ "events": null }), "`events`"),
            (json!({ "events": { "x": {} } }), "`events`"),
            (json!({ "events": { EVENT: true } }), "`events`"),
            (json!({ "sub": null, "sid": null }), "`sub`"),
        ] {
            let error = judged("logout+jwt", &bad).expect_err(&bad.to_string());
            assert!(error.contains(word), "{bad}: {error}");
        }
    }

    #[test]
    fn no_token_of_another_type_passes_for_a_logout_token() {
        assert_eq!(judged("JWT", &json!({})), Ok(()));
        let error = judged("at+jwt", &json!({})).unwrap_err();
        assert!(error.contains("`typ`"), "{error}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_value_of_a_claim_makes_it_panic(
            name in prop::sample::select(vec!["iss", "sub", "aud", "sid", "exp", "iat", "jti", "events", "nonce"]),
            text in "\\PC{0,30}",
        ) {
            let value = serde_json::from_str::<Value>(&text).unwrap_or(json!([text]));
            let _ = judged("logout+jwt", &json!({ name: value }));
        }
    }
}
