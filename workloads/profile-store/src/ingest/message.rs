//! What a message says (Segment Spec: `identify`, `track`). Pure: nothing here asks whether it is allowed.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{report::Reason, time::Times};
use crate::Subject;

/// Longest `messageId`, `anonymousId` and event name in bytes.
const LONGEST_NAME: usize = 200;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Whom it is about.
    pub about: About,
    /// The sender's name for it.
    pub message_id: Option<String>,
    /// What it says about time.
    pub times: Times,
    /// What it says.
    pub call: Call,
}

/// Whom a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The person of a `userId`.
    Person(Subject),
    /// Somebody of whom the source knows an `anonymousId` only.
    Anonymous(String),
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// Attributes of the person.
    Identify {
        /// By name.
        traits: Map<String, Value>,
    },
    /// Something happened.
    Track {
        /// Name of the event.
        event: String,
        /// By name.
        properties: Map<String, Value>,
    },
}

/// Type of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageType {
    /// `identify`.
    Identify,
    /// `track`.
    Track,
}

impl MessageType {
    fn of(name: &str) -> Option<Self> {
        match name {
            "identify" => Some(Self::Identify),
            "track" => Some(Self::Track),
            _ => None,
        }
    }
}

/// A message that cannot be read, with what is needed to report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The sender's name for it, if that could be read.
    pub message_id: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The field that is wrong.
    pub field: &'static str,
}

/// Reads a message. Its type is `known` from the endpoint, or said by the message in a batch.
///
/// # Errors
/// What is wrong with which field.
pub fn read(value: &Value, known: Option<MessageType>) -> Result<Message, Unreadable> {
    let message_id = message_id(value);
    let wrong = |reason, field| Unreadable {
        message_id: message_id.clone(),
        reason,
        field,
    };
    let object = value
        .as_object()
        .ok_or_else(|| wrong(Reason::Malformed, "message"))?;
    let message_type = match known {
        Some(known) => known,
        None => object
            .get("type")
            .and_then(Value::as_str)
            .and_then(MessageType::of)
            .ok_or_else(|| wrong(Reason::UnsupportedType, "type"))?,
    };
    let about = about(object).map_err(|(reason, field)| wrong(reason, field))?;
    let call =
        call(object, message_type, &about).map_err(|(reason, field)| wrong(reason, field))?;
    Ok(Message {
        about,
        times: times(object),
        call,
        message_id,
    })
}

/// The messages of a batch; nothing when it is no batch.
///
/// A message that does not say when it was sent was sent with its batch.
pub fn batch(value: Value) -> Option<Vec<Value>> {
    let Value::Object(mut object) = value else {
        return None;
    };
    let sent = object.remove("sentAt");
    let Value::Array(mut messages) = object.remove("batch")? else {
        return None;
    };
    if let Some(sent) = sent {
        for message in messages.iter_mut().filter_map(Value::as_object_mut) {
            message.entry("sentAt").or_insert_with(|| sent.clone());
        }
    }
    Some(messages)
}

fn message_id(value: &Value) -> Option<String> {
    value
        .get("messageId")
        .and_then(short_text)
        .map(str::to_owned)
}

fn about(object: &Map<String, Value>) -> Result<About, (Reason, &'static str)> {
    match object.get("userId") {
        None | Some(Value::Null) => {}
        // A text that is no `sub` of ours belongs to nobody: there is no second kind of identifier to try.
        Some(Value::String(text)) => {
            return Subject::parse(text)
                .map(About::Person)
                .ok_or((Reason::UnknownPerson, "userId"));
        }
        Some(_) => return Err((Reason::Malformed, "userId")),
    }
    match object.get("anonymousId") {
        None | Some(Value::Null) => Err((Reason::MissingIdentity, "userId")),
        Some(value) => short_text(value)
            .map(|id| About::Anonymous(id.to_owned()))
            .ok_or((Reason::Malformed, "anonymousId")),
    }
}

fn call(
    object: &Map<String, Value>,
    message_type: MessageType,
    about: &About,
) -> Result<Call, (Reason, &'static str)> {
    match message_type {
        // Traits make a profile, and there is no profile without a person.
        MessageType::Identify if matches!(about, About::Anonymous(_)) => {
            Err((Reason::MissingIdentity, "userId"))
        }
        MessageType::Identify => Ok(Call::Identify {
            traits: fields(object, "traits")?,
        }),
        MessageType::Track => Ok(Call::Track {
            event: object
                .get("event")
                .and_then(short_text)
                .ok_or((Reason::Malformed, "event"))?
                .to_owned(),
            properties: fields(object, "properties")?,
        }),
    }
}

fn fields(
    object: &Map<String, Value>,
    name: &'static str,
) -> Result<Map<String, Value>, (Reason, &'static str)> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(fields)) => Ok(fields.clone()),
        Some(_) => Err((Reason::Malformed, name)),
    }
}

fn times(object: &Map<String, Value>) -> Times {
    let of = |name: &str| object.get(name).and_then(time);
    Times {
        happened: of("originalTimestamp").or_else(|| of("timestamp")),
        sent: of("sentAt"),
    }
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_str().filter(|text| text.len() <= 64)?.parse().ok()
}

fn short_text(value: &Value) -> Option<&str> {
    value
        .as_str()
        .filter(|text| !text.is_empty() && text.len() <= LONGEST_NAME && !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const SUB: &str = "4Zk0uY0m3mW2p0QJr1xq7g";

    #[test]
    fn a_message_is_read_as_its_library_sends_it() {
        let value = json!({
            "type": "track", "userId": SUB, "anonymousId": "a", "messageId": "m1", "event": "Order Completed",
            "properties": { "total": 12.5 }, "context": { "ip": "203.0.113.9" }, "integrations": {},
            "timestamp": "2026-11-22T03:00:00.000Z", "sentAt": "2026-11-22T03:00:01.000Z"
        });
        let message = read(&value, None).unwrap();
        assert_eq!(message.about, About::Person(Subject::parse(SUB).unwrap()));
        assert_eq!(message.message_id.as_deref(), Some("m1"));
        assert!(message.times.happened.is_some() && message.times.sent.is_some());
        let Call::Track { event, properties } = message.call else {
            panic!("not a track")
        };
        assert_eq!(
            (event.as_str(), &properties["total"]),
            ("Order Completed", &json!(12.5))
        );
    }

    #[test]
    fn the_table_of_unreadable_messages() {
        for (value, reason, field) in [
            (json!(7), Reason::Malformed, "message"),
            (
                json!({ "type": "page", "userId": SUB }),
                Reason::UnsupportedType,
                "type",
            ),
            (json!({ "userId": SUB }), Reason::UnsupportedType, "type"),
            (
                json!({ "type": "track", "event": "x" }),
                Reason::MissingIdentity,
                "userId",
            ),
            (
                json!({ "type": "track", "event": "x", "userId": 7 }),
                Reason::Malformed,
                "userId",
            ),
            (
                json!({ "type": "track", "event": "x", "userId": "camille@example.com" }),
                Reason::UnknownPerson,
                "userId",
            ),
            (
                json!({ "type": "track", "event": "x", "anonymousId": "" }),
                Reason::Malformed,
                "anonymousId",
            ),
            (
                json!({ "type": "track", "userId": SUB }),
                Reason::Malformed,
                "event",
            ),
            (
                json!({ "type": "track", "userId": SUB, "event": "x", "properties": [] }),
                Reason::Malformed,
                "properties",
            ),
            (
                json!({ "type": "identify", "userId": SUB, "traits": "x" }),
                Reason::Malformed,
                "traits",
            ),
            (
                json!({ "type": "identify", "anonymousId": "a" }),
                Reason::MissingIdentity,
                "userId",
            ),
        ] {
            let wrong = read(&value, None).unwrap_err();
            assert_eq!((wrong.reason, wrong.field), (reason, field), "{value}");
        }
    }

    #[test]
    fn a_message_of_a_batch_was_sent_with_it_unless_it_says_otherwise() {
        let messages =
            batch(json!({ "sentAt": "B", "batch": [{ "a": 1 }, { "sentAt": "M" }, 7] })).unwrap();
        assert_eq!(
            messages,
            [
                json!({ "a": 1, "sentAt": "B" }),
                json!({ "sentAt": "M" }),
                json!(7)
            ]
        );
        for wrong in [json!([]), json!({}), json!({ "batch": {} }), json!(null)] {
            assert_eq!(batch(wrong), None);
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,30}".prop_map(Value::from),
            Just(Value::from(SUB)),
            Just(Value::from("2026-11-22T03:00:00Z")),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            let key = prop_oneof![
                Just("type".to_owned()),
                Just("userId".to_owned()),
                Just("anonymousId".to_owned()),
                Just("messageId".to_owned()),
                Just("event".to_owned()),
                Just("properties".to_owned()),
                Just("traits".to_owned()),
                Just("timestamp".to_owned()),
                Just("sentAt".to_owned()),
                Just("batch".to_owned()),
                ".{0,10}",
            ];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((key, inner), 0..8)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_payload_makes_the_reader_panic(value in any_json()) {
            for known in [None, Some(MessageType::Identify), Some(MessageType::Track)] {
                let _message = read(&value, known);
            }
            let _batch = batch(value);
        }
    }
}
