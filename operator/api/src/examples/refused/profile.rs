//! Refused schemas and sources.

use serde_json::json;

use super::{Change, any_kind::with_any_kind};

pub(super) fn profile_schema() -> Vec<Change> {
    with_any_kind(vec![
        (
            "names nothing",
            "/spec",
            json!({ "tenantRef": { "name": "aurora" } }),
            "at least one attribute or event",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/attributes/1/name",
            json!("given-name"),
            "must begin with a letter",
        ),
        (
            "has a title in no language",
            "/spec/attributes/0/titles/0/language",
            json!("E"),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a title without text",
            "/spec/attributes/0/titles/0/text",
            json!(" "),
            "must not be empty",
        ),
        (
            "names an event with a space at the end",
            "/spec/events/0/name",
            json!("Flight Searched "),
            "the name of an event",
        ),
        (
            "names a property with a dot",
            "/spec/events/0/properties/0/name",
            json!("from.airport"),
            "must begin with a letter",
        ),
    ])
}

pub(super) fn profile_source() -> Vec<Change> {
    with_any_kind(vec![
        (
            "names no purpose",
            "/spec/purpose",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "sets an attribute with a hyphen",
            "/spec/attributes/0",
            json!("loyalty-tier"),
            "each item must begin with a letter",
        ),
        (
            "names a Secret that cannot exist",
            "/spec/writeKeySecretName",
            json!(""),
            "must be the name of a Secret",
        ),
    ])
}
