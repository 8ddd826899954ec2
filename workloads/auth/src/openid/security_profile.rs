//! What the FAPI 2.0 Security Profile asks for beyond what every client is held to.
//!
//! Much of it is here for everybody: `iss` in the answer, codes of a minute, exact redirect URIs, no implicit flow. That
//! a client proves itself by a key and has tokens that are bound, its configuration says.

use std::slice;

use domicile_bundle::{Application, SecurityProfile};
use domicile_jose::Algorithm;

/// Whether a client is held to it.
pub fn is_fapi(application: &Application) -> bool {
    application.authorization.security_profile == SecurityProfile::Fapi2
}

/// What a client may sign its requests with: what it has registered for them, else what its profile allows.
pub fn algorithms_of_requests(application: &Application) -> &[Algorithm] {
    let rules = &application.authorization;
    let registered = rules.request_object_signing_alg.as_ref();
    registered.map_or(rules.security_profile.algorithms(), slice::from_ref)
}

/// What a client may sign its assertions with, in the same way.
pub fn algorithms_of_assertions(application: &Application) -> &[Algorithm] {
    let registered = application.token_endpoint_auth_signing_alg.as_ref();
    let profile = application.authorization.security_profile;
    registered.map_or(profile.algorithms(), slice::from_ref)
}

/// Whether each use of a refresh token gives the client another one. Section 5.3.2.1, point 9 forbids it: the token is
/// bound to a client that proves itself by a key, and a lost answer must not sign people out.
pub fn rotates_refresh_tokens(application: &Application) -> bool {
    !is_fapi(application)
}
