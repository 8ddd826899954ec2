//! Values, times and names as people read them. Pure.

use domicile_bundle::{Attribute, Bundle, Purpose, PurposeDocument};
use domicile_pages::Text;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use crate::attribute::{merge::REGISTRATION, registered::ACCOUNT};

/// A point in time: for people, and for machines (`<time datetime>`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// `22 November 2026, 03:40 UTC`.
    pub(super) text: String,
    /// RFC 3339.
    pub(super) datetime: String,
}

/// A point in time in the page's language. UTC, because without a script a page does not know the reader's zone.
pub(super) fn moment(text: Text<'_>, time: Timestamp) -> Moment {
    let zoned = time.to_zoned(TimeZone::UTC);
    let month = text.say(&format!("month-{}", zoned.month()));
    let (day, year) = (zoned.day().to_string(), zoned.year().to_string());
    let clock = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
    Moment {
        text: text.say_all(
            "moment",
            &[
                ("day", &day),
                ("month", &month),
                ("year", &year),
                ("clock", &clock),
            ],
        ),
        datetime: zoned.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}

/// A value of the profile.
pub(super) fn value(text: Text<'_>, value: &Value) -> String {
    match value {
        Value::String(own) => own.clone(),
        Value::Bool(true) => text.say("yes"),
        Value::Bool(false) => text.say("no"),
        other => other.to_string(),
    }
}

/// What an attribute is called.
pub(super) fn attribute(bundle: &Bundle, language: &str, name: &str) -> String {
    let titles = bundle
        .attributes
        .iter()
        .find(|attribute| attribute.name == name)
        .map(|Attribute { titles, .. }| titles);
    titles
        .and_then(|titles| titles.get(language).or_else(|| titles.values().next()))
        .cloned()
        .unwrap_or_else(|| name.to_owned())
}

/// What a source is called: the tenant's own name for it, without the namespace.
pub(super) fn source(text: Text<'_>, name: &str) -> String {
    if name == REGISTRATION {
        return text.say("source-registration");
    }
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

/// What a purpose is called.
pub(super) fn purpose(bundle: &Bundle, text: Text<'_>, language: &str, name: &str) -> String {
    if name == ACCOUNT {
        return text.say("purpose-account");
    }
    bundle
        .purpose(name)
        .and_then(|purpose| document(purpose, language))
        .map_or_else(|| name.to_owned(), |document| document.title.clone())
}

/// A purpose's document in the page's language, else in any.
pub(super) fn document<'a>(purpose: &'a Purpose, language: &str) -> Option<&'a PurposeDocument> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
    let documents = &purpose.documents;
    documents
        .iter()
        .find(|document| primary(&document.language) == primary(language))
        .or_else(|| documents.first())
}
