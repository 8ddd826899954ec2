//! Forgetting a person (GDPR, Art. 17).

use sqlx::{PgConnection, Row};

use crate::{ConsentError, OpenAttempts};

/// Erases what the ledger says about a person, inside the transaction that deletes the profile.
///
/// Takes the person's exclusive lock. Records keep their place and leaf hash and nothing else; state and ended
/// attempts are deleted. The caller commits, waits for [`OpenAttempts::ended`], and only then tells the person.
///
/// # Errors
/// When the database does not answer.
pub async fn erase(
    connection: &mut PgConnection,
    subject: &str,
) -> Result<OpenAttempts, ConsentError> {
    let rows = sqlx::query("SELECT attempt_id FROM consent.erase($1)")
        .bind(subject)
        .fetch_all(connection)
        .await?;
    let attempts = rows
        .iter()
        .map(|row| row.try_get("attempt_id"))
        .collect::<Result<_, _>>()?;
    Ok(OpenAttempts::new(attempts))
}

/// People whom this region has erased and whom the activation workload still has to forget, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(connection: &mut PgConnection) -> Result<Vec<String>, ConsentError> {
    Ok(
        sqlx::query_scalar("SELECT subject FROM consent.erasure ORDER BY requested_at LIMIT 100")
            .fetch_all(connection)
            .await?,
    )
}

/// The activation workload has forgotten the person; in the transaction that did it.
///
/// # Errors
/// When the database does not answer.
pub async fn done(connection: &mut PgConnection, subject: &str) -> Result<(), ConsentError> {
    sqlx::query("SELECT consent.erasure_done($1)")
        .bind(subject)
        .execute(connection)
        .await?;
    Ok(())
}
