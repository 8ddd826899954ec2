//! Phrases that several rules share, so that the same thing is always said the same way.

use std::collections::BTreeMap;

use domicile_bundle::LegalBasis;

use crate::{
    model::{ObjectKey, ObjectKind, PurposeInput, RegionInput},
    proof::Facts,
};

/// A person for whom a purpose is in force: "a person homed in eu who gave `newsletter`".
pub(super) fn person(region: &RegionInput, purpose: &PurposeInput) -> String {
    let home = &region.name;
    let name = &purpose.name;
    match purpose.basis_in(&region.jurisdiction) {
        Some(LegalBasis::Consent) => format!("a person homed in {home} who gave `{name}`"),
        Some(LegalBasis::LegitimateInterest) => {
            format!("a person homed in {home} who has not objected to `{name}`")
        }
        Some(LegalBasis::Contract | LegalBasis::LegalObligation) | None => {
            format!("a person homed in {home}, served under `{name}`")
        }
    }
}

/// Why a name means nothing, and what to do about it.
fn unknown<'a>(
    kind: ObjectKind,
    name: &str,
    left_out: Option<&ObjectKey>,
    known: impl Iterator<Item = &'a str>,
) -> String {
    if let Some(object) = left_out {
        return format!(
            "{object}, which defines `{name}`, is not accepted; correct that object first"
        );
    }
    match closest(name, known) {
        Some(near) => format!("no {kind} of the tenant defines `{name}`; did you mean `{near}`?"),
        None => format!(
            "no {kind} of the tenant defines `{name}`; define it there, or take it out here"
        ),
    }
}

/// Why an attribute is not known; `None` when it is.
pub(super) fn unknown_attribute(facts: &Facts<'_>, name: &str) -> Option<String> {
    let known = &facts.known.attributes;
    (!known.contains_key(name)).then(|| {
        unknown(
            ObjectKind::ProfileSchema,
            name,
            facts.left_out.attributes.get(name),
            names(known),
        )
    })
}

/// Why an event is not known; `None` when it is.
pub(super) fn unknown_event(facts: &Facts<'_>, name: &str) -> Option<String> {
    let known = &facts.known.events;
    (!known.contains_key(name)).then(|| {
        unknown(
            ObjectKind::ProfileSchema,
            name,
            facts.left_out.events.get(name),
            names(known),
        )
    })
}

/// Why a purpose is not known; `None` when it is.
pub(super) fn unknown_purpose(facts: &Facts<'_>, name: &str) -> Option<String> {
    let known = &facts.known.purposes;
    (!known.contains_key(name)).then(|| {
        unknown(
            ObjectKind::ConsentPolicy,
            name,
            facts.left_out.purposes.get(name),
            names(known),
        )
    })
}

/// Why a region is not one of the tenant's; `None` when it is.
pub(super) fn unknown_region(facts: &Facts<'_>, name: &str) -> Option<String> {
    if facts.known.regions.contains_key(name) {
        return None;
    }
    Some(match facts.left_out.regions.get(name) {
        Some(object) => format!("{object} is not accepted; correct that object first"),
        None => format!(
            "the tenant is in {} only; correct the name, or add the region to the tenant",
            { names(&facts.known.regions).collect::<Vec<_>>().join(", ") }
        ),
    })
}

fn names<'a, T>(known: &'a BTreeMap<&str, T>) -> impl Iterator<Item = &'a str> {
    known.keys().copied()
}

/// The known name that a typing mistake would turn into this one.
fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let tolerated = name.chars().count().div_ceil(3).clamp(1, 3);
    known
        .filter(|other| other.len().abs_diff(name.len()) <= tolerated * 4)
        .map(|other| (distance(name, other), other))
        .filter(|(distance, _)| *distance <= tolerated)
        .min()
        .map(|(_, other)| other)
}

/// How many letters must be inserted, left out or replaced (Levenshtein), upper and lower case being the same.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = line;
        let mut latest = line + 1;
        for (to, above) in right.iter().zip(row.iter_mut().skip(1)) {
            let cost = (diagonal + usize::from(from != *to))
                .min(*above + 1)
                .min(latest + 1);
            diagonal = *above;
            *above = cost;
            latest = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_single_letters() {
        assert_eq!(distance("", ""), 0);
        assert_eq!(distance("email", "email"), 0);
        assert_eq!(distance("emial", "email"), 2);
        assert_eq!(distance("Email", "email"), 0);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }

    #[test]
    fn only_a_name_that_is_near_is_suggested() {
        let known = ["email", "givenName", "seatPreference"];
        assert_eq!(closest("emails", known.into_iter()), Some("email"));
        assert_eq!(closest("givenname", known.into_iter()), Some("givenName"));
        assert_eq!(closest("emial", known.into_iter()), Some("email"));
        assert_eq!(closest("shoeSize", known.into_iter()), None);
    }
}
