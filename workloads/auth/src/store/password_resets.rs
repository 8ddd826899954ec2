//! E-mailed links that let a person choose a new password: once, soon, for one account.

use domicile_residency::Handle;
use domicile_service::Database;
use sqlx::PgConnection;

/// How long a link is good.
pub const LIFETIME_SECONDS: u32 = 1800;

/// Keeps a link.
pub async fn insert(pool: &Database, handle: &Handle, sub: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.password_reset (digest, sub, expires_at) \
         VALUES ($1, $2, now() + make_interval(secs => $3))",
    )
    .bind(handle.digest())
    .bind(sub)
    .bind(f64::from(LIFETIME_SECONDS))
    .execute(pool)
    .await?;
    Ok(())
}

/// Whose link it is, while it is good.
pub async fn find(pool: &Database, handle: &Handle) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT sub FROM auth.password_reset WHERE digest = $1 AND expires_at > now()",
    )
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}

/// Uses a link up, in the transaction that sets the password, and with it every other link of the person. Nothing
/// when somebody else did it first.
pub async fn consume(
    connection: &mut PgConnection,
    handle: &Handle,
) -> Result<Option<String>, sqlx::Error> {
    let sub: Option<String> = sqlx::query_scalar(
        "DELETE FROM auth.password_reset WHERE digest = $1 AND expires_at > now() RETURNING sub",
    )
    .bind(handle.digest())
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(sub) = &sub {
        remove_all(connection, sub).await?;
    }
    Ok(sub)
}

/// Removes every link of a person.
pub async fn remove_all(connection: &mut PgConnection, sub: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.password_reset WHERE sub = $1")
        .bind(sub)
        .execute(connection)
        .await?;
    Ok(())
}
