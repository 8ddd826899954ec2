//! Request objects (RFC 9101; `OpenID` Connect Core, section 6): the parameters of a request as a token that the client
//! signed.

mod parameters;

use domicile_bundle::{Application, Bundle};

pub use self::parameters::parameters_of;
use crate::{
    app::App, error::AuthError, openid::authorization_request::Problem, web::parameters::Parameters,
};

fn not_supported(name: &'static str) -> Problem {
    Problem::new(name, "request objects are not supported for this client")
}

/// Reads a request object that came with the request.
pub async fn read(
    _app: &App,
    _bundle: &Bundle,
    _application: &Application,
    _object: &str,
) -> Result<Result<Parameters, Problem>, AuthError> {
    Ok(Err(not_supported("request_not_supported")))
}

/// Fetches a request object from an address of the client.
pub async fn fetch(
    _app: &App,
    _bundle: &Bundle,
    _application: &Application,
    _uri: &str,
) -> Result<Result<Parameters, Problem>, AuthError> {
    Ok(Err(not_supported("request_uri_not_supported")))
}
