//! What people see. Templates are in `templates/`, texts in `texts/`, the frame around both in `domicile-pages`.

pub mod account_choice;
pub mod code;
pub mod consent;
pub mod details;
pub mod device;
pub mod enrolment;
pub mod error;
pub mod factor;
pub mod form_post;
pub mod landing;
pub mod legal_documents;
pub mod link;
pub mod linking;
pub mod membership;
pub mod notice;
pub mod organization_choice;
pub mod password;
pub mod permission;
pub mod phone;
pub mod profile;
pub mod proof;
pub mod recovery_codes;
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
fn form_targets(request: Option<&AuthorizationRequest>) -> Vec<String> {
    request.map_or_else(
        || vec!["https:".to_owned()],
        |request| form_targets_of(&request.redirect_uri),
    )
}

/// Where a form may lead that ends at the application: its own origin, and any HTTPS address.
///
/// Chromium applies `form-action` to every redirect that follows, and an application may redirect on to addresses of
/// its own choice.
fn form_targets_of(redirect_uri: &str) -> Vec<String> {
    let mut targets = vec!["https:".to_owned()];
    if let Ok(uri) = Url::parse(redirect_uri) {
        if uri.origin().is_tuple() {
            targets.insert(0, uri.origin().ascii_serialization());
        } else {
            targets.insert(0, format!("{}:", uri.scheme()));
        }
    }
    targets
}
