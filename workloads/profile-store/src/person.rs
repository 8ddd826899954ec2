//! Who is homed in this region.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, Row, postgres::PgRow};

use crate::{StoreError, Subject};

/// A person as registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The identifier.
    pub subject: Subject,
    /// Country of residence (ISO 3166-1 alpha-2).
    pub country: String,
    /// BCP 47 tag of the language of the registration.
    pub language: String,
    /// `<namespace>/<name>` of the brand where the person registered.
    pub brand: String,
    /// `client_id` of the application where the person registered.
    pub application: String,
    /// When.
    pub created_at: Timestamp,
}

/// Whether a registration was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// The person is new.
    Now,
    /// The same registration came before.
    Before,
}

/// Registers a person; repeating it changes nothing.
///
/// # Errors
/// [`StoreError::Gone`] when the person is being deleted; when the database does not answer.
pub async fn register(
    connection: &mut PgConnection,
    person: &Person,
    digest: [u8; 32],
) -> Result<Registered, StoreError> {
    let inserted = sqlx::query(
        "INSERT INTO profile.person (sub, digest, country, language, brand, application, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT FROM profile.deletion WHERE sub = $1)
         ON CONFLICT (sub) DO NOTHING",
    )
    .bind(person.subject.as_str())
    .bind(digest.as_slice())
    .bind(&person.country)
    .bind(&person.language)
    .bind(&person.brand)
    .bind(&person.application)
    .bind(person.created_at.to_sqlx())
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 1 {
        return Ok(Registered::Now);
    }
    match lock(connection, &person.subject).await? {
        Some(_) => Ok(Registered::Before),
        None => Err(StoreError::Gone),
    }
}

/// The person, unless unknown here or being deleted; writers of this person wait until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<Option<Person>, StoreError> {
    // `NO KEY` lets inserts that refer to the person go on, and keeps deletion and other merges out.
    sqlx::query(
        "SELECT * FROM profile.person WHERE sub = $1
         AND NOT EXISTS (SELECT FROM profile.deletion WHERE deletion.sub = person.sub) FOR NO KEY UPDATE OF person",
    )
    .bind(subject.as_str())
    .fetch_optional(connection)
    .await?
    .map(|row| person_from(&row))
    .transpose()
}

/// The person, unless unknown here or being deleted.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<Option<Person>, StoreError> {
    sqlx::query(
        "SELECT * FROM profile.person WHERE sub = $1
         AND NOT EXISTS (SELECT FROM profile.deletion WHERE deletion.sub = person.sub)",
    )
    .bind(subject.as_str())
    .fetch_optional(connection)
    .await?
    .map(|row| person_from(&row))
    .transpose()
}

/// Whether a person of this digest is homed here and not being deleted.
///
/// # Errors
/// When the database does not answer.
pub async fn is_here(connection: &mut PgConnection, digest: &[u8]) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM profile.person WHERE digest = $1
         AND NOT EXISTS (SELECT FROM profile.deletion WHERE deletion.sub = person.sub))",
    )
    .bind(digest)
    .fetch_one(connection)
    .await?)
}

fn person_from(row: &PgRow) -> Result<Person, StoreError> {
    Ok(Person {
        subject: Subject::parse(row.try_get("sub")?)
            .ok_or(StoreError::UnknownValue("person.sub"))?,
        country: row.try_get("country")?,
        language: row.try_get("language")?,
        brand: row.try_get("brand")?,
        application: row.try_get("application")?,
        created_at: row
            .try_get::<jiff_sqlx::Timestamp, _>("created_at")?
            .to_jiff(),
    })
}
