//! What an application asks people for after they have registered.

use domicile_bundle::{Attribute, AttributeType, WantedAttribute};

use super::{
    Violation,
    wording::{unknown_attribute, unknown_purpose},
};
use crate::{model::ApplicationInput, proof::Facts};

/// People are asked for what they can type, for a purpose that covers it.
pub(super) fn wanted_attributes_can_be_asked_for(
    facts: &Facts<'_>,
    application: &ApplicationInput,
) -> Vec<Violation> {
    let wanted = application.progressive_profile.iter().enumerate();
    wanted
        .filter_map(|(index, wanted)| {
            let (field, why) = problem(facts, wanted)?;
            let message = format!(
                "a person who signs in to `{}` could not be asked for `{}`: {why}",
                application.key.name, wanted.attribute
            );
            let path = format!("spec.progressiveProfile[{index}].{field}");
            Some(Violation::new(path, message))
        })
        .collect()
}

/// Why it cannot be asked for, and the field that says so.
fn problem(facts: &Facts<'_>, wanted: &WantedAttribute) -> Option<(&'static str, String)> {
    let (attribute, purpose) = (wanted.attribute.as_str(), wanted.purpose.as_str());
    if let Some(why) = unknown_attribute(facts, attribute) {
        return Some(("attribute", why));
    }
    if let Some(why) = unknown_purpose(facts, purpose) {
        return Some(("purpose", why));
    }
    let known = facts.known.attributes.get(attribute)?.value;
    if let Some(why) = cannot_be_typed(known) {
        return Some(("attribute", why));
    }
    let covering = facts.known.purposes.get(purpose)?;
    if covering.attributes.contains(attribute) {
        return None;
    }
    let why = format!(
        "`{purpose}` does not cover it; add it to `{purpose}` in {}, or name another purpose",
        covering.object
    );
    Some(("purpose", why))
}

fn cannot_be_typed(attribute: &Attribute) -> Option<String> {
    if attribute.identifier.is_some() {
        return Some(
            "it finds a person, and is proven and not said; name another attribute".into(),
        );
    }
    (attribute.attribute_type == AttributeType::DateTime)
        .then(|| "nobody types a moment; make it a Date, or name another attribute".into())
}
