//! Removes what has ended. Small batches, so that no lock is held long.

use std::time::Duration;

use domicile_service::{Database, Stop};

use crate::store::sessions::{self, Ending};

/// How often it runs.
const INTERVAL: Duration = Duration::from_mins(1);
/// Rows removed by one statement.
const BATCH: i64 = 1000;

/// One statement per table; `$1` is the batch size. Every condition is served by an index.
const STATEMENTS: &[&str] = &[
    "DELETE FROM auth.client_assertion WHERE digest IN (SELECT digest FROM auth.client_assertion \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.registered_client WHERE client_id IN (SELECT client_id FROM auth.registered_client \
     WHERE last_used_at < now() - interval '90 days' LIMIT $1)",
    "DELETE FROM auth.challenge WHERE digest IN (SELECT digest FROM auth.challenge \
     WHERE expires_at < now() - interval '30 minutes' LIMIT $1)",
    // Codes and refresh tokens go with their grants.
    "DELETE FROM auth.client_grant WHERE id IN (SELECT id FROM auth.client_grant \
     WHERE expires_at < now() - interval '5 minutes' LIMIT $1)",
    "DELETE FROM auth.refresh_token WHERE digest IN (SELECT digest FROM auth.refresh_token \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.revoked_access_token WHERE jti IN (SELECT jti FROM auth.revoked_access_token \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.device_authorization WHERE digest IN (SELECT digest FROM auth.device_authorization \
     WHERE expires_at < now() - interval '5 minutes' LIMIT $1)",
    "DELETE FROM auth.device_approval WHERE digest IN (SELECT digest FROM auth.device_approval \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.dpop_proof WHERE digest IN (SELECT digest FROM auth.dpop_proof WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.accepted_handoff WHERE jti IN (SELECT jti FROM auth.accepted_handoff \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.pushed_authorization_request WHERE digest IN (SELECT digest FROM auth.pushed_authorization_request \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.used_ceremony WHERE digest IN (SELECT digest FROM auth.used_ceremony \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.passkey_proof WHERE digest IN (SELECT digest FROM auth.passkey_proof \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.password_reset WHERE digest IN (SELECT digest FROM auth.password_reset \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.backoff WHERE bucket IN (SELECT bucket FROM auth.backoff \
     WHERE forgotten_at < now() LIMIT $1)",
    // What was accepted stays as long as what was not: long enough for a repeated step.
    "DELETE FROM auth.organization_invitation WHERE id IN (SELECT id FROM auth.organization_invitation \
     WHERE expires_at < now() - interval '30 days' LIMIT $1)",
    "DELETE FROM auth.federation_attempt WHERE digest IN (SELECT digest FROM auth.federation_attempt \
     WHERE expires_at < now() LIMIT $1)",
    // What an external issuer said goes with its session; a sign-in may wait for more before there is one.
    "DELETE FROM auth.external_session WHERE id IN (SELECT id FROM auth.external_session AS said \
     WHERE created_at < now() - interval '1 hour' \
     AND NOT EXISTS (SELECT 1 FROM auth.session WHERE external_id = said.id) LIMIT $1)",
    "DELETE FROM auth.external_logout WHERE digest IN (SELECT digest FROM auth.external_logout \
     WHERE expires_at < now() LIMIT $1)",
    "DELETE FROM auth.throttle WHERE bucket IN (SELECT bucket FROM auth.throttle WHERE ends_at < now() LIMIT $1)",
];

/// Runs until the stop begins. A failure is logged and tried again: nothing depends on it for correctness.
pub async fn run(pool: Database, stop: Stop) {
    let mut ticks = tokio::time::interval(INTERVAL);
    loop {
        tokio::select! {
            () = stop.begun() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = once(&pool).await {
            tracing::warn!(reason = %crate::error::class(&error), "expired rows could not be removed");
        }
    }
}

/// Sessions end in one place, whatever ends them.
async fn sessions(pool: &Database) -> Result<u64, sqlx::Error> {
    let mut removed = 0;
    loop {
        let mut transaction = pool.begin().await?;
        let ended = sessions::end(&mut transaction, Ending::Expired { most: BATCH }).await?;
        transaction.commit().await?;
        let rows = u64::try_from(ended.len()).unwrap_or(u64::MAX);
        removed += rows;
        if rows < BATCH.unsigned_abs() {
            return Ok(removed);
        }
    }
}

/// Removes everything that has ended by now; says how many rows.
pub async fn once(pool: &Database) -> Result<u64, sqlx::Error> {
    let mut removed = sessions(pool).await?;
    for statement in STATEMENTS.iter().copied() {
        loop {
            let rows = sqlx::query(statement)
                .bind(BATCH)
                .execute(pool)
                .await?
                .rows_affected();
            removed += rows;
            if rows < BATCH.unsigned_abs() {
                break;
            }
        }
    }
    Ok(removed)
}
