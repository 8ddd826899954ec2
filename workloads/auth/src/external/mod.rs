//! An issuer that stands in for the built-in sign-in (`signIn.external`).
//!
//! ```text
//! /authorize ─▶ /register ─▶ issuer ─▶ /federation/callback ─┬─ known here ──────▶ signed in
//!                  ▲                                         ├─ known elsewhere ─▶ that region ─▶ issuer …
//!                  └───────────── at home ◀── /residence ◀───┴─ known nowhere
//! ```
//!
//! It stands on the relying party of `federation`: attempts, callback and links are the same. What differs is decided
//! here: nobody is asked for a code, a password or a passkey ([`departure`]); a session opens only after the issuer has
//! vouched for the sign-in ([`voucher`]); whoever is known nowhere is made a person or linked with one ([`newcomer`]);
//! signing out ends the session at the issuer ([`sign_out`]), and the issuer ends ours ([`backchannel_logout`]). Logout is
//! the same for organisations' own issuers.

pub mod arrival;
pub mod backchannel_logout;
pub mod departure;
pub mod newcomer;
pub mod sign_out;
pub mod subjects;
pub mod voucher;

use axum::{
    Router,
    routing::{get, post},
};
use domicile_bundle::{Bundle, ExternalIssuer, SocialProvider};

use crate::app::App;

/// Where the issuer sends browsers back to that have signed out.
pub const SIGNED_OUT: &str = "/federation/signed-out";
/// Where the issuer says that sessions have ended.
pub const BACKCHANNEL_LOGOUT: &str = "/federation/backchannel-logout";

/// Whether a provider is the issuer that stands in for sign-in.
pub fn is_external(bundle: &Bundle, provider: &SocialProvider) -> bool {
    of(bundle).is_some_and(|external| external.provider == *provider)
}

/// The issuer, where there is one.
pub fn of(bundle: &Bundle) -> Option<&ExternalIssuer> {
    bundle.sign_in.external.as_ref()
}

/// What browsers and the issuer reach.
pub fn routes() -> Router<App> {
    Router::new()
        .route(SIGNED_OUT, get(sign_out::come_back))
        .route(BACKCHANNEL_LOGOUT, post(backchannel_logout::told))
}

/// What other regions reach.
pub fn mesh() -> Router<App> {
    Router::new()
        .route(subjects::PATH, post(subjects::find))
        .route(
            backchannel_logout::PATH,
            post(backchannel_logout::passed_on),
        )
}
