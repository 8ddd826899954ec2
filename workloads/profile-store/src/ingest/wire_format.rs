//! What a sender may write, for the `OpenAPI` document. [`super::message`] reads more leniently than this: a field that
//! is not named here is let through unread, as Segment's own libraries send many.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::ToSchema;

/// Whom a message is about, and when it happened.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Origin {
    /// The person's `sub`.
    #[schema(example = "4Zk0uY0m3mW2p0QJr1xq7g")]
    pub user_id: Option<String>,
    /// Somebody of whom the source knows nothing else; such an event is kept under it and never delivered.
    #[schema(min_length = 1, max_length = 200)]
    pub anonymous_id: Option<String>,
    /// The sender's name for the message: what comes twice under one name is kept once.
    #[schema(min_length = 1, max_length = 200)]
    pub message_id: Option<String>,
    /// When it happened, by the sender's clock.
    #[schema(format = DateTime)]
    pub original_timestamp: Option<String>,
    /// The same, where `originalTimestamp` is not given.
    #[schema(format = DateTime)]
    pub timestamp: Option<String>,
    /// When it was sent, by the same clock, which is corrected by it.
    #[schema(format = DateTime)]
    pub sent_at: Option<String>,
    /// The source's write key, where the header does not show it.
    pub write_key: Option<String>,
}

/// Attributes of a person.
#[derive(ToSchema)]
pub struct Identify {
    /// Whom it is about, and when it happened.
    #[serde(flatten)]
    pub origin: Origin,
    /// By the name that the `ProfileSchema` gives them.
    pub traits: Option<BTreeMap<String, Value>>,
}

/// Something happened.
#[derive(ToSchema)]
pub struct Track {
    /// Whom it is about, and when it happened.
    #[serde(flatten)]
    pub origin: Origin,
    /// Name of the event, as the `ProfileSchema` gives it.
    #[schema(min_length = 1, max_length = 200, example = "Order Completed")]
    pub event: String,
    /// By the name that the `ProfileSchema` gives them.
    pub properties: Option<BTreeMap<String, Value>>,
}

/// A message that says its own type.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[serde(tag = "type")]
pub enum Message {
    /// Attributes of a person.
    Identify(Identify),
    /// Something happened.
    Track(Track),
}

/// Many messages.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Batch {
    /// At most 512 KiB altogether.
    pub batch: Vec<Message>,
    /// When they were sent, for messages that do not say it themselves.
    #[schema(format = DateTime)]
    pub sent_at: Option<String>,
    /// The source's write key, where the header does not show it.
    pub write_key: Option<String>,
}
