//! Refused brands.

use serde_json::json;

use super::{Change, any_kind::with_any_kind};

pub(super) fn brand() -> Vec<Change> {
    with_any_kind([itself(), look_and_languages(), documents()].concat())
}

fn itself() -> Vec<Change> {
    vec![
        (
            "has no name for people",
            "/spec/displayName",
            json!("  "),
            "must not be empty",
        ),
        (
            "writes a host in capital letters",
            "/spec/hosts/0",
            json!("ID.aurora.localhost"),
            "each host must be a host name",
        ),
        (
            "gives help at no address",
            "/spec/supportEmail",
            json!("help"),
            "must be an e-mail address",
        ),
    ]
}

fn look_and_languages() -> Vec<Change> {
    vec![
        (
            "names a colour in words",
            "/spec/look/primaryColor",
            json!("blue"),
            "must be a colour as #",
        ),
        (
            "names a colour in three digits",
            "/spec/look/backgroundColor",
            json!("#fff"),
            "must be a colour as #",
        ),
        (
            "lets the background run into a colour in words",
            "/spec/look/gradientColor",
            json!("sky"),
            "must be a colour as #",
        ),
        (
            "puts a link into the picture",
            "/spec/look/illustrationSvg",
            json!("<svg><a href=\"https://evil.example\"/></svg>"),
            "must be one <svg> element without script",
        ),
        (
            "puts a script into the logo",
            "/spec/look/logoSvg",
            json!("<svg><script>alert(1)</script></svg>"),
            "must be one <svg> element without script",
        ),
        (
            "names a language in words",
            "/spec/languages/0",
            json!("English"),
            "a language must be a BCP 47 tag",
        ),
        (
            "offers a language twice",
            "/spec/languages/1",
            json!("en"),
            "each language may be named once",
        ),
    ]
}

fn documents() -> Vec<Change> {
    vec![
        (
            "links to a page that is not encrypted",
            "/spec/documents/0/texts/0/url",
            json!("http://aurora.example"),
            "an absolute https address",
        ),
        (
            "has a document without kind",
            "/spec/documents/0/name",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "has a document in no language",
            "/spec/documents/0/texts/0/language",
            json!(""),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a version with spaces",
            "/spec/documents/0/version",
            json!("November 2026"),
            "a version must be",
        ),
        (
            "has a link without text",
            "/spec/documents/0/texts/0/title",
            json!(""),
            "must not be empty",
        ),
        (
            "asks people again without saying what changed",
            "/spec/documents/0/texts/0/changes",
            json!(null),
            "say what changed in every language",
        ),
        (
            "asks people again on a day that there is not",
            "/spec/documents/0/reconsentBefore",
            json!("2026-02-29T00:00:00Z"),
            "must be a time in UTC",
        ),
        (
            "has a document that applies from a day without time",
            "/spec/documents/0/effectiveAt",
            json!("2026-11-01"),
            "must be a time in UTC",
        ),
    ]
}
