//! Passkeys of this region that were right at another one: the browser is on its way here.

use domicile_residency::Handle;
use domicile_service::Database;

/// How long the browser may take.
const LIFETIME_SECONDS: f64 = 120.0;

/// Keeps a proof under a new handle.
pub async fn insert(
    pool: &Database,
    handle: &Handle,
    sub: &str,
    methods: &[&str],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.passkey_proof (digest, sub, methods, expires_at) \
         VALUES ($1, $2, $3, now() + make_interval(secs => $4))",
    )
    .bind(handle.digest())
    .bind(sub)
    .bind(methods)
    .bind(LIFETIME_SECONDS)
    .execute(pool)
    .await?;
    Ok(())
}

/// Uses a proof up: who it is, and how they proved it.
pub async fn consume(
    pool: &Database,
    handle: &Handle,
) -> Result<Option<(String, Vec<String>)>, sqlx::Error> {
    sqlx::query_as(
        "DELETE FROM auth.passkey_proof WHERE digest = $1 AND expires_at > now() RETURNING sub, methods",
    )
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}
