//! What may be taken of what providers say about people.

use domicile_bundle::{Attribute, AttributeType};

use crate::{
    accepted::Accepted,
    model::{PurposeInput, TenantSettings},
    rules::Violation,
};

/// What is taken is an attribute of the tenant's, for a purpose that covers it. Asked once schemas and policies are
/// judged; where it is not so, sign-in by the provider works and the value is not taken.
pub(crate) fn claims_have_a_place_and_a_purpose(
    accepted: &Accepted,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let social = tenant.sign_in.social.iter().enumerate();
    let social = social.map(|(place, provider)| (format!("social[{place}]"), provider));
    let external = tenant.sign_in.external.iter();
    let external = external.map(|external| ("external".to_owned(), &external.provider));
    social
        .chain(external)
        .flat_map(|(place, provider)| {
            let claims = provider.claims.iter().enumerate();
            claims.filter_map(move |(index, claim)| {
                let (field, why) = problem(accepted, &claim.attribute, &claim.purpose)?;
                let message = format!(
                    "{} of what {} says would be taken of nobody: {why}",
                    claim.claim, provider.display_name
                );
                let path = format!("spec.signIn.{place}.claims[{index}].{field}");
                Some(Violation::new(path, message))
            })
        })
        .collect()
}

/// A number that is linked is an attribute of the tenant's, for a purpose that covers it. Asked like the claims; where it
/// is not so, the membership is not offered.
pub(crate) fn memberships_have_a_place_and_a_purpose(
    accepted: &Accepted,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let links = tenant.sign_in.membership_links.iter().enumerate();
    links
        .filter_map(|(index, link)| {
            let (field, why) = problem(accepted, &link.attribute, &link.purpose)
                .or_else(|| not_a_text(accepted, &link.attribute))?;
            let message = format!("nobody could link the membership {}: {why}", link.name);
            let path = format!("spec.signIn.membershipLinks[{index}].{field}");
            Some(Violation::new(path, message))
        })
        .collect()
}

/// A telephone number that is verified is kept like the number of a membership; where it cannot be, no messages are sent.
pub(crate) fn telephone_numbers_have_a_place_and_a_purpose(
    accepted: &Accepted,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let sms = tenant.sms.iter();
    sms.filter_map(|sms| {
        let (field, why) = problem(accepted, &sms.attribute, &sms.purpose)
            .or_else(|| not_a_text(accepted, &sms.attribute))?;
        let message = format!("nobody could prove a telephone number: {why}");
        Some(Violation::new(format!("spec.sms.{field}"), message))
    })
    .collect()
}

/// Why a value may not be taken, and the field that says so.
fn problem(accepted: &Accepted, attribute: &str, purpose: &str) -> Option<(&'static str, String)> {
    let Some(known) = attribute_named(accepted, attribute) else {
        let why = format!(
            "no ProfileSchema of the tenant has the attribute {attribute}; add it, or name another"
        );
        return Some(("attribute", why));
    };
    if known.identifier.is_some() {
        let why = format!(
            "{attribute} finds a person, and a provider's word must not: people prove it here; name another attribute"
        );
        return Some(("attribute", why));
    }
    let Some(known) = purpose_named(accepted, purpose) else {
        let why = format!(
            "no ConsentPolicy of the tenant has the purpose {purpose}; add it, or name another"
        );
        return Some(("purpose", why));
    };
    if known.attributes.iter().any(|own| own == attribute) {
        return None;
    }
    let why = format!(
        "the purpose {purpose} does not cover {attribute}; add the attribute to the purpose, or name another purpose"
    );
    Some(("purpose", why))
}

/// Why a number may not be kept.
fn not_a_text(accepted: &Accepted, attribute: &str) -> Option<(&'static str, String)> {
    let known = attribute_named(accepted, attribute)?;
    let why = format!(
        "{attribute} is no text, and such numbers are kept as they are written; name an attribute of type String"
    );
    (known.attribute_type != AttributeType::String).then_some(("attribute", why))
}

fn attribute_named<'a>(accepted: &'a Accepted, name: &str) -> Option<&'a Attribute> {
    let mut attributes = accepted
        .schemas
        .iter()
        .flat_map(|schema| &schema.attributes);
    attributes.find(|attribute| attribute.name == name)
}

fn purpose_named<'a>(accepted: &'a Accepted, name: &str) -> Option<&'a PurposeInput> {
    let mut purposes = accepted.policies.iter().flat_map(|policy| &policy.purposes);
    purposes.find(|purpose| purpose.name == name)
}
