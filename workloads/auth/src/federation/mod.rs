//! Signing in by a provider (`signIn.social`), and linking it with the person's account.
//!
//! ```text
//! /register ──/federation/to/<name>──→ provider ──/federation/callback──→ known here:   signed in
//!                                                                  └─→ unknown here: /register, /code … → /linking
//! ```
//!
//! A provider's subject is found by a keyed digest, in the region where its person lives. Somebody unknown proves an
//! account of ours, or registers, as everybody does; only then the subject is linked with it. What the provider said is
//! kept in the browser until then, sealed and bound to the sign-in: no table holds it, and nothing is found by an
//! e-mail address that a provider names.
//!
//! There is one redirect URI for all regions and brands. `state` is a handle: whichever region answers sends the
//! browser on to the region and the address that it set out from, where its cookies are.

pub mod arrived;
pub mod begin;
pub mod callback;
pub mod identity_provider;
pub mod linking;
pub mod provider;
pub mod taken;

use axum::{
    Router,
    routing::{get, post},
};

use crate::app::App;

/// Where every provider sends browsers back to.
pub const CALLBACK: &str = "/federation/callback";
/// What the addresses begin with where browsers set out to a provider; its name follows.
pub const SET_OUT: &str = "/federation/to/";
/// The page that asks whether to link.
pub const LINKING: &str = "/linking";

/// `amr` of a sign-in by somebody else. RFC 8176 has no value for it; this one is in wide use.
pub const METHOD: &str = "fed";

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route(CALLBACK, get(callback::arrive))
        .route("/federation/to/{provider}", post(begin::submit))
        .route(LINKING, get(linking::show).post(linking::submit))
}
