//! Appending decisions.

use jiff::{Timestamp, ToSpan, Unit};
use jiff_sqlx::ToSqlx;
use ring::rand::{SecureRandom, SystemRandom};
use sqlx::{PgConnection, PgPool, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{
    ConsentError, DECISION_CHANNEL, leaf_hash,
    open_attempts::{self, OpenAttempts},
    person_lock,
    record::{NewRecord, Record, legal_basis_of, legal_basis_text},
};

/// Records decisions of one person and returns once they are in force everywhere: no attempt that started before
/// and relies on one of these purposes is still open, in any replica.
///
/// Takes as long as the longest such attempt may last (bounded by its deadline), and two short transactions otherwise.
/// When it fails after the commit, the decisions are recorded and in force for new attempts; calling again is safe.
///
/// # Errors
/// When the decisions are none or of several people, or the database does not answer.
pub async fn decide(pool: &PgPool, decisions: &[NewRecord]) -> Result<Vec<Record>, ConsentError> {
    let mut transaction = pool.begin().await?;
    let (records, open) = decide_in(&mut transaction, decisions).await?;
    transaction.commit().await?;
    open.ended(pool).await?;
    Ok(records)
}

/// The part of [`decide`] that belongs into a transaction of the caller's: locks, appends, changes the state.
///
/// The caller commits, then waits for [`OpenAttempts::ended`], and only then tells the person.
///
/// # Errors
/// As [`decide`].
pub async fn decide_in(
    connection: &mut PgConnection,
    decisions: &[NewRecord],
) -> Result<(Vec<Record>, OpenAttempts), ConsentError> {
    let subject = only_subject(decisions)?;
    person_lock::exclusive(connection, subject).await?;
    let mut records = Vec::with_capacity(decisions.len());
    for decision in decisions {
        records.push(append(connection, decision.clone()).await?);
    }
    let purposes: Vec<&str> = decisions
        .iter()
        .map(|decision| decision.purpose.as_str())
        .collect();
    let open = open_attempts::of(connection, subject, &purposes).await?;
    Ok((records, open))
}

/// Appends one record and changes the state, inside the caller's transaction and under the person's lock.
///
/// Does not wait for running attempts: that is what [`decide`] adds.
///
/// # Errors
/// When the database does not answer.
pub async fn append(
    connection: &mut PgConnection,
    decision: NewRecord,
) -> Result<Record, ConsentError> {
    person_lock::exclusive(connection, &decision.subject).await?;
    let record = seal(decision)?;
    insert(connection, &record).await?;
    sqlx::query(
        "INSERT INTO consent.state (subject, purpose, decision, record_id, document_version, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (subject, purpose) DO UPDATE SET decision = excluded.decision, record_id = excluded.record_id,
             document_version = excluded.document_version, changed_at = excluded.changed_at",
    )
    .bind(&record.subject)
    .bind(&record.purpose)
    .bind(record.decision.as_str())
    .bind(record.id)
    .bind(&record.document_version)
    .bind(record.occurred_at.to_sqlx())
    .execute(&mut *connection)
    .await?;
    sqlx::query("SELECT pg_notify($1, $2)")
        .bind(DECISION_CHANNEL)
        .bind(&record.subject)
        .execute(connection)
        .await?;
    Ok(record)
}

/// Every record of a person, oldest first.
///
/// # Errors
/// When the database does not answer or holds an unknown value.
pub async fn records_of(
    connection: &mut PgConnection,
    subject: &str,
) -> Result<Vec<Record>, ConsentError> {
    sqlx::query("SELECT * FROM consent.record WHERE subject = $1 ORDER BY position")
        .bind(subject)
        .fetch_all(connection)
        .await?
        .iter()
        .map(record_from)
        .collect()
}

fn only_subject(decisions: &[NewRecord]) -> Result<&str, ConsentError> {
    let (first, rest) = decisions.split_first().ok_or(ConsentError::NotOnePerson)?;
    if rest
        .iter()
        .any(|decision| decision.subject != first.subject)
    {
        return Err(ConsentError::NotOnePerson);
    }
    Ok(&first.subject)
}

/// Gives a decision its id, its time, its salt and its leaf hash.
fn seal(decision: NewRecord) -> Result<Record, ConsentError> {
    let mut salt = [0; 32];
    SystemRandom::new()
        .fill(&mut salt)
        .map_err(|_| ConsentError::Random)?;
    let mut record = Record {
        id: Uuid::now_v7(),
        subject: decision.subject,
        purpose: decision.purpose,
        document_version: decision.document_version,
        decision: decision.decision,
        occurred_at: to_microsecond(Timestamp::now()),
        application: decision.application,
        page: decision.page,
        language: decision.language,
        brand: decision.brand,
        legal_basis: decision.legal_basis,
        jurisdiction: decision.jurisdiction,
        salt,
        leaf_hash: [0; 32],
    };
    record.leaf_hash = leaf_hash::of(&record)?;
    Ok(record)
}

/// PostgreSQL keeps microseconds; the leaf hash must be computable again from what it keeps.
fn to_microsecond(time: Timestamp) -> Timestamp {
    let rest = i64::from(time.subsec_nanosecond() % 1_000);
    time.checked_sub(rest.nanoseconds())
        .or_else(|_| time.round(Unit::Microsecond))
        .unwrap_or(time)
}

async fn insert(connection: &mut PgConnection, record: &Record) -> Result<(), ConsentError> {
    sqlx::query(
        "INSERT INTO consent.record (id, subject, purpose, document_version, decision, occurred_at, application, page,
             language, brand, legal_basis, jurisdiction, salt, leaf_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(record.id)
    .bind(&record.subject)
    .bind(&record.purpose)
    .bind(&record.document_version)
    .bind(record.decision.as_str())
    .bind(record.occurred_at.to_sqlx())
    .bind(&record.application)
    .bind(&record.page)
    .bind(&record.language)
    .bind(&record.brand)
    .bind(legal_basis_text(record.legal_basis))
    .bind(&record.jurisdiction)
    .bind(record.salt.as_slice())
    .bind(record.leaf_hash.as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

fn record_from(row: &PgRow) -> Result<Record, ConsentError> {
    Ok(Record {
        id: row.try_get("id")?,
        subject: row.try_get("subject")?,
        purpose: row.try_get("purpose")?,
        document_version: row.try_get("document_version")?,
        decision: row.try_get::<&str, _>("decision")?.parse()?,
        occurred_at: row
            .try_get::<jiff_sqlx::Timestamp, _>("occurred_at")?
            .to_jiff(),
        application: row.try_get("application")?,
        page: row.try_get("page")?,
        language: row.try_get("language")?,
        brand: row.try_get("brand")?,
        legal_basis: legal_basis_of(row.try_get("legal_basis")?)?,
        jurisdiction: row.try_get("jurisdiction")?,
        salt: hash_column(row, "salt")?,
        leaf_hash: hash_column(row, "leaf_hash")?,
    })
}

fn hash_column(row: &PgRow, column: &'static str) -> Result<[u8; 32], ConsentError> {
    row.try_get::<&[u8], _>(column)?
        .try_into()
        .map_err(|_| ConsentError::UnknownValue { column })
}
