//! A request object at an address of the client (`OpenID` Connect Core, section 6.2; RFC 9101, section 5.2).
//!
//! Only an address that is registered, byte for byte, is ever asked: nobody makes us ask another one.

use axum::http::{HeaderMap, header};
use domicile_bundle::{Application, Bundle};

use crate::{
    app::App,
    openid::{authorization_request::Problem, request_object},
    web::parameters::Parameters,
};

/// What an object may come as, the registered type first (RFC 9101, section 10.4.1). A page or a picture on the
/// client's host is not taken for one.
const MEDIA_TYPES: [&str; 3] = [
    "application/oauth-authz-req+jwt",
    "application/jwt",
    "application/jose",
];

/// Asks for the object and reads it.
pub(super) async fn read(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    uri: &str,
) -> Result<Parameters, Problem> {
    let registered = &application.authorization.request_uris;
    let takes_unsigned = application.authorization.takes_unsigned_requests_from_there
        && !application.authorization.requires_signed_requests;
    if registered.is_empty() || (application.keys.is_none() && !takes_unsigned) {
        return Err(Problem::new(
            "request_uri_not_supported",
            "this client has registered no address of requests, or no keys to sign them with",
        ));
    }
    if !registered.iter().any(|own| own == uri) {
        return Err(bad_address(
            "`request_uri` is not one that this client has registered",
        ));
    }
    let object = fetch(app, bundle, uri).await.map_err(|reason| {
        let client = &application.client_id;
        tracing::info!(client, reason, "a request object could not be had");
        bad_address("no request object could be had from `request_uri`")
    })?;
    let object = object.trim();
    if takes_unsigned && request_object::is_unsigned(object) {
        return request_object::read_unsigned(application, &bundle.issuer, object);
    }
    request_object::read(app, bundle, application, object).await
}

/// The object, or why it cannot be had.
async fn fetch(app: &App, bundle: &Bundle, uri: &str) -> Result<String, String> {
    let client = app.outbound().client(bundle);
    let client = client.map_err(|error| error.to_string())?;
    // A fragment names a version of the content, and is not sent (RFC 3986, section 3.5).
    let address = uri.split('#').next().unwrap_or_default();
    let accepted = MEDIA_TYPES.join(", ");
    let answer = client.get(address, &accepted).await;
    let answer = answer.map_err(|error| error.to_string())?;
    if answer.status != 200 {
        return Err(format!("status {}", answer.status));
    }
    if !is_object(&answer.headers) {
        return Err("another media type".to_owned());
    }
    if answer.body.len() > request_object::MOST_BYTES {
        return Err("too long".to_owned());
    }
    String::from_utf8(answer.body).map_err(|_| "no text".to_owned())
}

fn is_object(headers: &HeaderMap) -> bool {
    let named = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let named = named.unwrap_or_default().split(';').next();
    let named = named.unwrap_or_default().trim();
    MEDIA_TYPES
        .iter()
        .any(|own| own.eq_ignore_ascii_case(named))
}

fn bad_address(description: &str) -> Problem {
    Problem::new("invalid_request_uri", description)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::is_object;

    #[test]
    fn a_page_is_not_taken_for_a_request() {
        let of = |text: &'static str| {
            HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(text))])
        };
        for good in [
            "application/oauth-authz-req+jwt",
            "Application/JWT; charset=utf-8",
            "application/jose",
        ] {
            assert!(is_object(&of(good)), "{good}");
        }
        for bad in ["", "text/html", "application/json", "application/jwt+x"] {
            assert!(!is_object(&of(bad)), "{bad}");
        }
        assert!(!is_object(&HeaderMap::new()));
    }
}
