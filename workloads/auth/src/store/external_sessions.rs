//! What an external issuer said of sign-ins.

use jiff_sqlx::ToSqlx;
use sqlx::PgPool;
use uuid::Uuid;

/// What it said of one.
#[derive(Clone, Copy, Debug)]
pub struct NewExternalSession<'a> {
    /// Its name.
    pub id: Uuid,
    /// Who signed in.
    pub sub: &'a str,
    /// Keyed digest of issuer and `sub`.
    pub subject: &'a [u8; 32],
    /// Keyed digest of issuer and `sid`.
    pub session: Option<&'a [u8; 32]>,
    /// `acr`.
    pub acr: Option<&'a str>,
    /// When the person proved who they are.
    pub proven_at: jiff::Timestamp,
    /// The ID token, sealed.
    pub id_token: Option<&'a str>,
}

/// Keeps it.
pub async fn insert(pool: &PgPool, new: NewExternalSession<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.external_session (id, sub, subject_digest, session_digest, acr, proven_at, id_token) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.sub)
    .bind(new.subject)
    .bind(new.session)
    .bind(new.acr)
    .bind(new.proven_at.to_sqlx())
    .bind(new.id_token)
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether it is what the issuer said of a sign-in of that person.
pub async fn is_of(pool: &PgPool, id: Uuid, sub: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.external_session WHERE id = $1 AND sub = $2)",
    )
    .bind(id)
    .bind(sub)
    .fetch_one(pool)
    .await
}

/// The sealed ID token of a sign-in.
pub async fn id_token(pool: &PgPool, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    let found: Option<Option<String>> =
        sqlx::query_scalar("SELECT id_token FROM auth.external_session WHERE id = $1")
            .bind(id)
            .fetch_optional(pool)
            .await?;
    Ok(found.flatten())
}
