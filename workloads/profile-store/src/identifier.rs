//! What a person can be found by.

use domicile_bundle::IdentifierKind;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::{StoreError, Subject};

/// Keeps a verified identifier; repeating it changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_verified(
    connection: &mut PgConnection,
    subject: &Subject,
    kind: IdentifierKind,
    value: &str,
    digest: [u8; 32],
    verified_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO profile.identifier (sub, kind, value, digest, verified_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sub, kind, value) DO UPDATE SET verified_at = coalesce(identifier.verified_at, excluded.verified_at)",
    )
    .bind(subject.as_str())
    .bind(kind_text(kind))
    .bind(value)
    .bind(digest.as_slice())
    .bind(verified_at.to_sqlx())
    .execute(connection)
    .await?;
    Ok(())
}

const fn kind_text(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Email => "Email",
        IdentifierKind::Phone => "Phone",
        IdentifierKind::External => "External",
    }
}
