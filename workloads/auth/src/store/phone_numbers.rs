//! Telephone numbers that people have proven.

use domicile_residency::Digest;
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection};

/// The number of a person.
#[derive(Clone, Debug, FromRow)]
pub struct Kept {
    /// Keyed hash of the number.
    pub digest: Vec<u8>,
    /// The number, sealed.
    pub sealed_number: String,
    verified_at: Timestamp,
}

impl Kept {
    /// When it was proven.
    pub fn verified_at(&self) -> jiff::Timestamp {
        self.verified_at.to_jiff()
    }
}

/// Keeps the number of a person, in the place of an earlier one.
pub async fn put(
    connection: &mut PgConnection,
    sub: &str,
    digest: &Digest,
    sealed_number: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.phone_number (sub, digest, sealed_number) VALUES ($1, $2, $3) \
         ON CONFLICT (sub) DO UPDATE SET digest = excluded.digest, \
           sealed_number = excluded.sealed_number, verified_at = now()",
    )
    .bind(sub)
    .bind(digest.as_bytes())
    .bind(sealed_number)
    .execute(connection)
    .await?;
    Ok(())
}

/// The number of a person.
pub async fn of_person(pool: &Database, sub: &str) -> Result<Option<Kept>, sqlx::Error> {
    sqlx::query_as(
        "SELECT digest, sealed_number, verified_at FROM auth.phone_number WHERE sub = $1",
    )
    .bind(sub)
    .fetch_optional(pool)
    .await
}

/// Removes the number of a person; false when there is none.
pub async fn remove(pool: &Database, sub: &str) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query("DELETE FROM auth.phone_number WHERE sub = $1")
        .bind(sub)
        .execute(pool)
        .await?;
    Ok(removed.rows_affected() == 1)
}
