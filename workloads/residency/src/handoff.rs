//! The hand-off: a browser moves to its home region before personal data is typed.
//!
//! The region where the person arrived signs a JSON Web Token with nothing but the application's request and the
//! country of residence; the browser carries it to the home region, which takes it once.

use domicile_jose::{Expected, JoseError, Sign, VerifyingKeys};
use serde::{Deserialize, Serialize};

use crate::{Handle, HandleError, RegionName};

/// `typ` of the header (RFC 8725, section 3.11): no other token of ours can stand in for a hand-off.
pub const TYPE: &str = "domicile-handoff+jwt";
/// How long a browser has to follow the redirect.
pub const LIFETIME_SECONDS: i64 = 120;
/// How far the clocks of two regions may be apart.
const LEEWAY_SECONDS: u64 = 10;

/// Claims of a hand-off. `R` is the application's request as the workloads know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims<R> {
    /// Region that signed.
    pub iss: RegionName,
    /// Region that may accept.
    pub aud: RegionName,
    /// Seconds since 1970 when it was signed.
    pub iat: i64,
    /// Seconds since 1970 when it ends.
    pub exp: i64,
    /// Names this hand-off, so that it is accepted once.
    pub jti: String,
    /// Country of residence (ISO 3166-1 alpha-2).
    pub country: String,
    /// The application's request.
    pub request: R,
}

/// Why a hand-off was not made or not accepted.
#[derive(Debug, thiserror::Error)]
pub enum HandOffError {
    /// No identifier could be drawn.
    #[error(transparent)]
    Random(#[from] HandleError),
    /// Signature, type, audience or time is wrong.
    #[error("the hand-off is not valid: {0}")]
    Token(#[from] JoseError),
    /// The signing key belongs to another region than the one that the token names.
    #[error("the hand-off is signed by another region than it says")]
    Issuer,
    /// The token says that it lives longer than any hand-off does.
    #[error("the hand-off claims a longer life than hand-offs have")]
    Lifetime,
}

/// Signs a hand-off from region `from` to region `to` at time `now` (seconds since 1970).
///
/// # Errors
/// When the system's random source or the signature fails.
pub fn issue<R: Serialize>(
    key: &impl Sign,
    from: &RegionName,
    to: &RegionName,
    country: &str,
    request: R,
    now: i64,
) -> Result<String, HandOffError> {
    let claims = Claims {
        iss: from.clone(),
        aud: to.clone(),
        iat: now,
        exp: now + LIFETIME_SECONDS,
        jti: Handle::random(from)?.as_str().to_owned(),
        country: country.to_owned(),
        request,
    };
    Ok(key.sign(TYPE, &claims)?)
}

/// Proves a hand-off that came to region `here`. The caller uses up `jti` before acting on it.
///
/// # Errors
/// When it is not for here, too old, not signed by the region that it names, or not a hand-off at all.
pub fn accept<R: serde::de::DeserializeOwned>(
    token: &str,
    keys: &VerifyingKeys,
    here: &RegionName,
) -> Result<Claims<R>, HandOffError> {
    let expected = Expected {
        token_type: TYPE,
        issuer: None,
        audience: Some(here.as_str()),
        leeway_seconds: LEEWAY_SECONDS,
    };
    let verified = keys.verify::<Claims<R>>(token, &expected)?;
    if verified.signed_by.as_deref() != Some(verified.claims.iss.as_str()) {
        return Err(HandOffError::Issuer);
    }
    if verified.claims.exp.saturating_sub(verified.claims.iat) > LIFETIME_SECONDS {
        return Err(HandOffError::Lifetime);
    }
    Ok(verified.claims)
}

#[cfg(test)]
mod tests {
    use domicile_jose::{JoseError, SigningKey, VerifyingKeys, now};

    use super::{HandOffError, LIFETIME_SECONDS, accept, issue};
    use crate::RegionName;

    fn new_key() -> SigningKey {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
        SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap()
    }

    fn region(name: &str) -> RegionName {
        RegionName::parse(name).unwrap()
    }

    fn keys(pairs: &[(&str, &SigningKey)]) -> VerifyingKeys {
        VerifyingKeys::of(
            pairs
                .iter()
                .map(|(region, key)| (Some((*region).to_owned()), key.public_jwk().clone())),
        )
    }

    #[test]
    fn a_hand_off_reaches_the_region_that_it_is_for() {
        let key = new_key();
        let token = issue(&key, &region("jp"), &region("eu"), "FR", "request", now()).unwrap();
        let claims = accept::<String>(&token, &keys(&[("jp", &key)]), &region("eu")).unwrap();
        assert_eq!(
            (claims.country.as_str(), claims.request.as_str(), claims.iss),
            ("FR", "request", region("jp"))
        );
    }

    #[test]
    fn a_hand_off_for_another_region_is_refused() {
        let key = new_key();
        let token = issue(&key, &region("jp"), &region("us"), "US", "request", now()).unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &key)]), &region("eu"));
        assert!(matches!(
            refused,
            Err(HandOffError::Token(JoseError::Claims))
        ));
    }

    #[test]
    fn an_expired_hand_off_is_refused() {
        let key = new_key();
        let long_ago = now() - LIFETIME_SECONDS - 60;
        let token = issue(
            &key,
            &region("jp"),
            &region("eu"),
            "FR",
            "request",
            long_ago,
        )
        .unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &key)]), &region("eu"));
        assert!(matches!(
            refused,
            Err(HandOffError::Token(JoseError::Claims))
        ));
    }

    #[test]
    fn a_region_cannot_sign_in_the_name_of_another() {
        let (jp, us) = (new_key(), new_key());
        let token = issue(&us, &region("jp"), &region("eu"), "FR", "request", now()).unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &jp), ("us", &us)]), &region("eu"));
        assert!(matches!(refused, Err(HandOffError::Issuer)));
    }

    #[test]
    fn a_key_that_no_region_publishes_is_refused() {
        let (jp, stranger) = (new_key(), new_key());
        let token = issue(
            &stranger,
            &region("jp"),
            &region("eu"),
            "FR",
            "request",
            now(),
        )
        .unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &jp)]), &region("eu"));
        assert!(matches!(
            refused,
            Err(HandOffError::Token(JoseError::UnknownKey))
        ));
    }

    #[test]
    fn a_hand_off_from_the_future_of_a_stretched_life_is_refused() {
        let key = new_key();
        let claims = super::Claims {
            iss: region("jp"),
            aud: region("eu"),
            iat: now(),
            exp: now() + 10 * LIFETIME_SECONDS,
            jti: "x".to_owned(),
            country: "FR".to_owned(),
            request: "request",
        };
        let token = key.sign(super::TYPE, &claims).unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &key)]), &region("eu"));
        assert!(matches!(refused, Err(HandOffError::Lifetime)));
    }

    #[test]
    fn another_token_of_ours_is_no_hand_off() {
        let key = new_key();
        let claims = serde_json::json!({
            "iss": "jp", "aud": "eu", "iat": now(), "exp": now() + 60, "jti": "x", "country": "FR", "request": "request"
        });
        let token = key.sign("at+jwt", &claims).unwrap();
        let refused = accept::<String>(&token, &keys(&[("jp", &key)]), &region("eu"));
        assert!(matches!(refused, Err(HandOffError::Token(JoseError::Type))));
    }
}
