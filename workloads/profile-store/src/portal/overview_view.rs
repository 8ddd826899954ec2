//! What the start page shows, as plain values. Pure.

use std::collections::BTreeMap;

use domicile_bundle::{LegalBasis, Purpose};
use domicile_consent::{PurposeState, decision::permitted};

use super::{
    time_zone,
    wording::{self, Moment, Reader},
};
use crate::{attribute::merge::Candidate, event::Shown};

/// One value that is known.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) value: String,
    pub(super) source: String,
    pub(super) purpose: String,
    pub(super) when: Moment,
    /// What other sources say, which is not used.
    pub(super) others: Vec<String>,
}

/// One thing that happened.
pub(super) struct Happening {
    pub(super) name: String,
    pub(super) details: String,
    pub(super) source: String,
    pub(super) purpose: String,
    pub(super) when: Moment,
}

/// One purpose with what the person decided.
pub(super) struct ConsentCard {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) explanation: String,
    /// Language of title and explanation.
    pub(super) language: String,
    pub(super) allowed: bool,
    pub(super) state: String,
    pub(super) since: Option<Moment>,
    pub(super) basis: String,
    /// What of the profile the purpose covers.
    pub(super) covers: String,
    pub(super) button: Option<Button>,
}

/// The one button of a card.
pub(super) struct Button {
    pub(super) id: String,
    pub(super) choice: &'static str,
    pub(super) label: String,
    /// Says for screen readers which purpose it is about.
    pub(super) description: String,
}

/// A time zone that the person may choose.
pub(super) struct Zone {
    /// IANA name.
    pub(super) name: &'static str,
    /// The place that it is called after.
    pub(super) place: String,
    pub(super) chosen: bool,
}

/// The time zones of a country, if there is a choice.
pub(super) fn zones(country: &str, chosen: &str) -> Vec<Zone> {
    let all = time_zone::of_country(country);
    let zone = |name: &'static str| Zone {
        name,
        place: time_zone::place(name),
        chosen: name == chosen,
    };
    if all.len() < 2 {
        return Vec::new();
    }
    all.into_iter().map(zone).collect()
}

/// Everything that is known, in the order of the schema; what left the schema comes last.
pub(super) fn facts(
    reader: &Reader<'_>,
    current: &BTreeMap<String, Candidate>,
    all: &[(String, Candidate)],
) -> Vec<Fact> {
    let place = |name: &str| {
        let attributes = &reader.bundle.attributes;
        attributes
            .iter()
            .position(|attribute| attribute.name == name)
            .unwrap_or(attributes.len())
    };
    let mut known: Vec<_> = current.iter().collect();
    known.sort_by_key(|(name, _)| place(name));
    known
        .into_iter()
        .map(|(name, winner)| Fact {
            name: name.clone(),
            title: reader.attribute(name),
            value: reader.value(&winner.value),
            source: reader.source(&winner.source),
            purpose: reader.purpose(&winner.purpose),
            when: reader.moment(winner.observed_at),
            others: others(reader, name, winner, all),
        })
        .collect()
}

/// Values of other sources that did not win: they are known too.
fn others(
    reader: &Reader<'_>,
    name: &str,
    winner: &Candidate,
    all: &[(String, Candidate)],
) -> Vec<String> {
    all.iter()
        .filter(|(own, other)| own == name && other.source != winner.source)
        .map(|(_, other)| {
            let (value, source) = (reader.value(&other.value), reader.source(&other.source));
            reader
                .text
                .say_all("known-other", &[("value", &value), ("source", &source)])
        })
        .collect()
}

/// What happened, as it came.
pub(super) fn happenings(reader: &Reader<'_>, events: &[Shown]) -> Vec<Happening> {
    let details = |event: &Shown| {
        let each = event
            .properties
            .iter()
            .map(|(name, value)| format!("{name}: {}", reader.value(value)));
        each.collect::<Vec<_>>().join(", ")
    };
    events
        .iter()
        .map(|event| Happening {
            name: event.name.clone(),
            details: details(event),
            source: reader.source(&event.source),
            purpose: reader.purpose(&event.purpose),
            when: reader.moment(event.occurred_at),
        })
        .collect()
}

/// Every purpose: those with a say first.
pub(super) fn consents(reader: &Reader<'_>, states: &[PurposeState]) -> Vec<ConsentCard> {
    let has_say = |purpose: &Purpose| crate::decision::refusal_of(purpose.legal_basis).is_some();
    let mut purposes: Vec<&Purpose> = reader.bundle.purposes.iter().collect();
    purposes.sort_by_key(|purpose| !has_say(purpose));
    purposes
        .into_iter()
        .map(|purpose| {
            let state = states.iter().find(|state| state.purpose == purpose.name);
            card(reader, purpose, state)
        })
        .collect()
}

fn card(reader: &Reader<'_>, purpose: &Purpose, state: Option<&PurposeState>) -> ConsentCard {
    let document = wording::document(purpose, reader.language);
    let title = document.map_or_else(|| purpose.name.clone(), |document| document.title.clone());
    let allowed = permitted(purpose.legal_basis, state.map(|state| state.decision)).is_ok();
    let covered: Vec<String> = purpose
        .attributes
        .iter()
        .map(|name| reader.attribute(name))
        .collect();
    ConsentCard {
        name: purpose.name.clone(),
        explanation: document.map_or_else(String::new, |document| document.text.clone()),
        language: document.map_or_else(
            || reader.language.to_owned(),
            |document| document.language.clone(),
        ),
        allowed,
        state: reader
            .text
            .say(state_key(purpose.legal_basis, allowed, state.is_some())),
        since: state.map(|state| reader.moment(state.changed_at)),
        basis: reader.text.say(basis_key(purpose.legal_basis)),
        covers: covered.join(", "),
        button: button(reader, purpose, &title, allowed),
        title,
    }
}

fn button(reader: &Reader<'_>, purpose: &Purpose, title: &str, allowed: bool) -> Option<Button> {
    crate::decision::refusal_of(purpose.legal_basis)?;
    let (choice, label, description) = match (allowed, purpose.legal_basis) {
        (true, LegalBasis::LegitimateInterest) => ("withdraw", "object", "object-for"),
        (true, _) => ("withdraw", "withdraw", "withdraw-for"),
        (false, _) => ("give", "give", "give-for"),
    };
    Some(Button {
        id: format!("{choice}-{}", purpose.name),
        choice,
        label: reader.text.say(label),
        description: reader.text.say_with(description, "purpose", title),
    })
}

const fn state_key(basis: LegalBasis, allowed: bool, decided: bool) -> &'static str {
    match (basis, allowed, decided) {
        (LegalBasis::Contract | LegalBasis::LegalObligation, true, _) => "state-needed",
        (LegalBasis::LegitimateInterest, true, false) => "state-not-objected",
        (_, true, _) => "state-allowed",
        (_, false, true) => "state-not-allowed",
        (_, false, false) => "state-undecided",
    }
}

const fn basis_key(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "basis-consent",
        LegalBasis::Contract => "basis-contract",
        LegalBasis::LegalObligation => "basis-legal-obligation",
        LegalBasis::LegitimateInterest => "basis-legitimate-interest",
    }
}
