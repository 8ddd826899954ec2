//! The public keys of a client: in its configuration, or at its `jwks_uri`.
//!
//! A set from an address is kept as long as its host says, within bounds, and asked for again when a token names a key
//! that it does not have: at most every few seconds, so that nobody makes us ask on and on. While the host does not
//! answer, the last good set stays in use for a while.

mod fetched;

use std::sync::Arc;

use domicile_bundle::{Application, Bundle, ClientKeys};
use domicile_jose::{ForeignKeys, ForeignToken, JoseError, ProvenByForeignKey};
use serde::de::DeserializeOwned;
use serde_json::json;

pub use self::fetched::FetchedKeys;
use crate::app::App;

/// Proves a token that a client signed.
///
/// # Errors
/// What is wrong with it; [`JoseError::UnknownKey`] when the client has no keys, or they cannot be had.
pub async fn verify<T: DeserializeOwned>(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    token: &str,
    expected: &ForeignToken<'_>,
) -> Result<ProvenByForeignKey<T>, JoseError> {
    match &application.keys {
        None => Err(JoseError::UnknownKey),
        Some(ClientKeys::Jwks(keys)) => {
            ForeignKeys::from_jwk_set(&json!({ "keys": keys }))?.verify(token, expected)
        }
        Some(ClientKeys::JwksUri(uri)) => {
            let fetched = app.client_keys();
            let keys = fetched.known(app, bundle, uri).await;
            match keys.verify(token, expected) {
                Err(JoseError::UnknownKey) => fetched
                    .newer(app, bundle, uri)
                    .await
                    .verify(token, expected),
                outcome => outcome,
            }
        }
    }
}

/// The client's keys, as far as they can be had.
pub async fn of(app: &App, bundle: &Bundle, application: &Application) -> Arc<ForeignKeys> {
    match &application.keys {
        None => Arc::default(),
        Some(ClientKeys::Jwks(keys)) => {
            Arc::new(ForeignKeys::from_jwk_set(&json!({ "keys": keys })).unwrap_or_default())
        }
        Some(ClientKeys::JwksUri(uri)) => app.client_keys().known(app, bundle, uri).await,
    }
}
