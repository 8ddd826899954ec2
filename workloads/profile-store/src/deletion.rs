//! Deleting a person, finished even if the process dies between two steps.
//!
//! ```text
//! request ──→ row in `deletion` ──→ auth forgets ──→ one transaction: ledger erased, profile gone, row gone ──→
//! attempts that were open have ended ──→ acknowledged
//! ```
//!
//! Every step may be repeated. From the first one on, nothing is taken in about the person and nobody signs in.

use std::time::Duration;

use domicile_consent::erasure;
use sqlx::PgPool;

use crate::{ProfileStore, StoreError, Subject, peers};

/// How often unfinished deletions are looked for.
const INTERVAL: Duration = Duration::from_secs(5);

/// Records that a person asked to be deleted; repeating it changes nothing.
///
/// # Errors
/// When the database does not answer: then nothing has begun.
pub async fn request(pool: &PgPool, subject: &Subject) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO profile.deletion (sub) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(subject.as_str())
        .execute(pool)
        .await?;
    Ok(())
}

/// Does what is left of a deletion; when it returns, nothing of the person is left and no byte leaves any more.
///
/// # Errors
/// When auth or the database does not answer: the row stays, and [`finish_pending`] tries again.
pub async fn complete(store: &ProfileStore, subject: &Subject) -> Result<(), StoreError> {
    peers::forget(store, subject).await?;
    let mut transaction = store.pool.begin().await?;
    let open = erasure::erase(&mut transaction, subject.as_str()).await?;
    // Identifiers, attributes, events and outbox rows go with the person (ON DELETE CASCADE).
    for statement in [
        "DELETE FROM profile.person WHERE sub = $1",
        "DELETE FROM profile.deletion WHERE sub = $1",
    ] {
        sqlx::query(statement)
            .bind(subject.as_str())
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    open.ended(&store.pool).await?;
    tracing::info!(
        person = store.context.pseudonym(subject.as_str()),
        "deleted"
    );
    Ok(())
}

/// Finishes deletions that a crash or an outage interrupted, until the stop.
pub async fn finish_pending(store: ProfileStore) {
    let mut ticks = tokio::time::interval(INTERVAL);
    loop {
        tokio::select! {
            () = store.context.stopping().begun() => return,
            _ = ticks.tick() => {}
        }
        match pending(&store.pool).await {
            Ok(subjects) => {
                for subject in subjects {
                    if let Err(error) = complete(&store, &subject).await {
                        tracing::warn!(%error, person = store.context.pseudonym(subject.as_str()), "deletion unfinished");
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "deletions cannot be looked for"),
        }
    }
}

/// Deletions that are not finished, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(pool: &PgPool) -> Result<Vec<Subject>, StoreError> {
    let subjects: Vec<String> =
        sqlx::query_scalar("SELECT sub FROM profile.deletion ORDER BY requested_at LIMIT 100")
            .fetch_all(pool)
            .await?;
    Ok(subjects
        .iter()
        .filter_map(|sub| Subject::parse(sub))
        .collect())
}
