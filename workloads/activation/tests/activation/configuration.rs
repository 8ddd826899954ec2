//! A tenant's configuration in region eu, as the operator would compile it.

use domicile_bundle::{
    Attribute, AttributeType, Bundle, Classification, Delivery, EventType, Flow, LegalBasis, Mail,
    MergeRule, OpenId, Purpose, SignIn, SmtpEncryption, Target, TenantName, Transport,
};

/// Host under which the receiver is known; plain HTTP is lawful inside the cluster only.
pub const RECEIVER_HOST: &str = "receiver.receiver.svc";
/// The signing secret of every target.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub const ORDER: &str = "Order Completed";

/// Purposes `service` (contract), `newsletter` and `marketing` (consent), and no target.
pub fn bundle() -> Bundle {
    Bundle {
        tenant: TenantName {
            namespace: "aurora".into(),
            name: "aurora".into(),
        },
        region: "eu".into(),
        domain: "aurora.localhost".into(),
        public_port: 8443,
        issuer: "https://login.aurora.localhost:8443".into(),
        regions: vec![],
        organizations: None,
        sign_in: SignIn {
            session_idle_seconds: 3600,
            session_absolute_seconds: 86400,
            refresh_token_idle_seconds: 86_400,
            refresh_token_absolute_seconds: 604_800,
            ..SignIn::default()
        },
        openid: OpenId::default(),
        sms: None,
        mail: Mail {
            from: "no-reply@aurora.localhost".into(),
            host: RECEIVER_HOST.into(),
            port: 2525,
            encryption: SmtpEncryption::None,
            authenticated: false,
        },
        brands: vec![],
        default_brand: "aurora/aurora".into(),
        applications: vec![],
        attributes: ["email", "givenName", "loyaltyTier"]
            .into_iter()
            .map(attribute)
            .collect(),
        events: vec![EventType {
            name: ORDER.into(),
            properties: [
                ("orderId".to_owned(), AttributeType::String),
                ("total".to_owned(), AttributeType::Number),
            ]
            .into(),
        }],
        purposes: vec![
            purpose("marketing", LegalBasis::Consent),
            purpose("newsletter", LegalBasis::Consent),
            purpose("service", LegalBasis::Contract),
        ],
        sources: vec![],
        targets: vec![],
    }
}

fn attribute(name: &str) -> Attribute {
    Attribute {
        name: name.into(),
        titles: [].into(),
        attribute_type: AttributeType::String,
        classification: Classification::Personal,
        merge: MergeRule::MostRecent,
        identifier: None,
    }
}

fn purpose(name: &str, legal_basis: LegalBasis) -> Purpose {
    Purpose {
        name: name.into(),
        legal_basis,
        attributes: vec![],
        events: vec![ORDER.into()],
        documents: vec![],
        asked_at_registration: legal_basis == LegalBasis::Consent,
        minimum_age: None,
        retention_seconds: None,
    }
}

/// A target that gets orders: by purpose, the attributes that may leave.
pub fn target(name: &str, port: u16, flows: &[(&str, &[&str])]) -> Target {
    Target {
        name: format!("aurora/{name}"),
        display_name: None,
        transport: Transport::Webhook {
            url: format!("http://{RECEIVER_HOST}:{port}/hooks/{name}"),
            secret_file: "target-0".into(),
        },
        jurisdiction: "EU".into(),
        flows: flows
            .iter()
            .map(|(purpose, attributes)| Flow {
                purpose: (*purpose).into(),
                attributes: attributes.iter().map(|name| (*name).into()).collect(),
                events: vec![ORDER.into()],
            })
            .collect(),
        refusal: flows
            .is_empty()
            .then(|| "eu names no basis for a transfer".into()),
        filter: None,
        delivery: Delivery {
            timeout_milliseconds: 5_000,
            attempts: 5,
            initial_backoff_milliseconds: 50,
            maximum_backoff_milliseconds: 200,
        },
    }
}
