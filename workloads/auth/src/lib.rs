//! The auth workload: the `OpenID` provider and the pages on which people sign in.
//!
//! A request comes to one of our hosts ([`web`]), walks through the steps of a sign-in ([`registration`]) or asks the
//! provider something ([`openid`]). What has to be kept is kept as digests ([`store`]); who the person is, only the
//! profile-store of this region knows ([`profile_store`]).
//!
//! ```text
//! application ──/authorize──→ residence ──(hand-off)──→ name, address ──code──→ purposes ──→ application
//!      └──────/token, /userinfo──→ this region, or carried to the home region
//! ```
//!
//! The process holds no plain address or name outside the moment of a request: until the person exists, both travel
//! sealed in the browser's own cookie.

pub mod account;
pub mod app;
pub mod bounded_map;
pub mod country;
pub mod error;
#[cfg(test)]
mod example;
pub mod external;
pub mod factors;
pub mod federation;
pub mod legal_documents;
pub mod made_once;
pub mod mail;
pub mod measures;
pub mod membership;
pub mod openapi;
pub mod openid;
pub mod organizations;
pub mod outbound;
pub mod pages;
mod parsed_keys;
pub mod password;
pub mod personal_data;
pub mod phone;
pub mod profile_store;
pub mod progressive_profile;
pub mod purpose;
pub mod registration;
pub mod signing;
pub mod store;
pub mod texts;
pub mod web;
pub mod webhook;

use domicile_bundle::status::Workload;
use domicile_service::{Listeners, ServiceError, Settings};

use crate::app::{App, StartError};

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the process cannot start or a listener fails.
pub async fn serve() -> Result<(), StartError> {
    let context = domicile_service::start(Workload::Auth).await?;
    let app = App::from_context(&context)?;
    tokio::spawn(store::cleanup::run(
        app.pool().clone(),
        context.stopping().clone(),
    ));
    tokio::spawn(openid::backchannel_logout::run(
        app.clone(),
        context.stopping().clone(),
    ));
    let listeners = Listeners {
        public: Some(web::router::public(app.clone())),
        mesh: Some(web::router::mesh(app)),
    };
    Ok(context.serve(listeners).await?)
}

/// Brings the schema up to date and ends.
///
/// # Errors
/// When the database does not answer within the patience of migrations, or refuses one.
pub async fn migrate() -> Result<(), ServiceError> {
    domicile_service::install_telemetry();
    domicile_service::migrate::run(&Settings::from_environment()?, "auth", &store::MIGRATIONS).await
}
