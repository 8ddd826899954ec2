//! How activation hears of events: a row in the same transaction, and a notification when it commits.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, Subject};

/// Channel on which a commit that added rows is told, without content (by a trigger of the table).
pub const CHANNEL: &str = "domicile_outbox";

/// Appends an event to the outbox, inside the transaction that keeps it.
///
/// # Errors
/// When the database does not answer.
pub async fn append(
    connection: &mut PgConnection,
    event: Uuid,
    subject: &Subject,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO profile.outbox (event_id, sub) VALUES ($1, $2)")
        .bind(event)
        .bind(subject.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
