//! What a proof must say (RFC 9449, section 4.3), without asking anybody.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_jose::{Algorithm, verify_with_embedded_key};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use url::{Position, Url};

use super::Disproof;

/// `typ` of the header.
const TYPE: &str = "dpop+jwt";
/// How long ago a proof may be made.
const PAST_SECONDS: i64 = 60;
/// How far ahead the client's clock may be.
const FUTURE_SECONDS: i64 = 10;
/// How far off the client's clock may be when it uses a nonce of ours; no proof is believed for longer.
pub const WINDOW_SECONDS: i64 = 300;
/// Longest `jti`: it is hashed, and a client has no reason to send more.
const LONGEST_IDENTIFIER: usize = 512;
const ALGORITHMS: [Algorithm; 3] = [Algorithm::ES256, Algorithm::EdDSA, Algorithm::PS256];

#[derive(Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    iat: i64,
    exp: Option<f64>,
    nbf: Option<f64>,
    ath: Option<String>,
    nonce: Option<String>,
}

/// What the request is.
pub struct Expected<'a> {
    pub method: &'a str,
    pub url: &'a str,
    pub access_token: Option<&'a str>,
}

/// Whether a proof is of now by the client's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Now,
    /// Near enough, if a nonce of ours says the rest.
    Near,
}

/// A proof whose words fit the request.
#[derive(Debug)]
pub struct Proven {
    /// RFC 7638 thumbprint of its key.
    pub thumbprint: String,
    /// Names the proof among all of all keys.
    pub digest: Vec<u8>,
    pub freshness: Freshness,
    pub nonce: Option<String>,
}

pub fn check(proof: &str, expected: &Expected<'_>, now: i64) -> Result<Proven, Disproof> {
    let proven = verify_with_embedded_key::<Claims>(proof, TYPE, &ALGORITHMS).map_err(|_| {
        Disproof::Invalid(
            "the proof is no JSON Web Token of type dpop+jwt signed by the public key in its header",
        )
    })?;
    let claims = proven.claims;
    if claims.htm != expected.method || !same_address(&claims.htu, expected.url) {
        return Err(Disproof::Invalid(
            "`htm` and `htu` of the proof are not method and address of this request",
        ));
    }
    if claims.ath != expected.access_token.map(hash_of) {
        return Err(Disproof::Invalid(
            "`ath` of the proof is not the hash of the access token that is shown",
        ));
    }
    if claims.jti.is_empty() || claims.jti.len() > LONGEST_IDENTIFIER {
        return Err(Disproof::Invalid("`jti` of the proof is empty or too long"));
    }
    let freshness = freshness(claims.iat, now)?;
    if !is_in_time(&claims, freshness, now) {
        return Err(Disproof::Invalid("`exp` or `nbf` of the proof is not now"));
    }
    Ok(Proven {
        freshness,
        digest: identity(&proven.thumbprint, &claims.jti),
        thumbprint: proven.thumbprint,
        nonce: claims.nonce,
    })
}

fn freshness(made: i64, now: i64) -> Result<Freshness, Disproof> {
    let age = now.saturating_sub(made);
    if (-FUTURE_SECONDS..=PAST_SECONDS).contains(&age) {
        Ok(Freshness::Now)
    } else if (-WINDOW_SECONDS..=WINDOW_SECONDS).contains(&age) {
        Ok(Freshness::Near)
    } else {
        Err(Disproof::Invalid(
            "`iat` of the proof is not now: set the clock",
        ))
    }
}

/// A proof needs neither `exp` nor `nbf`, but where they are they count (RFC 7519, section 4.1), by the clock that made
/// them.
#[allow(clippy::cast_precision_loss)] // Seconds since 1970 are far below 2^52.
fn is_in_time(claims: &Claims, freshness: Freshness, now: i64) -> bool {
    let apart = match freshness {
        Freshness::Now => FUTURE_SECONDS,
        Freshness::Near => WINDOW_SECONDS,
    } as f64;
    let now = now as f64;
    claims.exp.is_none_or(|ends| ends + apart > now)
        && claims.nbf.is_none_or(|begins| begins <= now + apart)
}

/// Without query and fragment, and after normalisation (RFC 9449, section 4.3, point 9).
fn same_address(written: &str, called: &str) -> bool {
    let (Ok(written), Ok(called)) = (Url::parse(written), Url::parse(called)) else {
        return false;
    };
    written.username().is_empty()
        && written.password().is_none()
        && written[..Position::AfterPath] == called[..Position::AfterPath]
}

/// `ath` (RFC 9449, section 4.2).
fn hash_of(access_token: &str) -> String {
    Base64UrlUnpadded::encode_string(digest(&SHA256, access_token.as_bytes()).as_ref())
}

fn identity(thumbprint: &str, jti: &str) -> Vec<u8> {
    digest(&SHA256, format!("{thumbprint}.{jti}").as_bytes())
        .as_ref()
        .to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Expected, Freshness, check, freshness, same_address};

    #[test]
    fn a_proof_is_for_one_address() {
        let called = "https://login.aurora.localhost:8443/token";
        for same in [
            called,
            "https://LOGIN.aurora.localhost:8443/token",
            "https://login.aurora.localhost:8443/token?a=b#c",
            "https://login.aurora.localhost:8443/x/../token",
        ] {
            assert!(same_address(same, called), "{same}");
        }
        for other in [
            "",
            "/token",
            "https://login.aurora.localhost/token",
            "http://login.aurora.localhost:8443/token",
            "https://eu.login.aurora.localhost:8443/token",
            "https://login.aurora.localhost:8443/token/",
            "https://login.aurora.localhost:8443/Token",
            "https://a@login.aurora.localhost:8443/token",
        ] {
            assert!(!same_address(other, called), "{other}");
        }
        assert!(same_address(
            "https://login.aurora.localhost:443/token",
            "https://login.aurora.localhost/token"
        ));
    }

    #[test]
    fn a_proof_is_of_now() {
        let table = [
            (0, Some(Freshness::Now)),
            (60, Some(Freshness::Now)),
            (-10, Some(Freshness::Now)),
            (61, Some(Freshness::Near)),
            (-11, Some(Freshness::Near)),
            (301, None),
            (-301, None),
        ];
        for (age, expected) in table {
            assert_eq!(
                freshness(1_000_000 - age, 1_000_000).ok(),
                expected,
                "{age}"
            );
        }
        assert!(freshness(i64::MIN, i64::MAX).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_check_panic(text in "\\PC{0,80}") {
            let expected = Expected { method: "POST", url: "https://a/token", access_token: None };
            prop_assert!(check(&text, &expected, 0).is_err());
        }
    }
}
