//! Which `OpenID` client a `client_id` names: an `Application` of the bundle, or one that registered itself in a
//! region, which its identifier begins with.

mod elsewhere;
mod introduction;

use std::sync::Arc;

use domicile_bundle::{Application, Bundle, SigningAlgorithms};
use domicile_residency::Handle;

pub use self::{
    elsewhere::{Elsewhere, found_here, logo_here},
    introduction::{Address, Introduction},
};
use crate::{
    app::App,
    error::AuthError,
    openid::client_registration::metadata::ClientMetadata,
    store::registered_clients::{self, RegisteredClient},
};

/// The client of that identifier, or nothing when the tenant has none.
///
/// # Errors
/// When it cannot be found out.
pub async fn find(
    app: &App,
    bundle: &Bundle,
    client_id: &str,
) -> Result<Option<Arc<Application>>, AuthError> {
    if let Some(application) = bundle.application(client_id) {
        return Ok(Some(Arc::new(application.clone())));
    }
    let Some(template) = template(bundle) else {
        return Ok(None);
    };
    let offered = &bundle.openid.signing_algorithms;
    let registered = registered(app, bundle, client_id).await?;
    Ok(registered.and_then(|registered| application(template, offered, registered)))
}

/// What clients that register themselves get, where they may.
fn template(bundle: &Bundle) -> Option<&Application> {
    let registration = bundle.openid.dynamic_registration.as_ref()?;
    bundle.application(&registration.template)
}

/// The client that registered itself under that identifier, in whichever region.
async fn registered(
    app: &App,
    bundle: &Bundle,
    client_id: &str,
) -> Result<Option<RegisteredClient>, AuthError> {
    let (Some(_), Ok(handle)) = (template(bundle), Handle::parse(client_id)) else {
        return Ok(None);
    };
    if handle.region() == app.region() {
        return Ok(registered_clients::find(app.pool(), client_id).await?);
    }
    app.registered_clients().find(app, bundle, &handle).await
}

/// The logo of a client that registered itself, as a `data:` address. The page does without where it cannot be had.
async fn logo(app: &App, bundle: &Bundle, client_id: &str) -> Option<String> {
    let handle = Handle::parse(client_id).ok()?;
    let found = if handle.region() == app.region() {
        registered_clients::logo(app.pool(), client_id)
            .await
            .map_err(AuthError::from)
    } else {
        Elsewhere::logo(app, bundle, &handle).await
    };
    found
        .inspect_err(|error| tracing::warn!(%error, "a page does without the logo of a client"))
        .ok()?
}

/// A registered client under the template as it is now: what template and tenant have lost since, the client has lost as
/// well.
fn application(
    template: &Application,
    offered: &SigningAlgorithms,
    registered: RegisteredClient,
) -> Option<Arc<Application>> {
    let metadata: ClientMetadata = serde_json::from_value(registered.metadata).ok()?;
    let mut application = metadata.to_application(template, offered).ok()?;
    application.client_id = registered.client_id;
    application.secret_digests = registered.secret_digests;
    Some(Arc::new(application))
}
