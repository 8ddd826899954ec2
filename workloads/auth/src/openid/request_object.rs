//! Request objects (RFC 9101; `OpenID` Connect Core, section 6): the parameters of a request as a token that the client
//! signed.

mod parameters;

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Application, Bundle};
use domicile_jose::{ForeignToken, JoseError, ProvenByForeignKey, now};
use serde_json::{Map, Value};

pub use self::parameters::invalid;
use self::parameters::parameters_of;
use crate::{
    app::App,
    openid::{authorization_request::Problem, client_keys, security_profile},
    web::parameters::Parameters,
};

/// Longest object: RSA keys and `claims` make them long, but no request needs more.
pub const MOST_BYTES: usize = 16 * 1024;
/// `typ` of a request object (RFC 9101, section 10.8), with and without the prefix of media types.
const TYPES: [&str; 2] = ["oauth-authz-req+jwt", "JWT"];
/// Longest life of an object of a client of FAPI (FAPI 2.0 Message Signing, section 5.3.1).
const LONGEST_LIFE_SECONDS: u64 = 3600;

/// The parameters in a request object of a client, proven with its keys.
///
/// # Errors
/// When signature, type, time, issuer or audience is wrong, or a claim is no parameter.
pub async fn read(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    object: &str,
) -> Result<Parameters, Problem> {
    of_reasonable_length(object)?;
    let audiences = [bundle.issuer.as_str()];
    let expected = expected(application, &audiences);
    let proven = client_keys::verify(app, bundle, application, object, &expected).await;
    accepted(application, &bundle.issuer, proven)
}

fn of_reasonable_length(object: &str) -> Result<(), Problem> {
    if object.len() > MOST_BYTES {
        return Err(invalid("it is longer than 16 KiB"));
    }
    Ok(())
}

/// What an object must say. An issuer and an audience that are named must fit; FAPI wants them named.
fn expected<'a>(application: &'a Application, audiences: &'a [&'a str]) -> ForeignToken<'a> {
    let of_fapi = security_profile::is_fapi(application);
    ForeignToken {
        issuer: of_fapi.then_some(application.client_id.as_str()),
        audiences: if of_fapi { audiences } else { &[] },
        needs_expiry: of_fapi,
        longest_life_seconds: of_fapi.then_some(LONGEST_LIFE_SECONDS),
        ..ForeignToken::signed_with(security_profile::algorithms_of_requests(application))
    }
}

/// The parameters of an object whose signature was looked at.
fn accepted(
    application: &Application,
    issuer: &str,
    proven: Result<ProvenByForeignKey<Map<String, Value>>, JoseError>,
) -> Result<Parameters, Problem> {
    let proven = proven.map_err(|error| invalid(&said(&error)))?;
    let of_another_type = proven.header.token_type.is_some()
        && !TYPES.iter().any(|name| proven.header.is_of_type(name));
    if of_another_type {
        return Err(invalid("its `typ` is another; use oauth-authz-req+jwt"));
    }
    if !is_for(&proven.claims, issuer) {
        return Err(invalid("its `aud` is somebody else"));
    }
    parameters_of(application, &proven.claims)
}

/// The parameters in an object without signature (`alg` is `none`; RFC 7519, section 6), which only a client sends that
/// has registered itself so, and only at its own address: there TLS says whose it is.
///
/// # Errors
/// When it is signed after all, has ended, is for somebody else, or a claim is no parameter.
pub fn read_unsigned(
    application: &Application,
    issuer: &str,
    object: &str,
) -> Result<Parameters, Problem> {
    of_reasonable_length(object)?;
    let claims = unsigned(object).ok_or_else(|| invalid("it is no token without signature"))?;
    let ended = |ends: &Value| ends.as_i64().is_none_or(|ends| ends <= now());
    if claims.get("exp").is_some_and(ended) {
        return Err(invalid("it has ended"));
    }
    if !is_for(&claims, issuer) {
        return Err(invalid("its `aud` is somebody else"));
    }
    parameters_of(application, &claims)
}

/// The parameters in an object that is not signed, if it is one: good for nothing but to tell its sender that it is not
/// read, at an address that is the client's own.
pub fn unproven_parameters(application: &Application, object: &str) -> Option<Parameters> {
    of_reasonable_length(object).ok()?;
    parameters_of(application, &unsigned(object)?).ok()
}

/// Whether a token says that it is not signed, and is not.
pub fn is_unsigned(object: &str) -> bool {
    unsigned(object).is_some()
}

fn unsigned(object: &str) -> Option<Map<String, Value>> {
    let (header, payload) = object.strip_suffix('.')?.split_once('.')?;
    let decoded = |part: &str| -> Option<Map<String, Value>> {
        serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).ok()?).ok()
    };
    let header = decoded(header)?;
    let says_so = header.get("alg").and_then(Value::as_str) == Some("none");
    // A header that asks for anything else is not understood (RFC 7515, section 4.1.11).
    let is_plain = header.keys().all(|name| name == "alg" || name == "typ");
    (says_so && is_plain).then(|| decoded(payload))?
}

fn is_for(claims: &Map<String, Value>, issuer: &str) -> bool {
    match claims.get("aud") {
        None => true,
        Some(Value::Array(several)) => several.iter().any(|one| one.as_str() == Some(issuer)),
        Some(one) => one.as_str() == Some(issuer),
    }
}

fn said(error: &JoseError) -> String {
    match error {
        JoseError::UnknownKey => "it is signed with none of the client's keys".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
