//! Which `OpenID` client a `client_id` names.

use std::sync::Arc;

use domicile_bundle::{Application, Bundle};

use crate::{app::App, error::AuthError};

/// The client of that identifier, or nothing when the tenant has none.
///
/// # Errors
/// When it cannot be found out.
#[allow(clippy::unused_async)] // Clients that registered themselves are asked for over the network.
pub async fn find(
    _app: &App,
    bundle: &Bundle,
    client_id: &str,
) -> Result<Option<Arc<Application>>, AuthError> {
    Ok(bundle.application(client_id).cloned().map(Arc::new))
}
