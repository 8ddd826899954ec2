//! Messages about people homed here that came to another region.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity};

use crate::{
    ProfileStore,
    forward::ForwardedMessages,
    ingest::{
        message,
        report::Answer,
        take_in::{self, Envelope, Item},
    },
};

/// `POST /mesh/v1/ingest/batch`: checked and kept as if they had come here first.
pub(super) async fn take_in(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(endpoint): Path<String>,
    Json(forwarded): Json<ForwardedMessages>,
) -> Result<Json<Answer>, Problem> {
    peer.require(Workload::ProfileStore)?;
    if endpoint != "batch" {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "endpoint-unknown",
            "Messages are forwarded in batches.",
        ));
    }
    let loaded = store.bundle();
    let source = loaded
        .bundle
        .sources
        .iter()
        .find(|source| source.name == forwarded.source)
        .ok_or_else(|| {
            // The other region runs a newer or older configuration: the sender repeats, and then both are the same.
            Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "source-unknown",
                "This region does not know the source.",
            )
        })?;
    let items = forwarded
        .messages
        .into_iter()
        .map(|one| Item {
            index: one.index,
            message: message::read(&one.message, None),
            raw: one.message,
        })
        .collect();
    let envelope = Envelope {
        source,
        received_at: forwarded.received_at,
        items,
    };
    Ok(Json(
        take_in::from_region(&store, &loaded.bundle, envelope).await?,
    ))
}
