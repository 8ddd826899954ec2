//! Forgetting a person here, after the ledger and the profile have.

use domicile_consent::erasure;
use sqlx::PgConnection;

use crate::{Activation, ActivationError, disclosure};

impl Activation {
    /// Forgets everybody whose erasure is still to be done here; says how many.
    ///
    /// Deliveries and who received what go, and the log keeps its lines without the person. The ledger keeps the duty until the transaction
    /// that fulfils it, so a crash anywhere is repaired by doing it again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_erased(&self) -> Result<usize, ActivationError> {
        let mut connection = self.pool.acquire().await?;
        let people = erasure::pending(&mut connection).await?;
        drop(connection);
        for subject in &people {
            let mut transaction = self.pool.begin().await?;
            forget(&mut transaction, subject).await?;
            erasure::done(&mut transaction, subject).await?;
            transaction.commit().await?;
        }
        Ok(people.len())
    }
}

async fn forget(connection: &mut PgConnection, subject: &str) -> Result<(), ActivationError> {
    sqlx::query(
        "INSERT INTO activation.log (delivery_id, target, attempt, outcome, reason)
         SELECT id, target, attempts, 'NotSent', 'PersonErased'
         FROM activation.delivery WHERE sub = $1 AND state = 'Queued' AND NOT claimed",
    )
    .bind(subject)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM activation.delivery WHERE sub = $1")
        .bind(subject)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE activation.log SET sub = NULL WHERE sub = $1")
        .bind(subject)
        .execute(&mut *connection)
        .await?;
    disclosure::forget(connection, subject).await?;
    Ok(())
}
