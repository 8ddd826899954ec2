//! What issuers that vouch for sessions said of sign-ins: the one that stands in for sign-in, and organisations' own.

use domicile_service::Database;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
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
    /// The organisation whose own issuer it is.
    pub organization: Option<&'a str>,
}

/// Keeps it.
pub async fn insert(pool: &Database, new: NewExternalSession<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.external_session (id, sub, subject_digest, session_digest, acr, proven_at, id_token, \
           organization_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new.id)
    .bind(new.sub)
    .bind(new.subject)
    .bind(new.session)
    .bind(new.acr)
    .bind(new.proven_at.to_sqlx())
    .bind(new.id_token)
    .bind(new.organization)
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether it is what the issuer said of a sign-in of that person.
pub async fn is_of(pool: &Database, id: Uuid, sub: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.external_session WHERE id = $1 AND sub = $2)",
    )
    .bind(id)
    .bind(sub)
    .fetch_one(pool)
    .await
}

/// The same, and it stays until the transaction ends: whoever takes the word back ends the session that is opened by it.
pub async fn hold(connection: &mut PgConnection, id: Uuid, sub: &str) -> Result<bool, sqlx::Error> {
    let held: Option<i32> = sqlx::query_scalar(
        "SELECT 1 FROM auth.external_session WHERE id = $1 AND sub = $2 FOR SHARE",
    )
    .bind(id)
    .bind(sub)
    .fetch_optional(connection)
    .await?;
    Ok(held.is_some())
}

/// The sealed ID token of a sign-in.
pub async fn id_token(pool: &Database, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    let found: Option<Option<String>> =
        sqlx::query_scalar("SELECT id_token FROM auth.external_session WHERE id = $1")
            .bind(id)
            .fetch_optional(pool)
            .await?;
    Ok(found.flatten())
}
