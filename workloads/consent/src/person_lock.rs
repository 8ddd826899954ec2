//! The lock of one person, where decisions and attempts meet.
//!
//! Transaction-scoped advisory locks of PostgreSQL: released by commit, rollback and by the death of the session.
//! Statements after the lock see everything that was committed before it was granted (`READ COMMITTED` takes a
//! new snapshot per statement), so the state must be read in a later statement than the lock.

use sqlx::PgConnection;

/// Keeps every attempt and every other decision of the person out until the transaction ends.
pub(crate) async fn exclusive(
    connection: &mut PgConnection,
    subject: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('domicile:' || $1, 0))")
        .bind(subject)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps decisions of these people out until the transaction ends; attempts may share.
///
/// Taken in the order of the lock's key, so that two batches never wait for each other in a circle.
pub(crate) async fn shared(
    connection: &mut PgConnection,
    subjects: &[&str],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT pg_advisory_xact_lock_shared(key) FROM (
             SELECT DISTINCT hashtextextended('domicile:' || subject, 0) AS key
             FROM unnest($1::text[]) AS subject ORDER BY key
         ) AS sorted",
    )
    .bind(subjects)
    .execute(connection)
    .await?;
    Ok(())
}
