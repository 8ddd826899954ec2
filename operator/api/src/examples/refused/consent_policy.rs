//! Refused policies.

use serde_json::json;

use super::{Change, any_kind::with_any_kind};

pub(super) fn consent_policy() -> Vec<Change> {
    with_any_kind([itself(), legal_basis(), documents()].concat())
}

fn itself() -> Vec<Change> {
    vec![
        (
            "names a purpose in capital letters",
            "/spec/purposes/0/name",
            json!("Service"),
            "must be a name of at most 63",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/purposes/0/attributes/0",
            json!("e-mail"),
            "each item must begin with a letter",
        ),
        (
            "names an event without name",
            "/spec/purposes/0/events/0",
            json!(""),
            "the name of an event",
        ),
        (
            "asks for what needs no consent",
            "/spec/purposes/0/askedAtRegistration",
            json!(true),
            "askedAtRegistration needs a jurisdiction whose legal basis is Consent",
        ),
        (
            "keeps data for ever in words",
            "/spec/purposes/1/retention",
            json!("ever"),
            "must be a whole number from 1 to 9999",
        ),
    ]
}

fn legal_basis() -> Vec<Change> {
    vec![
        (
            "has two legal bases for all other jurisdictions",
            "/spec/purposes/1/legalBasis",
            json!([{ "basis": "Consent" }, { "basis": "LegitimateInterest" }]),
            "only one legal basis may leave out jurisdictions",
        ),
        (
            "has two legal bases for one jurisdiction",
            "/spec/purposes/1/legalBasis",
            json!([{ "jurisdictions": ["EU", "GB"], "basis": "Consent" }, { "jurisdictions": ["EU"], "basis": "LegitimateInterest" }]),
            "a jurisdiction may be named by one legal basis only",
        ),
        (
            "names a jurisdiction in words",
            "/spec/purposes/1/legalBasis",
            json!([{ "jurisdictions": ["Europe"], "basis": "Consent" }]),
            "a jurisdiction must be capital letters",
        ),
    ]
}

fn documents() -> Vec<Change> {
    vec![
        (
            "translates another version of the text",
            "/spec/purposes/1/documents/1/version",
            json!("2025-01"),
            "the same version in every language",
        ),
        (
            "has a version with spaces in every language",
            "/spec/purposes/1/documents",
            json!([{ "language": "en", "version": "1 a", "title": "News", "text": "We write to you." }]),
            "a version must be",
        ),
        (
            "has a text in no language",
            "/spec/purposes/1/documents/0/language",
            json!("english"),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a text without title",
            "/spec/purposes/1/documents/0/title",
            json!(""),
            "must not be empty",
        ),
        (
            "has a title without text",
            "/spec/purposes/1/documents/0/text",
            json!(""),
            "must not be empty",
        ),
    ]
}
