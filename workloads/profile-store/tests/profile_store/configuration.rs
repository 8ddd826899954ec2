//! An airline's configuration, as the operator would compile it for one region.

use std::collections::BTreeMap;

use domicile_bundle::{
    Application, ApplicationType, Attribute, AttributeType, Brand, Bundle, Classification,
    ClientAuthenticationMethod, EventType, GrantType, IdentifierKind, LegalBasis, Look, Mail,
    MergeRule, OpenId, Purpose, PurposeDocument, RegionEntry, ResponseSigning, SignIn,
    SmtpEncryption, Source, SourceKind, TenantName, application::PORTAL_CLIENT_ID,
};
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};

pub const SHOP_KEY: &str = "write-key-of-the-shop";
pub const CRM_KEY: &str = "write-key-of-the-crm";
pub const MAILER_KEY: &str = "write-key-of-the-mailer";
pub const PORTAL_SECRET: &str = "portal-client-secret";

pub fn bundle(region: &str, regions: Vec<RegionEntry>) -> Bundle {
    Bundle {
        tenant: TenantName {
            namespace: "aurora".into(),
            name: "aurora".into(),
        },
        region: region.into(),
        domain: "aurora.example".into(),
        public_port: 8443,
        issuer: "https://login.aurora.example:8443".into(),
        regions,
        organizations: None,
        sign_in: SignIn {
            session_idle_seconds: 3600,
            session_absolute_seconds: 86400,
            token_lifetime_seconds: 300,
            refresh_token_idle_seconds: 86_400,
            refresh_token_absolute_seconds: 604_800,
            ..SignIn::default()
        },
        openid: OpenId::default(),
        sms: None,
        mail: Mail {
            from: "no-reply@aurora.example".into(),
            host: "smtp.aurora.example".into(),
            port: 465,
            encryption: SmtpEncryption::ImplicitTls,
            authenticated: false,
        },
        brands: vec![brand()],
        default_brand: "aurora/aurora".into(),
        applications: vec![portal(region)],
        attributes: attributes(),
        events: events(),
        purposes: purposes(),
        sources: sources(),
        targets: Vec::new(),
    }
}

fn brand() -> Brand {
    Brand {
        name: "aurora/aurora".into(),
        display_name: "Aurora".into(),
        hosts: vec!["id.aurora.example".into()],
        look: Look {
            logo_svg: Some(
                r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b5fff" d="M2 24 16 6l14 18-14-5z"/></svg>"##
                    .into(),
            ),
            ..Look::plain("#0b5fff", "#f6f8fc")
        },
        languages: ["en", "fr", "ja"].map(str::to_owned).to_vec(),
        documents: Vec::new(),
        support_email: Some("help@aurora.example".into()),
    }
}

fn portal(region: &str) -> Application {
    Application {
        client_id: PORTAL_CLIENT_ID.into(),
        display_name: "Your data".into(),
        brand: "aurora/aurora".into(),
        application_type: ApplicationType::Web,
        redirect_uris: vec![format!("https://{region}.my.aurora.example:8443/callback")],
        post_logout_redirect_uris: Vec::new(),
        grant_types: vec![GrantType::AuthorizationCode],
        scopes: vec!["openid".into()],
        claims: Vec::new(),
        progressive_profile: Vec::new(),
        minimum_acr: None,
        organization: None,
        secret_digests: vec![sha256(PORTAL_SECRET)],
        resources: vec![],
        resource_server: None,
        dpop_bound_access_tokens: false,
        tls_client_certificate_bound_access_tokens: false,
        authorization: domicile_bundle::Authorization::default(),
        authentication_methods: vec![ClientAuthenticationMethod::ClientSecretBasic],
        keys: None,
        certificate_subject: None,
        backchannel_logout: None,
        token_endpoint_auth_signing_alg: None,
        signing: ResponseSigning::default(),
    }
}

fn attributes() -> Vec<Attribute> {
    use AttributeType::{Date, Integer, String};
    use MergeRule::{FirstKnown, MostRecent, SourcePrecedence};
    let attribute = |name: &str, english: &str, french: &str, attribute_type, merge| Attribute {
        name: name.into(),
        titles: BTreeMap::from([("en".into(), english.into()), ("fr".into(), french.into())]),
        attribute_type,
        classification: Classification::Personal,
        merge,
        identifier: (name == "email").then_some(IdentifierKind::Email),
    };
    vec![
        attribute(
            "email",
            "E-mail address",
            "Adresse e-mail",
            String,
            SourcePrecedence,
        ),
        attribute("familyName", "Family name", "Nom", String, MostRecent),
        attribute("givenName", "Given name", "Prénom", String, MostRecent),
        attribute("language", "Language", "Langue", String, MostRecent),
        attribute(
            "loyaltyTier",
            "Loyalty tier",
            "Statut de fidélité",
            String,
            SourcePrecedence,
        ),
        attribute(
            "memberSince",
            "Member since",
            "Membre depuis",
            Date,
            FirstKnown,
        ),
        attribute("points", "Points", "Points", Integer, MostRecent),
        attribute(
            "seatPreference",
            "Seat preference",
            "Siège préféré",
            String,
            MostRecent,
        ),
    ]
}

fn events() -> Vec<EventType> {
    let event = |name: &str, properties: &[(&str, AttributeType)]| EventType {
        name: name.into(),
        properties: properties
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), *kind))
            .collect(),
    };
    vec![
        event(
            "Flight Searched",
            &[
                ("destination", AttributeType::String),
                ("origin", AttributeType::String),
            ],
        ),
        event(
            "Order Completed",
            &[
                ("currency", AttributeType::String),
                ("orderId", AttributeType::String),
                ("total", AttributeType::Number),
            ],
        ),
    ]
}

fn purposes() -> Vec<Purpose> {
    let purpose = |name: &str,
                   legal_basis,
                   attributes: &[&str],
                   english: (&str, &str),
                   french: (&str, &str)| Purpose {
        name: name.into(),
        legal_basis,
        attributes: attributes.iter().map(|name| (*name).to_owned()).collect(),
        events: vec!["Order Completed".into()],
        documents: [("en", english), ("fr", french)]
            .into_iter()
            .map(|(language, (title, text))| PurposeDocument {
                language: language.into(),
                version: "2026-01".into(),
                title: title.into(),
                text: text.into(),
            })
            .collect(),
        asked_at_registration: legal_basis == LegalBasis::Consent,
        minimum_age: None,
        retention_seconds: None,
    };
    vec![
        purpose(
            "analytics",
            LegalBasis::LegitimateInterest,
            &["loyaltyTier"],
            (
                "Improving our service",
                "We count how our service is used, without your name.",
            ),
            (
                "Améliorer notre service",
                "Nous comptons l’usage de notre service, sans votre nom.",
            ),
        ),
        purpose(
            "marketing",
            LegalBasis::Consent,
            &["email", "givenName", "loyaltyTier"],
            (
                "Offers that fit you",
                "We use what you book to choose offers for you.",
            ),
            (
                "Offres personnalisées",
                "Nous utilisons vos réservations pour choisir des offres.",
            ),
        ),
        purpose(
            "newsletter",
            LegalBasis::Consent,
            &["email", "givenName", "language"],
            (
                "Newsletter",
                "News and ideas for travel, at most twice a month.",
            ),
            (
                "Lettre d’information",
                "Des nouvelles et des idées de voyage, au plus deux fois par mois.",
            ),
        ),
        purpose(
            "service",
            LegalBasis::Contract,
            &[
                "email",
                "familyName",
                "givenName",
                "loyaltyTier",
                "seatPreference",
            ],
            (
                "Your journey",
                "We use your data to carry out what you book.",
            ),
            (
                "Votre voyage",
                "Nous utilisons vos données pour réaliser ce que vous réservez.",
            ),
        ),
    ]
}

fn sources() -> Vec<Source> {
    let source = |name: &str, purpose: &str, precedence, key: &str, attributes: &[&str]| Source {
        name: name.into(),
        kind: SourceKind::Segment,
        purpose: purpose.into(),
        attributes: attributes.iter().map(|name| (*name).to_owned()).collect(),
        precedence,
        write_key_digests: vec![sha256(key)],
    };
    let shared = [
        "email",
        "loyaltyTier",
        "memberSince",
        "points",
        "seatPreference",
    ];
    vec![
        source("aurora/crm", "service", 10, CRM_KEY, &shared),
        source("aurora/mailer", "newsletter", 1, MAILER_KEY, &["language"]),
        source("aurora/shop", "service", 5, SHOP_KEY, &shared),
    ]
}

pub fn sha256(text: &str) -> String {
    hexadecimal(digest(&SHA256, text.as_bytes()).as_ref())
}
