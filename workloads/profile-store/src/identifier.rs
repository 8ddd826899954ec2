//! What a person can be found by.

use domicile_bundle::IdentifierKind;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
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

/// An identifier as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// `Email`, `Phone` or `External`.
    pub kind: String,
    /// The identifier.
    pub value: String,
    /// When the person proved that it is theirs.
    pub verified_at: Option<Timestamp>,
}

/// Everything that a person can be found by.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<(String, String, Option<jiff_sqlx::Timestamp>)> = sqlx::query_as(
        "SELECT kind, value, verified_at FROM profile.identifier WHERE sub = $1 ORDER BY kind, value",
    )
    .bind(subject.as_str())
    .fetch_all(connection)
    .await?;
    let kept = rows.into_iter().map(|(kind, value, verified_at)| Kept {
        kind,
        value,
        verified_at: verified_at.map(jiff_sqlx::Timestamp::to_jiff),
    });
    Ok(kept.collect())
}

const fn kind_text(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Email => "Email",
        IdentifierKind::Phone => "Phone",
        IdentifierKind::External => "External",
    }
}
