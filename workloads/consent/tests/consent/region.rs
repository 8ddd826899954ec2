//! A region's database with the consent schema, and values that tests read like a story.

use domicile_bundle::{Delivery, Flow, LegalBasis, Purpose, Target, Transport};
use domicile_consent::{AttemptRequest, DecisionKind, NewRecord};
use domicile_postgresql_for_tests::{Database, Role};
use sqlx::{PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

/// A migrated database and a pool per workload.
pub struct Region {
    pub database: Database,
    pub profile_store: PgPool,
    pub activation: PgPool,
}

impl Region {
    pub async fn start() -> Self {
        let database = Database::start().unwrap();
        let owner = connect(&database, Role::ConsentOwner).await;
        domicile_consent::MIGRATOR.run(&owner).await.unwrap();
        owner.close().await;
        let profile_store = connect(&database, Role::ProfileStore).await;
        let activation = connect(&database, Role::Activation).await;
        Self {
            database,
            profile_store,
            activation,
        }
    }
}

pub async fn connect(database: &Database, role: Role) -> PgPool {
    PgPoolOptions::new()
        .max_connections(8)
        .connect(&database.url(role))
        .await
        .unwrap()
}

pub fn decision(subject: &str, purpose: &str, decision: DecisionKind) -> NewRecord {
    NewRecord {
        subject: subject.into(),
        purpose: purpose.into(),
        document_version: "2026-01".into(),
        decision,
        application: "domicile-portal".into(),
        page: "/consents".into(),
        language: "fr".into(),
        brand: "aurora/aurora".into(),
        legal_basis: LegalBasis::Consent,
        jurisdiction: "EU".into(),
    }
}

pub fn purposes() -> Vec<Purpose> {
    ["marketing", "newsletter"]
        .into_iter()
        .map(|name| Purpose {
            name: name.into(),
            legal_basis: LegalBasis::Consent,
            attributes: vec!["email".into()],
            events: vec!["Order Completed".into()],
            documents: vec![],
            asked_at_registration: true,
            minimum_age: None,
            retention_seconds: None,
        })
        .collect()
}

pub fn target(purposes: &[&str], timeout_milliseconds: u32) -> Target {
    Target {
        name: "aurora/newsletter-tool".into(),
        display_name: None,
        transport: Transport::Webhook {
            url: "https://tool.example/".into(),
            secret_file: "target-0".into(),
        },
        jurisdiction: "EU".into(),
        flows: purposes
            .iter()
            .map(|purpose| Flow {
                purpose: (*purpose).into(),
                attributes: vec!["email".into()],
                events: vec!["Order Completed".into()],
            })
            .collect(),
        refusal: None,
        filter: None,
        delivery: Delivery {
            timeout_milliseconds,
            attempts: 3,
            initial_backoff_milliseconds: 10,
            maximum_backoff_milliseconds: 100,
        },
    }
}

pub fn request<'a>(
    subject: &'a str,
    target: &'a Target,
    purposes: &'a [Purpose],
) -> AttemptRequest<'a> {
    AttemptRequest {
        delivery_id: Uuid::now_v7(),
        subject,
        event: "Order Completed",
        target,
        purposes,
    }
}
