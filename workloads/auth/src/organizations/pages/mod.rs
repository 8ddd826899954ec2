//! `/organizations`: what a person is a member of, joining, and managing one's own organisation. At home only, like the
//! account; what is done goes through the same rules as the API ([`super::api`]), at the home of the organisation.

mod join;
mod manage;
mod overview;
mod own_login;
mod performed;

use axum::{Router, routing::get};

pub use performed::{Performed, perform};

use crate::app::App;

/// Memberships of the person.
pub const PATH: &str = "/organizations";
/// Where an invitation leads.
pub const JOIN: &str = "/organizations/join";
/// Where an administrator manages an organisation.
pub const MANAGE: &str = "/organizations/manage";

/// The text that says what state a membership is in.
fn state_key(state: &str) -> &'static str {
    match state {
        "requested" => "organizations-state-requested",
        "suspended" => "organizations-state-suspended",
        _ => "organizations-state-active",
    }
}

/// The pages and their forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(overview::show))
        .route(JOIN, get(join::show).post(join::submit))
        .route(MANAGE, get(manage::show).post(manage::submit))
}
