//! Waiting until what is already on its way has ended.

use std::time::Duration;

use sqlx::{PgConnection, PgPool, Row};
use uuid::Uuid;

use crate::ConsentError;

/// First and longest pause between two looks at the database.
const PAUSE: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(100));

/// The attempts that were open when a decision was recorded.
///
/// Read under the person's exclusive lock, so it is the whole set: what starts later reads the new state.
#[derive(Debug)]
#[must_use = "a decision is acknowledged only after `ended`"]
pub struct OpenAttempts {
    attempts: Vec<Uuid>,
}

impl OpenAttempts {
    pub(crate) fn new(attempts: Vec<Uuid>) -> Self {
        Self { attempts }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.attempts.len()
    }

    /// Whether there is nothing to wait for.
    pub fn is_empty(&self) -> bool {
        self.attempts.is_empty()
    }

    /// Returns once each attempt has ended or passed its deadline (the attempt of a sender that crashed).
    ///
    /// Looks at the condition with growing pauses: a sender that ends and a sender that dies look the same to the
    /// waiting side, and no connection is held in between.
    ///
    /// # Errors
    /// When the database does not answer; whether everything has ended is not known then.
    pub async fn ended(self, pool: &PgPool) -> Result<(), ConsentError> {
        if self.attempts.is_empty() {
            return Ok(());
        }
        let mut pause = PAUSE.0;
        while self.any_open(pool).await? {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(PAUSE.1);
        }
        Ok(())
    }

    async fn any_open(&self, pool: &PgPool) -> Result<bool, ConsentError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM consent.attempt
             WHERE id = ANY($1) AND ended_at IS NULL AND deadline_at > clock_timestamp())",
        )
        .bind(&self.attempts)
        .fetch_one(pool)
        .await?)
    }
}

/// Open attempts for the person that rely on one of the purposes.
pub(crate) async fn of(
    connection: &mut PgConnection,
    subject: &str,
    purposes: &[&str],
) -> Result<OpenAttempts, ConsentError> {
    let rows = sqlx::query(
        "SELECT id FROM consent.attempt
         WHERE subject = $1 AND ended_at IS NULL AND deadline_at > clock_timestamp() AND purposes && $2",
    )
    .bind(subject)
    .bind(purposes)
    .fetch_all(connection)
    .await?;
    let attempts = rows
        .iter()
        .map(|row| row.try_get("id"))
        .collect::<Result<_, _>>()?;
    Ok(OpenAttempts::new(attempts))
}
