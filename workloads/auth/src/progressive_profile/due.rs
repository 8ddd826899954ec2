//! Which questions are due. Pure: the tables are tested.

use domicile_bundle::{
    Application, Attribute, AttributeType, Bundle, LegalBasis, Purpose, WantedAttribute,
};
use domicile_consent::{DecisionKind, decision::permitted};
use serde_json::{Map, Value};

use crate::profile_store::PurposeState;

/// What sign-in itself knows of a person and an application.
#[derive(Clone, Debug)]
pub struct Visiting<'a> {
    /// The how many-th sign-in to the application this is.
    pub sign_ins: u32,
    /// Scopes that it asks for.
    pub scopes: &'a [String],
    /// Questions that the person skipped, and how many seconds ago.
    pub skipped: &'a [Skipped],
}

/// A question that somebody skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Attribute that was asked for.
    pub attribute: String,
    /// How many seconds ago.
    pub seconds_ago: i64,
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What the application wants.
    pub wanted: &'a WantedAttribute,
    /// The attribute.
    pub attribute: &'a Attribute,
    /// What it is for.
    pub purpose: &'a Purpose,
}

/// What it is time to ask for, whatever the profile says: where that is nothing, nobody needs to be looked up.
pub fn timely<'a>(
    application: &'a Application,
    visiting: &Visiting<'_>,
) -> Vec<&'a WantedAttribute> {
    let wanted = application.progressive_profile.iter();
    wanted
        .filter(|wanted| is_timely(wanted, visiting))
        .collect()
}

fn is_timely(wanted: &WantedAttribute, visiting: &Visiting<'_>) -> bool {
    let is_left_alone = || {
        visiting.skipped.iter().any(|skipped| {
            skipped.attribute == wanted.attribute
                && skipped.seconds_ago < i64::from(wanted.ask_again_seconds)
        })
    };
    let fits_scope = |scope: &String| visiting.scopes.contains(scope);
    visiting.sign_ins >= wanted.sign_ins
        && wanted.scope.as_ref().is_none_or(fits_scope)
        && (wanted.required || !is_left_alone())
}

/// What of it the profile lacks, for purposes that apply to the person.
pub fn due<'a>(
    bundle: &'a Bundle,
    timely: &[&'a WantedAttribute],
    attributes: &Map<String, Value>,
    purposes: &[PurposeState],
) -> Vec<Question<'a>> {
    timely
        .iter()
        .filter(|wanted| !attributes.contains_key(&wanted.attribute))
        .filter_map(|wanted| question(bundle, wanted))
        .filter(|question| applies(question.purpose, purposes))
        .collect()
}

/// The question, where it is one that can be asked under the law of this region: a purpose may not exist here.
fn question<'a>(bundle: &'a Bundle, wanted: &'a WantedAttribute) -> Option<Question<'a>> {
    let mut attributes = bundle.attributes.iter();
    let attribute = attributes.find(|own| own.name == wanted.attribute)?;
    let purpose = bundle.purpose(&wanted.purpose)?;
    let is_typed =
        attribute.identifier.is_none() && attribute.attribute_type != AttributeType::DateTime;
    (is_typed && purpose.attributes.contains(&wanted.attribute)).then_some(Question {
        wanted,
        attribute,
        purpose,
    })
}

/// Whether a purpose applies to a person. What has not been decided is no consent.
fn applies(purpose: &Purpose, states: &[PurposeState]) -> bool {
    let decision: Option<DecisionKind> = states
        .iter()
        .find(|state| state.purpose == purpose.name)
        .and_then(|state| state.decision);
    let basis: LegalBasis = purpose.legal_basis;
    permitted(basis, decision).is_ok()
}

#[cfg(test)]
mod tests {
    use domicile_bundle::IdentifierKind;
    use serde_json::json;

    use super::*;
    use crate::example::bundle;

    fn wanted(purpose: &str) -> WantedAttribute {
        WantedAttribute {
            attribute: "loyaltyTier".to_owned(),
            purpose: purpose.to_owned(),
            sign_ins: 1,
            scope: None,
            required: false,
            ask_again_seconds: 100,
        }
    }

    #[test]
    fn the_table_of_when_it_is_time() {
        let scopes = ["openid".to_owned(), "profile".to_owned()];
        let asked = |change: fn(&mut WantedAttribute), sign_ins, skipped_ago: Option<i64>| {
            let mut wanted = wanted("service");
            change(&mut wanted);
            let skipped: Vec<Skipped> = skipped_ago
                .map(|seconds_ago| Skipped {
                    attribute: "loyaltyTier".to_owned(),
                    seconds_ago,
                })
                .into_iter()
                .collect();
            let visiting = Visiting {
                sign_ins,
                scopes: &scopes,
                skipped: &skipped,
            };
            is_timely(&wanted, &visiting)
        };
        assert!(asked(|_| {}, 1, None));
        assert!(!asked(|own| own.sign_ins = 3, 2, None));
        assert!(asked(|own| own.sign_ins = 3, 3, None));
        assert!(asked(|own| own.scope = Some("profile".into()), 1, None));
        assert!(!asked(|own| own.scope = Some("address".into()), 1, None));
        assert!(!asked(|_| {}, 1, Some(99)), "it was skipped just now");
        assert!(asked(|_| {}, 1, Some(100)), "long enough ago");
        assert!(asked(|own| own.required = true, 1, Some(0)));
    }

    #[test]
    fn only_what_the_profile_lacks_for_a_purpose_that_applies_is_asked_for() {
        let state = |decision| PurposeState {
            purpose: "marketing".to_owned(),
            decision: Some(decision),
            document_version: None,
        };
        let asked = |change: fn(&mut Bundle), purpose: &str, attributes: Value, states: &[_]| {
            let mut bundle = bundle("eu");
            let service = bundle
                .purposes
                .iter_mut()
                .find(|purpose| purpose.name == "service");
            service.unwrap().attributes.push("loyaltyTier".to_owned());
            change(&mut bundle);
            let wanted = wanted(purpose);
            let attributes = attributes.as_object().unwrap();
            !due(&bundle, &[&wanted], attributes, states).is_empty()
        };
        assert!(asked(|_| {}, "service", json!({}), &[]));
        assert!(!asked(
            |_| {},
            "service",
            json!({ "loyaltyTier": "gold" }),
            &[]
        ));
        let marketing = |states: &[_]| asked(|_| {}, "marketing", json!({}), states);
        assert!(marketing(&[state(DecisionKind::Given)]));
        assert!(!marketing(&[]), "nobody was asked for the consent");
        for no in [DecisionKind::Denied, DecisionKind::Withdrawn] {
            assert!(!marketing(&[state(no)]), "{no:?}");
        }
        assert!(!asked(|_| {}, "newsletter", json!({}), &[]), "not covered");
        assert!(!asked(|_| {}, "unknown", json!({}), &[]));
        let finds_a_person =
            |bundle: &mut Bundle| bundle.attributes[2].identifier = Some(IdentifierKind::External);
        assert!(!asked(finds_a_person, "service", json!({}), &[]));
        let a_moment =
            |bundle: &mut Bundle| bundle.attributes[2].attribute_type = AttributeType::DateTime;
        assert!(!asked(a_moment, "service", json!({}), &[]));
    }
}
