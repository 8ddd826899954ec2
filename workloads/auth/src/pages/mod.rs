//! What people see. Templates are in `templates/`, texts in `texts/`, the frame around both in `domicile-pages`.

pub mod code;
pub mod consent;
pub mod details;
pub mod error;
pub mod landing;
pub mod residence;
pub mod sign_out;

use url::Url;

use crate::openid::authorization_request::AuthorizationRequest;

/// One thing to put right, shown above the form and linked to its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Element id of the field.
    pub field: String,
    /// What to do.
    pub text: String,
}

/// Where the answers to forms may lead, for `form-action`.
///
/// Chromium applies it to every redirect that follows, and an application may redirect on to addresses of its own
/// choice. So any HTTPS address is allowed, and beyond that only the application's own scheme or loopback address.
fn form_targets(request: &AuthorizationRequest) -> Vec<String> {
    let mut targets = vec!["https:".to_owned()];
    if let Ok(uri) = Url::parse(&request.redirect_uri) {
        match (uri.scheme(), uri.host_str(), uri.port()) {
            ("https", ..) => {}
            ("http", Some(host), Some(port)) => targets.push(format!("http://{host}:{port}")),
            ("http", Some(host), None) => targets.push(format!("http://{host}")),
            (scheme, ..) => targets.push(format!("{scheme}:")),
        }
    }
    targets
}
