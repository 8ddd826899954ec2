//! What the airline knows about a traveller.

use super::{TENANT, metadata};
use crate::{
    ObjectReference, ProfileSchema, ProfileSchemaSpec,
    examples::example,
    profile_schema::{
        Attribute, AttributeType, Classification, EventProperty, EventType, IdentifierKind,
        MergeRule, Title,
    },
};

example! {
    /// What the airline knows about a traveller, and what a traveller does. Anything else is not kept.
    pub fn traveller() -> ProfileSchema {
        ProfileSchema {
            metadata: metadata("traveller"),
            spec: ProfileSchemaSpec {
                tenant_ref: ObjectReference::local(TENANT),
                attributes: attributes(),
                events: vec![
                    event("Flight Searched", &[("origin", AttributeType::String), ("destination", AttributeType::String)]),
                    event("Order Completed", &[
                        ("orderId", AttributeType::String),
                        ("total", AttributeType::Number),
                        ("currency", AttributeType::String),
                    ]),
                ],
            },
            status: None,
        }
    }
}

fn attributes() -> Vec<Attribute> {
    vec![
        Attribute {
            merge: Some(MergeRule::FirstKnown),
            identifier: Some(IdentifierKind::Email),
            ..attribute("email", "E-mail address", "Adresse e-mail")
        },
        attribute("givenName", "First name", "Prénom"),
        attribute("familyName", "Last name", "Nom"),
        attribute("language", "Language", "Langue"),
        Attribute {
            merge: Some(MergeRule::SourcePrecedence),
            ..attribute("loyaltyTier", "Frequent flyer status", "Statut de fidélité")
        },
        attribute("seatPreference", "Preferred seat", "Siège préféré"),
        Attribute {
            merge: Some(MergeRule::SourcePrecedence),
            ..attribute("phoneNumber", "Telephone number", "Numéro de téléphone")
        },
        Attribute {
            merge: Some(MergeRule::SourcePrecedence),
            ..attribute("mileageNumber", "Mileage number", "Numéro de membre")
        },
    ]
}

fn attribute(name: &str, english: &str, french: &str) -> Attribute {
    let title = |language: &str, text: &str| Title {
        language: language.to_owned(),
        text: text.to_owned(),
    };
    Attribute {
        name: name.to_owned(),
        titles: vec![title("en", english), title("fr", french)],
        attribute_type: AttributeType::String,
        classification: Classification::Personal,
        merge: None,
        identifier: None,
    }
}

fn event(name: &str, properties: &[(&str, AttributeType)]) -> EventType {
    EventType {
        name: name.to_owned(),
        properties: properties
            .iter()
            .map(|(name, property_type)| EventProperty {
                name: (*name).to_owned(),
                property_type: *property_type,
            })
            .collect(),
    }
}
