//! What the start page shows, as plain values. Pure.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, LegalBasis, Purpose};
use domicile_consent::{PurposeState, decision::permitted};
use domicile_pages::Text;

use super::wording::{self, Moment};
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

/// Everything that is known, in the order of the schema; what left the schema comes last.
pub(super) fn facts(
    bundle: &Bundle,
    text: Text<'_>,
    language: &str,
    current: &BTreeMap<String, Candidate>,
    all: &[(String, Candidate)],
) -> Vec<Fact> {
    let place = |name: &str| {
        bundle
            .attributes
            .iter()
            .position(|attribute| attribute.name == name)
            .unwrap_or(bundle.attributes.len())
    };
    let mut known: Vec<_> = current.iter().collect();
    known.sort_by_key(|(name, _)| place(name));
    known
        .into_iter()
        .map(|(name, winner)| Fact {
            name: name.clone(),
            title: wording::attribute(bundle, language, name),
            value: wording::value(text, &winner.value),
            source: wording::source(text, &winner.source),
            purpose: wording::purpose(bundle, text, language, &winner.purpose),
            when: wording::moment(text, winner.observed_at),
            others: others(text, name, winner, all),
        })
        .collect()
}

/// Values of other sources that did not win: they are known too.
fn others(
    text: Text<'_>,
    name: &str,
    winner: &Candidate,
    all: &[(String, Candidate)],
) -> Vec<String> {
    all.iter()
        .filter(|(own, other)| own == name && other.source != winner.source)
        .map(|(_, other)| {
            let (value, source) = (
                wording::value(text, &other.value),
                wording::source(text, &other.source),
            );
            text.say_all("known-other", &[("value", &value), ("source", &source)])
        })
        .collect()
}

/// What happened, as it came.
pub(super) fn happenings(
    bundle: &Bundle,
    text: Text<'_>,
    language: &str,
    events: &[Shown],
) -> Vec<Happening> {
    let details = |event: &Shown| {
        let each = event
            .properties
            .iter()
            .map(|(name, value)| format!("{name}: {}", wording::value(text, value)));
        each.collect::<Vec<_>>().join(", ")
    };
    events
        .iter()
        .map(|event| Happening {
            name: event.name.clone(),
            details: details(event),
            source: wording::source(text, &event.source),
            purpose: wording::purpose(bundle, text, language, &event.purpose),
            when: wording::moment(text, event.occurred_at),
        })
        .collect()
}

/// Every purpose: those with a say first.
pub(super) fn consents(
    bundle: &Bundle,
    text: Text<'_>,
    language: &str,
    states: &[PurposeState],
) -> Vec<ConsentCard> {
    let has_say = |purpose: &Purpose| crate::decision::refusal_of(purpose.legal_basis).is_some();
    let mut purposes: Vec<&Purpose> = bundle.purposes.iter().collect();
    purposes.sort_by_key(|purpose| !has_say(purpose));
    purposes
        .into_iter()
        .map(|purpose| {
            let state = states.iter().find(|state| state.purpose == purpose.name);
            card(bundle, text, language, purpose, state)
        })
        .collect()
}

fn card(
    bundle: &Bundle,
    text: Text<'_>,
    language: &str,
    purpose: &Purpose,
    state: Option<&PurposeState>,
) -> ConsentCard {
    let document = wording::document(purpose, language);
    let title = document.map_or_else(|| purpose.name.clone(), |document| document.title.clone());
    let allowed = permitted(purpose.legal_basis, state.map(|state| state.decision)).is_ok();
    let covered: Vec<String> = purpose
        .attributes
        .iter()
        .map(|name| wording::attribute(bundle, language, name))
        .collect();
    ConsentCard {
        name: purpose.name.clone(),
        explanation: document.map_or_else(String::new, |document| document.text.clone()),
        language: document
            .map_or_else(|| language.to_owned(), |document| document.language.clone()),
        allowed,
        state: text.say(state_key(purpose.legal_basis, allowed, state.is_some())),
        since: state.map(|state| wording::moment(text, state.changed_at)),
        basis: text.say(basis_key(purpose.legal_basis)),
        covers: covered.join(", "),
        button: button(text, purpose, &title, allowed),
        title,
    }
}

fn button(text: Text<'_>, purpose: &Purpose, title: &str, allowed: bool) -> Option<Button> {
    crate::decision::refusal_of(purpose.legal_basis)?;
    let (choice, key) = match (allowed, purpose.legal_basis) {
        (true, LegalBasis::LegitimateInterest) => ("withdraw", "object"),
        (true, _) => ("withdraw", "withdraw"),
        (false, _) => ("give", "give"),
    };
    Some(Button {
        id: format!("{choice}-{}", purpose.name),
        choice,
        label: text.say(key),
        description: text.say_with(&format!("{key}-for"), "purpose", title),
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
