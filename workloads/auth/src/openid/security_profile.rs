//! What the FAPI 2.0 Security Profile asks for beyond what every client is held to.
//!
//! Much of it is here for everybody: `iss` in the answer, codes of a minute, exact redirect URIs, no implicit flow. That
//! a client proves itself by a key and has tokens that are bound, its configuration says.

use domicile_bundle::{Application, SecurityProfile};
use domicile_jose::Algorithm;

/// Section 5.4.1: no RSASSA-PKCS1-v1_5.
const ALGORITHMS_OF_FAPI: [Algorithm; 3] = [Algorithm::ES256, Algorithm::EdDSA, Algorithm::PS256];

/// Whether a client is held to it.
pub fn is_fapi(application: &Application) -> bool {
    application.authorization.security_profile == SecurityProfile::Fapi2
}

/// What a client may sign with.
pub fn algorithms(application: &Application) -> &'static [Algorithm] {
    if is_fapi(application) {
        &ALGORITHMS_OF_FAPI
    } else {
        &Algorithm::ALL
    }
}

/// Whether each use of a refresh token gives the client another one. Section 5.3.2.1, point 9 forbids it: the token is
/// bound to a client that proves itself by a key, and a lost answer must not sign people out.
pub fn rotates_refresh_tokens(application: &Application) -> bool {
    !is_fapi(application)
}
