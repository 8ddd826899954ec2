//! Which questions are due. Pure: the tables are tested.

use domicile_bundle::{
    Application, Attribute, AttributeType, Brand, Bundle, MembershipLink, Purpose, WantedAttribute,
};
use serde_json::{Map, Value};

use crate::{profile_store::PurposeState, purpose::applies};

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

/// What is due, in the order of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Due<'a> {
    /// What people type, all on one page.
    pub questions: Vec<Question<'a>>,
    /// Memberships, whose numbers are confirmed: each on a page of its own.
    pub memberships: Vec<&'a MembershipLink>,
}

/// What of it the profile lacks, for purposes that apply to the person.
pub fn due<'a>(
    bundle: &'a Bundle,
    brand: &Brand,
    timely: &[&'a WantedAttribute],
    attributes: &Map<String, Value>,
    purposes: &[PurposeState],
) -> Due<'a> {
    let mut due = Due::default();
    let questions = timely
        .iter()
        .filter(|wanted| !attributes.contains_key(&wanted.attribute))
        .filter_map(|wanted| question(bundle, wanted))
        .filter(|question| applies(question.purpose, purposes));
    let links = &bundle.sign_in.membership_links;
    for question in questions {
        let link = links
            .iter()
            .find(|link| link.attribute == question.wanted.attribute);
        match link {
            None => due.questions.push(question),
            Some(link) if can_be_linked(link, question.wanted, brand) => due.memberships.push(link),
            Some(_) => {}
        }
    }
    due
}

/// Whether a membership is asked for as it is linked. The operator tells whoever wrote it otherwise.
fn can_be_linked(link: &MembershipLink, wanted: &WantedAttribute, brand: &Brand) -> bool {
    link.purpose == wanted.purpose && !wanted.required && link.is_offered_at(brand)
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

#[cfg(test)]
mod tests {
    use domicile_bundle::IdentifierKind;
    use domicile_consent::DecisionKind;
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
            let brand = bundle.brand(&bundle.default_brand).unwrap();
            let due = due(&bundle, brand, &[&wanted], attributes, states);
            !due.questions.is_empty()
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

    #[test]
    fn the_number_of_a_membership_is_asked_for_as_it_is_linked_where_the_brand_offers_it() {
        let asked = |change: fn(&mut Bundle, &mut WantedAttribute)| {
            let mut bundle = bundle("eu");
            let mut wanted = wanted("service");
            let service = bundle
                .purposes
                .iter_mut()
                .find(|purpose| purpose.name == "service");
            service.unwrap().attributes.push("loyaltyTier".to_owned());
            bundle.sign_in.membership_links = vec![MembershipLink {
                name: "miles".to_owned(),
                titles: [].into(),
                attribute: "loyaltyTier".to_owned(),
                purpose: "service".to_owned(),
                verification_url: "https://miles.example".to_owned(),
                questions: Vec::new(),
                brands: Vec::new(),
            }];
            change(&mut bundle, &mut wanted);
            let brand = bundle.brand(&bundle.default_brand).unwrap();
            let due = due(&bundle, brand, &[&wanted], &Map::new(), &[]);
            assert!(due.questions.is_empty(), "it is never just typed");
            !due.memberships.is_empty()
        };
        assert!(asked(|_, _| {}));
        assert!(asked(|bundle, _| {
            bundle.sign_in.membership_links[0].brands = vec![bundle.default_brand.clone()];
        }));
        assert!(!asked(|bundle, _| {
            bundle.sign_in.membership_links[0].brands = vec!["aurora/train".to_owned()];
        }));
        assert!(!asked(|_, wanted| wanted.required = true));
        assert!(!asked(|bundle, _| {
            bundle.sign_in.membership_links[0].purpose = "newsletter".to_owned();
        }));
    }
}
