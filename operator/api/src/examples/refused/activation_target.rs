//! Refused targets.

use serde_json::json;

use super::{Change, any_kind::with_any_kind};

pub(super) fn activation_target() -> Vec<Change> {
    with_any_kind([itself(), delivery()].concat())
}

fn itself() -> Vec<Change> {
    vec![
        (
            "sends without encryption out of the cluster",
            "/spec/webhook/url",
            json!("http://crm.example/hooks"),
            "must be an absolute https address without user or fragment",
        ),
        (
            "names a Secret that cannot exist",
            "/spec/webhook/signingSecretName",
            json!("a b"),
            "must be the name of a Secret",
        ),
        (
            "names a jurisdiction in words",
            "/spec/jurisdiction",
            json!("Europe"),
            "a jurisdiction must be capital letters",
        ),
        (
            "names a region that cannot exist",
            "/spec/regions",
            json!(["E U"]),
            "each item must be a name",
        ),
        (
            "names a purpose in capital letters",
            "/spec/purposes/0",
            json!("Service"),
            "each item must be a name",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/attributes/0",
            json!("e-mail"),
            "each item must begin with a letter",
        ),
        (
            "names an event without name",
            "/spec/events/0",
            json!(""),
            "the name of an event",
        ),
        (
            "has an empty filter",
            "/spec/filter",
            json!(""),
            "must not be empty",
        ),
    ]
}

fn delivery() -> Vec<Change> {
    vec![
        (
            "waits for an answer for an hour",
            "/spec/delivery",
            json!({ "timeout": "1h" }),
            "must be from 1s to 60s",
        ),
        (
            "waits for two days",
            "/spec/delivery",
            json!({ "maximumBackoff": "2d" }),
            "must be at most 24h",
        ),
        (
            "waits for two days at first",
            "/spec/delivery",
            json!({ "initialBackoff": "48h" }),
            "must be at most 24h",
        ),
        (
            "writes a duration in words",
            "/spec/delivery",
            json!({ "timeout": "10sec" }),
            "must be",
        ),
    ]
}
