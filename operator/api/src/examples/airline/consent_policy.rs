//! What the airline uses data for.

use super::{TENANT, metadata, strings};
use crate::{
    ConsentPolicy, ConsentPolicySpec, Duration, ObjectReference,
    consent_policy::{JurisdictionBasis, LegalBasis, Purpose, PurposeDocument},
    examples::example,
};

example! {
    /// What the airline uses data for. Serving people rests on the contract with them; the other two purposes
    /// need their consent, in every jurisdiction, and are asked for when they register.
    pub fn purposes() -> ConsentPolicy {
        ConsentPolicy {
            metadata: metadata("purposes"),
            spec: ConsentPolicySpec {
                tenant_ref: ObjectReference::local(TENANT),
                purposes: vec![service(), newsletter(), marketing()],
            },
            status: None,
        }
    }
}

fn service() -> Purpose {
    Purpose {
        name: "service".to_owned(),
        legal_basis: everywhere(LegalBasis::Contract),
        attributes: strings([
            "email",
            "givenName",
            "familyName",
            "language",
            "loyaltyTier",
            "seatPreference",
            "phoneNumber",
            "mileageNumber",
        ]),
        events: strings(["Flight Searched", "Order Completed"]),
        asked_at_registration: None,
        documents: vec![
            document(
                "en",
                "Your trips and your account",
                "We use your name, e-mail address, telephone number, language, frequent flyer status, mileage number, \
                 preferred seat, searches and orders to sign you in, to book and change your trips and to answer your questions.",
            ),
            document(
                "fr",
                "Vos voyages et votre compte",
                "Nous utilisons votre nom, votre adresse e-mail, votre numéro de téléphone, votre langue, votre statut de \
                 fidélité, votre numéro de membre, votre siège préféré, vos recherches et vos commandes pour vous identifier, réserver et \
                 modifier vos voyages et répondre à vos questions.",
            ),
        ],
        minimum_age: None,
        retention: None,
    }
}

fn newsletter() -> Purpose {
    Purpose {
        name: "newsletter".to_owned(),
        legal_basis: everywhere(LegalBasis::Consent),
        attributes: strings(["email", "givenName", "language"]),
        events: strings(["Flight Searched", "Order Completed"]),
        asked_at_registration: Some(true),
        documents: vec![
            document(
                "en",
                "Newsletter",
                "We send you offers that fit your trips by e-mail, at most once a week. For this a company in the European \
                 Union gets your first name, e-mail address, language, searches and orders.",
            ),
            document(
                "fr",
                "Lettre d’information",
                "Nous vous envoyons par e-mail, au plus une fois par semaine, des offres qui correspondent à vos voyages. \
                 Une société de l’Union européenne reçoit pour cela votre prénom, votre adresse e-mail, votre langue, vos \
                 recherches et vos commandes.",
            ),
        ],
        minimum_age: Some(16),
        retention: Some(Duration::of_days(730)),
    }
}

fn marketing() -> Purpose {
    Purpose {
        name: "marketing".to_owned(),
        legal_basis: everywhere(LegalBasis::Consent),
        attributes: strings(["email", "loyaltyTier", "seatPreference"]),
        events: strings(["Flight Searched", "Order Completed"]),
        asked_at_registration: Some(true),
        documents: vec![
            document(
                "en",
                "Advertising that fits you",
                "We use your e-mail address, frequent flyer status, preferred seat, searches and orders to show you \
                 advertising that fits you, on our pages and elsewhere.",
            ),
            document(
                "fr",
                "Publicité adaptée",
                "Nous utilisons votre adresse e-mail, votre statut de fidélité, votre siège préféré, vos recherches et vos \
                 commandes pour vous montrer des publicités adaptées, sur nos pages et ailleurs.",
            ),
        ],
        minimum_age: Some(16),
        retention: Some(Duration::of_days(365)),
    }
}

/// One legal basis for all jurisdictions.
fn everywhere(basis: LegalBasis) -> Vec<JurisdictionBasis> {
    vec![JurisdictionBasis {
        jurisdictions: Vec::new(),
        basis,
    }]
}

fn document(language: &str, title: &str, text: &str) -> PurposeDocument {
    PurposeDocument {
        language: language.to_owned(),
        version: "2026-11".to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}
