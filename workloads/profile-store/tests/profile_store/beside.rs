//! Another workload of a region: a peer on the real mesh that answers what the story needs.

use axum::Router;
use domicile_bundle::status::Workload;
use domicile_service::Listeners;
use tempfile::TempDir;

use crate::world::World;

/// Listens on the mesh beside the region's profile store.
pub async fn listen(world: &World, workload: Workload, region: &str, router: Router) {
    let folder: &'static TempDir = Box::leak(Box::new(tempfile::tempdir().unwrap()));
    let context = world
        .start(
            workload,
            region,
            folder.path(),
            "postgres://unused@127.0.0.1/unused",
        )
        .await;
    tokio::spawn(async move {
        context
            .serve(Listeners {
                public: None,
                mesh: Some(router),
            })
            .await
            .unwrap();
    });
}
