//! Where pushed requests are kept: in the region that they were pushed to, which other regions ask over the mesh.

use domicile_bundle::Bundle;
use domicile_residency::Handle;

use super::mesh;
use crate::{
    app::App, error::AuthError, store::pushed_authorization_requests as table,
    web::parameters::Parameters,
};

/// What a request is sealed for.
const USAGE: &str = "domicile pushed authorization request, version 1";
/// How long a browser has to come with it.
pub(super) const USABLE_SECONDS: u32 = 90;
/// How long it is kept: a sign-in that began with it may take half an hour.
const KEPT_SECONDS: u32 = USABLE_SECONDS + 1800;

/// Keeps a request of a client in this region; the answer names it.
pub(super) async fn keep(
    app: &App,
    client_id: &str,
    parameters: &Parameters,
) -> Result<Handle, AuthError> {
    let handle = Handle::random(app.region())?;
    let sealed = app
        .keys()
        .seal
        .seal(USAGE, parameters.to_query().as_bytes())?;
    let new = table::NewPushedRequest {
        handle: &handle,
        client_id,
        sealed: &sealed,
        usable_seconds: f64::from(USABLE_SECONDS),
        kept_seconds: f64::from(KEPT_SECONDS),
    };
    table::insert(app.pool(), new).await?;
    Ok(handle)
}

/// The request of a handle, wherever it was pushed; nothing when it is unknown, too old, used, or another client's.
///
/// # Errors
/// When its region does not answer.
pub async fn find(
    app: &App,
    bundle: &Bundle,
    handle: &Handle,
    client_id: &str,
) -> Result<Option<Parameters>, AuthError> {
    if handle.region() == app.region() {
        return find_here(app, handle, client_id).await;
    }
    mesh::find(app, bundle, handle, client_id).await
}

pub(super) async fn find_here(
    app: &App,
    handle: &Handle,
    client_id: &str,
) -> Result<Option<Parameters>, AuthError> {
    let Some(sealed) = table::find(app.pool(), handle, client_id).await? else {
        return Ok(None);
    };
    // A request that was sealed under an earlier key is as good as gone.
    let plain = app.keys().seal.open(USAGE, &sealed);
    let text = plain.and_then(|plain| String::from_utf8(plain).ok());
    Ok(text.map(|text| Parameters::parse(&text)))
}

/// Uses a handle up; false when it is gone already.
///
/// # Errors
/// When its region does not answer.
pub async fn consume(
    app: &App,
    bundle: &Bundle,
    handle: &Handle,
    client_id: &str,
) -> Result<bool, AuthError> {
    if handle.region() == app.region() {
        return Ok(table::consume(app.pool(), handle, client_id).await?);
    }
    mesh::consume(app, bundle, handle, client_id).await
}
