//! Refused questions to people.

use serde_json::json;

use super::Change;

/// Of an application that signs people in with a browser.
pub(super) fn questions() -> Vec<Change> {
    let seat = |more: serde_json::Value| {
        let mut seat = json!({ "attribute": "seatPreference", "purpose": "service" });
        for (name, value) in more.as_object().into_iter().flatten() {
            seat[name] = value.clone();
        }
        json!([seat])
    };
    vec![
        (
            "asks again what cannot be skipped",
            "/spec/progressiveProfile",
            seat(json!({ "required": true, "askAgainAfter": "30d" })),
            "a question that is required cannot be skipped",
        ),
        (
            "asks at no time",
            "/spec/progressiveProfile",
            seat(json!({ "when": {} })),
            "say signIns, scope, or both",
        ),
        (
            "asks where a scope is asked for that it does not have",
            "/spec/progressiveProfile",
            seat(json!({ "when": { "scope": "address" } })),
            "progressiveProfile[].when.scope must be one of spec.scopes",
        ),
    ]
}

/// Of a device.
pub(super) fn questions_of_devices() -> Vec<Change> {
    vec![(
        "asks people questions on a device",
        "/spec/progressiveProfile",
        json!([{ "attribute": "seatPreference", "purpose": "service" }]),
        "progressiveProfile is about people who sign in with a browser",
    )]
}
