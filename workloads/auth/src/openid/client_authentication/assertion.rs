//! `private_key_jwt`: a client proves itself with a token that it signed (RFC 7523, section 3; `OpenID` Connect Core,
//! section 9). `client_secret_jwt` is not offered: only digests of client secrets are kept.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Application, Bundle};
use domicile_jose::ForeignToken;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    app::App,
    error::AuthError,
    openid::{client_keys, security_profile},
    store::client_assertions,
};

/// The only type of assertion (RFC 7523, section 2.2).
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Longest assertion that is looked at.
const MOST_BYTES: usize = 8 * 1024;
/// How long an assertion may be good: some libraries make them for an hour.
const LONGEST_LIFE_SECONDS: u64 = 3600;
/// Longest `jti`.
const LONGEST_JTI: usize = 256;

#[derive(Deserialize)]
struct Issuer {
    iss: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Value,
    jti: String,
    exp: f64,
}

/// Who an assertion says that it is from; nothing of it is proven.
pub(super) fn claimed_issuer(assertion: &str) -> Option<String> {
    if assertion.len() > MOST_BYTES {
        return None;
    }
    let payload = assertion.split('.').nth(1)?;
    let payload = Base64UrlUnpadded::decode_vec(payload).ok()?;
    let issuer: Issuer = serde_json::from_slice(&payload).ok()?;
    Some(issuer.iss)
}

/// Whether an assertion is the client's own, for us, good now, and was not used before in this region.
pub(super) async fn is_proof(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    assertion: &str,
) -> Result<bool, AuthError> {
    let issuer = bundle.issuer.as_str();
    // RFC 9126, section 2: the pushed authorization request endpoint takes its own address as well.
    let (token, par) = (format!("{issuer}/token"), format!("{issuer}/par"));
    let audiences = [issuer, token.as_str(), par.as_str()];
    let expected = ForeignToken {
        issuer: Some(&application.client_id),
        audiences: &audiences,
        longest_life_seconds: Some(LONGEST_LIFE_SECONDS),
        ..ForeignToken::signed_with(security_profile::algorithms_of_assertions(application))
    };
    let proven =
        match client_keys::verify::<Claims>(app, bundle, application, assertion, &expected).await {
            Ok(proven) => proven.claims,
            Err(error) => {
                let client = &application.client_id;
                tracing::info!(client, reason = %error, "an assertion is not believed");
                return Ok(false);
            }
        };
    // FAPI 2.0 Security Profile, section 5.3.2.1, point 8: the issuer and nothing else, as a text. An assertion for an
    // address could be one that another provider was told to be ours.
    if security_profile::is_fapi(application) && proven.aud.as_str() != Some(issuer) {
        return Ok(false);
    }
    if proven.sub != application.client_id
        || proven.jti.is_empty()
        || proven.jti.len() > LONGEST_JTI
    {
        return Ok(false);
    }
    let client_id = &application.client_id;
    Ok(client_assertions::accept(app.pool(), client_id, &proven.jti, proven.exp).await?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::claimed_issuer;

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
            let _ = claimed_issuer(&text);
        }

        #[test]
        fn however_deep_a_payload_is_it_is_read_or_refused(depth in 0_usize..4000) {
            use base64ct::{Base64UrlUnpadded, Encoding};
            let payload = format!("{{\"iss\":\"a\",\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
            let text = format!("e30.{}.e30", Base64UrlUnpadded::encode_string(payload.as_bytes()));
            let _ = claimed_issuer(&text);
        }
    }
}
