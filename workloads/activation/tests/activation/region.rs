//! A region as the other workloads leave it: schemas, people, events; and the activation workload on top.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use domicile_activation::{
    Activation, exit::Exit, metrics::DeliveryMetrics, outbox::Progress,
    signing_secret::SigningSecrets, workload,
};
use domicile_bundle::{Bundle, LegalBasis, Revision};
use domicile_consent::{DecisionKind, NewRecord, ledger};
use domicile_postgresql_for_tests::{Database, Role};
use domicile_service::LoadedBundle;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::{
    configuration::{ORDER, RECEIVER_HOST, SECRET},
    receiver::Receiver,
};

pub const CAMILLE: &str = "camille_00000000000000";
pub const JORDAN: &str = "jordan_000000000000000";

/// A migrated database, a receiver, and secrets.
pub struct Region {
    pub database: Database,
    pub profile_store: PgPool,
    pub receiver: Receiver,
    secrets: TempDir,
}

impl Region {
    pub async fn start() -> Self {
        let database = Database::start().unwrap();
        let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../profile-store/migrations");
        let profile = sqlx::migrate::Migrator::new(profile).await.unwrap();
        for (role, migrator) in [
            (Role::ProfileOwner, &profile),
            (Role::ConsentOwner, &domicile_consent::MIGRATOR),
            (Role::ActivationOwner, &domicile_activation::MIGRATOR),
        ] {
            let owner = connect(&database, role).await;
            migrator.run(&owner).await.unwrap();
            owner.close().await;
        }
        let secrets = tempfile::tempdir().unwrap();
        std::fs::write(secrets.path().join("target-0"), SECRET).unwrap();
        let profile_store = connect(&database, Role::ProfileStore).await;
        Self {
            database,
            profile_store,
            receiver: Receiver::start().await,
            secrets,
        }
    }

    pub fn port(&self) -> u16 {
        self.receiver.address.port()
    }

    /// A replica of the workload with this configuration, not running yet.
    pub async fn activation(&self, bundle: Bundle) -> Activation {
        self.surroundings(bundle).activation().await
    }

    /// What a replica has to be told, also one in another process.
    pub fn surroundings(&self, bundle: Bundle) -> Surroundings {
        Surroundings {
            database: self.database.url(Role::Activation),
            receiver: self.receiver.address,
            secrets: self.secrets.path().to_owned(),
            bundle,
        }
    }

    /// A running replica; aborting the handle is what a crash looks like to everybody else.
    pub async fn run(&self, bundle: Bundle) -> JoinHandle<()> {
        let activation = self.activation(bundle).await;
        tokio::spawn(workload::run(activation, std::future::pending()))
    }

    pub async fn person(&self, sub: &str) {
        sqlx::query(
            "INSERT INTO profile.person (sub, digest, country, language, brand, application, created_at)
             VALUES ($1, sha256($1::bytea), 'FR', 'fr', 'aurora/aurora', 'aurora.shop', now())",
        )
        .bind(sub)
        .execute(&self.profile_store)
        .await
        .unwrap();
        for (name, value) in [
            ("email", "@example.test"),
            ("givenName", "-given"),
            ("loyaltyTier", "-gold"),
        ] {
            sqlx::query(
                "INSERT INTO profile.current_attribute (sub, name, value, source, purpose, observed_at)
                 VALUES ($1, $2, $3, 'aurora/shop', 'service', now())",
            )
            .bind(sub)
            .bind(name)
            .bind(json!(format!("{}{value}", &sub[..6])))
            .execute(&self.profile_store)
            .await
            .unwrap();
        }
    }

    /// Writes an order and its outbox row as profile-store does: in one transaction.
    pub async fn order(&self, sub: &str) -> Uuid {
        self.event(
            sub,
            ORDER,
            json!({ "orderId": "A-1", "total": 120.5, "coupon": "undeclared", "note": 1 }),
        )
        .await
    }

    pub async fn event(&self, sub: &str, name: &str, properties: Value) -> Uuid {
        let id = Uuid::now_v7();
        let mut transaction = self.profile_store.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO profile.event
                 (id, sub, name, properties, source, purpose, message_id, occurred_at, received_at)
             VALUES ($1, $2, $3, $4, 'aurora/shop', 'service', $1::text, '2026-11-22T10:00:00Z', now())",
        )
        .bind(id)
        .bind(sub)
        .bind(name)
        .bind(properties)
        .execute(&mut *transaction)
        .await
        .unwrap();
        sqlx::query("INSERT INTO profile.outbox (event_id, sub) VALUES ($1, $2)")
            .bind(id)
            .bind(sub)
            .execute(&mut *transaction)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        id
    }

    pub async fn decide(&self, sub: &str, purpose: &str, decision: DecisionKind) {
        let record = NewRecord {
            subject: sub.into(),
            purpose: purpose.into(),
            document_version: "1".into(),
            decision,
            application: "domicile-portal".into(),
            page: "/".into(),
            language: "fr".into(),
            brand: "aurora/aurora".into(),
            legal_basis: LegalBasis::Consent,
            jurisdiction: "EU".into(),
        };
        ledger::decide(&self.profile_store, &[record])
            .await
            .unwrap();
    }

    /// What the log says about an event, in order: `Outcome/Reason`.
    /// Whether the deadline of every attempt has passed, by the clock that the gate goes by.
    pub async fn deadlines_have_passed(&self) -> bool {
        sqlx::query_scalar(
            "SELECT count(*) > 0 AND bool_and(deadline_at <= clock_timestamp()) FROM consent.attempt",
        )
        .fetch_one(&self.profile_store)
        .await
        .unwrap()
    }

    /// Plans until there are that many deliveries: any transaction of the server holds the outbox back, also one in
    /// another test's database.
    pub async fn until_planned(&self, activation: &Activation, count: i64) {
        until(&format!("{count} deliveries are planned"), async || {
            self.planned(activation).await == count
        })
        .await;
    }

    /// Plans what can be planned now; how many deliveries there are.
    pub async fn planned(&self, activation: &Activation) -> i64 {
        while activation.plan_next().await.unwrap() == Progress::Planned {}
        sqlx::query_scalar("SELECT count(*) FROM activation.delivery")
            .fetch_one(&activation.pool)
            .await
            .unwrap()
    }

    pub async fn log_of(&self, event: Uuid) -> Vec<String> {
        let owner = connect(&self.database, Role::ActivationOwner).await;
        let lines = sqlx::query_scalar(
            "SELECT outcome || '/' || reason FROM log JOIN delivery ON delivery.id = delivery_id
             WHERE event_id = $1 ORDER BY log.id",
        )
        .bind(event)
        .fetch_all(&owner)
        .await
        .unwrap();
        owner.close().await;
        lines
    }

    pub async fn until_logged(&self, event: Uuid, line: &str) {
        until(&format!("`{line}` is logged"), async || {
            self.log_of(event).await.iter().any(|found| found == line)
        })
        .await;
    }

    pub async fn until_received(&self, count: usize) {
        until(&format!("{count} requests"), async || {
            self.receiver.received().len() >= count
        })
        .await;
    }
}

/// What a replica has to be told.
#[derive(Serialize, Deserialize)]
pub struct Surroundings {
    database: String,
    receiver: SocketAddr,
    secrets: PathBuf,
    bundle: Bundle,
}

impl Surroundings {
    pub async fn activation(self) -> Activation {
        // As the process does at its start.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let loaded = Arc::new(LoadedBundle {
            bundle: self.bundle,
            revision: Revision::of("test"),
        });
        Activation {
            pool: PgPoolOptions::new()
                .max_connections(10)
                .connect(&self.database)
                .await
                .unwrap(),
            bundle: Arc::new(move || Arc::clone(&loaded)),
            exit: Exit::with_addresses(&[(RECEIVER_HOST, self.receiver)]).unwrap(),
            secrets: SigningSecrets::new(self.secrets),
            metrics: DeliveryMetrics::default(),
        }
    }
}

pub async fn connect(database: &Database, role: Role) -> PgPool {
    PgPoolOptions::new()
        .max_connections(10)
        .connect(&database.url(role))
        .await
        .unwrap()
}

/// Returns when the condition holds; fails when it does not within half a minute.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let patience = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), patience)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"));
}
