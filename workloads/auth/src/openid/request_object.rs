//! Request objects (RFC 9101; `OpenID` Connect Core, section 6): the parameters of a request as a token that the client
//! signed.

mod parameters;

use domicile_bundle::{Application, SecurityProfile};
use domicile_jose::{Algorithm, ForeignKeys, ForeignToken, JoseError};
use serde_json::{Map, Value};

use self::parameters::{invalid, parameters_of};
use crate::{openid::authorization_request::Problem, web::parameters::Parameters};

/// Longest object: RSA keys and `claims` make them long, but no request needs more.
const MOST_BYTES: usize = 16 * 1024;
/// `typ` of a request object (RFC 9101, section 10.8), with and without the prefix of media types.
const TYPES: [&str; 2] = ["oauth-authz-req+jwt", "JWT"];
/// Longest life of an object of a client of FAPI (FAPI 2.0 Message Signing, section 5.3.1).
const LONGEST_LIFE_SECONDS: u64 = 3600;

/// The parameters in a request object of a client, proven with its keys.
///
/// # Errors
/// When signature, type, time, issuer or audience is wrong, or a claim is no parameter.
pub fn read(
    application: &Application,
    issuer: &str,
    keys: &ForeignKeys,
    object: &str,
) -> Result<Parameters, Problem> {
    if object.len() > MOST_BYTES {
        return Err(invalid("it is longer than 16 KiB"));
    }
    let of_fapi = application.authorization.security_profile == SecurityProfile::Fapi2;
    let expected = ForeignToken {
        // An issuer and an audience that are named must fit; FAPI wants them named.
        issuer: of_fapi.then_some(application.client_id.as_str()),
        audiences: if of_fapi { &[issuer] } else { &[] },
        needs_expiry: of_fapi,
        longest_life_seconds: of_fapi.then_some(LONGEST_LIFE_SECONDS),
        ..ForeignToken::signed_with(algorithms(of_fapi))
    };
    let proven = keys
        .verify::<Map<String, Value>>(object, &expected)
        .map_err(|error| invalid(&said(&error)))?;
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

/// What an object may be signed with: FAPI 2.0 Security Profile, section 5.4.1 leaves RS256 out.
fn algorithms(of_fapi: bool) -> &'static [Algorithm] {
    if of_fapi {
        &[Algorithm::ES256, Algorithm::EdDSA, Algorithm::PS256]
    } else {
        &Algorithm::ALL
    }
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
