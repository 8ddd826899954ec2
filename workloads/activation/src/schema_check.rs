//! Waiting for the schemas that profile-store migrates.

use std::time::Duration;

use sqlx::PgPool;

const PAUSE: Duration = Duration::from_millis(500);

/// What this workload reads and writes elsewhere, in the shape in which it does.
const PROBES: [&str; 5] = [
    "SELECT transaction_id, position, event_id, sub FROM profile.outbox LIMIT 0",
    "SELECT id, name, properties, occurred_at FROM profile.event LIMIT 0",
    "SELECT sub, name, value FROM profile.current_attribute LIMIT 0",
    "SELECT subject, purpose, decision, document_version FROM consent.state LIMIT 0",
    "SELECT subject FROM consent.erasure LIMIT 0",
];

/// Whether every table is there and may be read.
pub async fn schemas_are_there(pool: &PgPool) -> bool {
    for probe in PROBES {
        if sqlx::query(probe).execute(pool).await.is_err() {
            return false;
        }
    }
    true
}

/// Returns once the schemas of profile and consent are there.
pub async fn until_schemas_are_there(pool: &PgPool) {
    let mut told = false;
    while !schemas_are_there(pool).await {
        if !told {
            tracing::info!(
                "waiting for the schemas `profile` and `consent`, which profile-store migrates"
            );
            told = true;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
