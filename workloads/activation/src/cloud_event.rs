//! The body of a delivery: a `CloudEvents` 1.0 event in structured JSON.

use cloudevents::{EventBuilder, EventBuilderV10};
use domicile_bundle::Bundle;
use serde_json::json;
use uuid::Uuid;

use crate::{payload::Event, projection::Projected};

/// `type` of every event that leaves.
pub const TYPE: &str = "dev.domicile.event";
/// Media type of the body (`CloudEvents` JSON format, section 3).
pub const MEDIA_TYPE: &str = "application/cloudevents+json; charset=utf-8";

/// Label of the ingest endpoint's host, which events name as their source.
const SOURCE_LABEL: &str = domicile_bundle::tenant::EVENTS_LABEL;

/// The body could not be composed: a value does not fit the format.
#[derive(Debug, thiserror::Error)]
#[error("the event does not fit CloudEvents 1.0")]
pub struct ComposeError;

/// Composes the body. `id` is the delivery's id, the same at every attempt.
///
/// # Errors
/// When a value does not fit the format.
pub fn compose(
    bundle: &Bundle,
    id: Uuid,
    subject: &str,
    event: &Event,
    projected: &Projected,
    purposes: &[String],
) -> Result<Vec<u8>, ComposeError> {
    let data = json!({
        "event": {
            "name": event.name,
            "properties": projected.properties,
            "occurredAt": event.occurred_at,
        },
        "attributes": projected.attributes,
        "purposes": purposes,
    });
    let event = EventBuilderV10::new()
        .id(id.to_string())
        .source(bundle.regional_origin(&bundle.region, SOURCE_LABEL))
        .ty(TYPE)
        .subject(subject)
        .time(event.occurred_at.to_string())
        .data("application/json", data)
        .build()
        .map_err(|_| ComposeError)?;
    serde_json::to_vec(&event).map_err(|_| ComposeError)
}
