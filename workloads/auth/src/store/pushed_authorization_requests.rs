//! Authorization requests that were pushed (RFC 9126).

use domicile_residency::Handle;
use domicile_service::Database;

/// A request to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewPushedRequest<'a> {
    /// Names it.
    pub handle: &'a Handle,
    /// Client that pushed it.
    pub client_id: &'a str,
    /// The request, sealed.
    pub sealed: &'a str,
    /// How long a browser may begin with it.
    pub usable_seconds: f64,
    /// How long it is kept, for the sign-in that began with it.
    pub kept_seconds: f64,
}

/// Keeps a request.
pub async fn insert(pool: &Database, new: NewPushedRequest<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.pushed_authorization_request (digest, client_id, sealed, usable_until, expires_at) \
         VALUES ($1, $2, $3, now() + make_interval(secs => $4), now() + make_interval(secs => $5))",
    )
    .bind(new.handle.digest())
    .bind(new.client_id)
    .bind(new.sealed)
    .bind(new.usable_seconds)
    .bind(new.kept_seconds)
    .execute(pool)
    .await?;
    Ok(())
}

/// The sealed request of a client that a browser may still begin with.
pub async fn find(
    pool: &Database,
    handle: &Handle,
    client_id: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT sealed FROM auth.pushed_authorization_request \
         WHERE digest = $1 AND client_id = $2 AND usable_until > now()",
    )
    .bind(handle.digest())
    .bind(client_id)
    .fetch_optional(pool)
    .await
}

/// Uses a request up; false when it is gone, because somebody was answered on it before or it took too long.
pub async fn consume(
    pool: &Database,
    handle: &Handle,
    client_id: &str,
) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query(
        "DELETE FROM auth.pushed_authorization_request \
         WHERE digest = $1 AND client_id = $2 AND expires_at > now()",
    )
    .bind(handle.digest())
    .bind(client_id)
    .execute(pool)
    .await?;
    Ok(removed.rows_affected() == 1)
}
