//! Starting, serving, stopping.

use axum::Router;
use domicile_bundle::status::Workload;
use domicile_service::Listeners;

use crate::{ProfileStore, attribute::rules_changed, deletion, host, ingest, mesh, portal};

/// Runs the workload until it is asked to stop.
///
/// # Errors
/// When it cannot start, or a listener fails.
pub async fn until_stopped() -> anyhow::Result<()> {
    let context = domicile_service::start(Workload::ProfileStore).await?;
    let store = ProfileStore::new(context.clone())?;
    tokio::spawn(deletion::finish_pending(store.clone()));
    tokio::spawn(rules_changed::keep_current(store.clone()));
    let listeners = Listeners {
        public: Some(public(store.clone())),
        mesh: Some(mesh::router(store)),
    };
    Ok(context.serve(listeners).await?)
}

/// Everything that is served to the public: the portal on its hosts, ingest on its own.
pub fn public(store: ProfileStore) -> Router {
    host::dispatch(
        store.clone(),
        portal::router(store.clone()),
        ingest::router(store),
    )
}
