//! Values, times and names as people read them. Pure.

use domicile_bundle::{Attribute, Bundle, Purpose, PurposeDocument, Sms};
use domicile_pages::{Text, language};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use super::time_zone;
use crate::attribute::{
    merge::{PROVIDER, REGISTRATION, SIGN_IN},
    registered::ACCOUNT,
};

/// Years of the Buddhist Era, which Thai dates count, ahead of the common one.
const BUDDHIST_ERA: i64 = 543;

/// A point in time: for people, and for machines (`<time datetime>`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// `22 November 2026, 04:40 (UTC+1)`.
    pub(super) text: String,
    /// RFC 3339.
    pub(super) datetime: String,
}

/// Who reads: in which language, by which clock, under which configuration.
pub(super) struct Reader<'a> {
    /// Names of attributes and purposes.
    pub(super) bundle: &'a Bundle,
    /// Texts in the page's language.
    pub(super) text: Text<'a>,
    /// BCP 47 tag of the page.
    pub(super) language: &'a str,
    /// Time zone of the reader.
    pub(super) clock: TimeZone,
}

impl Reader<'_> {
    /// A point in time by the reader's calendar and clock.
    pub(super) fn moment(&self, time: Timestamp) -> Moment {
        moment(self.text, self.language, &self.clock, time)
    }

    /// A value of the profile.
    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::String(own) => own.clone(),
            Value::Bool(true) => self.text.say("yes"),
            Value::Bool(false) => self.text.say("no"),
            other => other.to_string(),
        }
    }

    /// What an attribute is called.
    pub(super) fn attribute(&self, name: &str) -> String {
        let titles = self
            .bundle
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|Attribute { titles, .. }| titles);
        titles
            .and_then(|titles| language::title(titles, self.language))
            .cloned()
            .unwrap_or_else(|| name.to_owned())
    }

    /// What a source is called.
    pub(super) fn source(&self, name: &str) -> String {
        if name == REGISTRATION {
            return self.text.say("source-registration");
        }
        if name == SIGN_IN {
            return self.text.say("source-sign-in");
        }
        if let Some(provider) = name.strip_prefix(PROVIDER) {
            if provider == Sms::SOURCE {
                return self.text.say("source-verified-phone");
            }
            let configured = self.bundle.sign_in.provider(provider);
            let mut links = self.bundle.sign_in.membership_links.iter();
            let link = links.find(|link| link.source() == provider);
            let title = link.and_then(|link| language::title(&link.titles, self.language));
            return configured
                .map(|known| &known.display_name)
                .or(title)
                .map_or_else(|| provider.to_owned(), Clone::clone);
        }
        system(name).to_owned()
    }

    /// What a purpose is called.
    pub(super) fn purpose(&self, name: &str) -> String {
        if name == ACCOUNT {
            return self.text.say("purpose-account");
        }
        self.bundle
            .purpose(name)
            .and_then(|purpose| document(purpose, self.language))
            .map_or_else(|| name.to_owned(), |document| document.title.clone())
    }
}

/// What a system of the tenant is called: its own name, without the namespace.
pub(super) fn system(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn moment(text: Text<'_>, language: &str, clock: &TimeZone, time: Timestamp) -> Moment {
    let zoned = time.to_zoned(clock.clone());
    let year = match language {
        "th" => i64::from(zoned.year()) + BUDDHIST_ERA,
        _ => zoned.year().into(),
    };
    let clock_face = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
    let zone = time_zone::offset(clock, time);
    let (day, month) = (zoned.day().into(), zoned.month().into());
    Moment {
        text: text.say_mixed(
            "moment",
            &[("clock", &clock_face), ("zone", &zone)],
            &[("day", day), ("month", month), ("year", year)],
        ),
        datetime: time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::texts;

    #[test]
    fn a_date_is_written_as_the_language_writes_it() {
        let messages = texts::messages().unwrap();
        let time: Timestamp = "2026-11-22T03:40:00Z".parse().unwrap();
        for (language, zone, expected) in [
            ("en", "Europe/London", "22 November 2026, 03:40 (UTC)"),
            ("fr", "Europe/Paris", "22 novembre 2026, 04:40 (UTC+1)"),
            (
                "de",
                "Europe/Berlin",
                "22. November 2026, 04:40 Uhr (UTC+1)",
            ),
            (
                "es",
                "America/Mexico_City",
                "21 de noviembre de 2026, 21:40 (UTC−6)",
            ),
            ("ja", "Asia/Tokyo", "2026年11月22日 12:40（UTC+9）"),
            (
                "th",
                "Asia/Bangkok",
                "22 พฤศจิกายน 2569 เวลา 10:40 น. (UTC+7)",
            ),
        ] {
            let text = messages.in_language(language);
            let moment = moment(text, language, &time_zone::clock(zone), time);
            assert_eq!(moment.text, expected);
            assert_eq!(moment.datetime, "2026-11-22T03:40:00Z");
        }
    }
}
