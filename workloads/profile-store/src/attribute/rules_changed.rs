//! A changed merge rule or precedence applies to everybody who is already here.

use std::time::Duration;

use domicile_bundle::{Attribute, Bundle};
use sqlx::PgPool;

use super::{merge, stored};
use crate::{ProfileStore, StoreError, Subject, person};

/// People brought up to date in one round trip; each in a transaction of its own.
const BATCH: i64 = 200;
/// Wait before trying again when the database does not answer.
const RETRY: Duration = Duration::from_secs(5);

/// Brings current values up to date at the start and after every change of the bundle, until the stop.
pub async fn keep_current(store: ProfileStore) {
    let mut changes = store.context.configuration().changes();
    loop {
        let loaded = store.bundle();
        let applied = apply_all(&store.pool, &loaded.bundle).await;
        if let Err(error) = &applied {
            tracing::warn!(%error, "merge rules are not applied to everybody yet");
        }
        tokio::select! {
            () = store.context.stopping().begun() => return,
            () = tokio::time::sleep(RETRY), if applied.is_err() => {}
            told = changes.changed() => if told.is_err() { return },
        }
    }
}

/// Applies every rule that differs from the one last applied.
///
/// # Errors
/// When the database does not answer; calling again goes on where it ended.
pub async fn apply_all(pool: &PgPool, bundle: &Bundle) -> Result<(), StoreError> {
    for attribute in &bundle.attributes {
        let fingerprint = merge::fingerprint(attribute.merge, &bundle.sources);
        let last: Option<String> =
            sqlx::query_scalar("SELECT fingerprint FROM profile.merge_rule WHERE name = $1")
                .bind(&attribute.name)
                .fetch_optional(pool)
                .await?;
        if last.as_ref() != Some(&fingerprint) {
            apply(pool, bundle, attribute).await?;
            remember(pool, attribute, &fingerprint).await?;
        }
    }
    Ok(())
}

async fn apply(pool: &PgPool, bundle: &Bundle, attribute: &Attribute) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let people: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT sub FROM profile.attribute WHERE name = $1 AND sub > $2 ORDER BY sub LIMIT $3",
        )
        .bind(&attribute.name)
        .bind(&after)
        .bind(BATCH)
        .fetch_all(pool)
        .await?;
        let Some(last) = people.last() else {
            return Ok(());
        };
        after.clone_from(last);
        for subject in people.iter().filter_map(|sub| Subject::parse(sub)) {
            let mut transaction = pool.begin().await?;
            if person::lock(&mut transaction, &subject).await?.is_some() {
                stored::refresh(&mut transaction, bundle, &subject, &attribute.name).await?;
            }
            transaction.commit().await?;
        }
    }
}

async fn remember(
    pool: &PgPool,
    attribute: &Attribute,
    fingerprint: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO profile.merge_rule (name, fingerprint, applied_at) VALUES ($1, $2, clock_timestamp())
         ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint, applied_at = excluded.applied_at",
    )
    .bind(&attribute.name)
    .bind(fingerprint)
    .execute(pool)
    .await?;
    Ok(())
}
