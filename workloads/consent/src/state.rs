//! The current decision per person and purpose.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::{PgConnection, Row, postgres::PgRow};

use crate::{ConsentError, record::DecisionKind};

/// What a person last decided about one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeState {
    /// Name of the purpose.
    pub purpose: String,
    /// The latest decision.
    pub decision: DecisionKind,
    /// Version of the document that the person saw.
    pub document_version: String,
    /// When it was decided.
    pub changed_at: Timestamp,
}

/// Everything that the person decided, sorted by purpose; empty for someone unknown.
///
/// # Errors
/// When the database does not answer or holds an unknown value.
pub async fn of(
    connection: &mut PgConnection,
    subject: &str,
) -> Result<Vec<PurposeState>, ConsentError> {
    Ok(of_all(connection, &[subject])
        .await?
        .remove(subject)
        .unwrap_or_default())
}

/// What each of these people decided; someone who decided nothing is missing.
pub(crate) async fn of_all(
    connection: &mut PgConnection,
    subjects: &[&str],
) -> Result<HashMap<String, Vec<PurposeState>>, ConsentError> {
    let rows = sqlx::query(
        "SELECT subject, purpose, decision, document_version, changed_at
         FROM consent.state WHERE subject = ANY($1) ORDER BY subject, purpose",
    )
    .bind(subjects)
    .fetch_all(connection)
    .await?;
    let mut states: HashMap<String, Vec<PurposeState>> = HashMap::new();
    for row in rows {
        states
            .entry(row.try_get("subject")?)
            .or_default()
            .push(state_from(&row)?);
    }
    Ok(states)
}

fn state_from(row: &PgRow) -> Result<PurposeState, ConsentError> {
    Ok(PurposeState {
        purpose: row.try_get("purpose")?,
        decision: row.try_get::<&str, _>("decision")?.parse()?,
        document_version: row.try_get("document_version")?,
        changed_at: row
            .try_get::<jiff_sqlx::Timestamp, _>("changed_at")?
            .to_jiff(),
    })
}
