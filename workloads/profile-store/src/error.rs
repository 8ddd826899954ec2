//! What can go wrong between a request and the database.

use axum::http::StatusCode;
use domicile_service::Problem;

/// Why the store could not do its work. Texts hold nothing about a person.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or did not answer.
    #[error("database: {}", class(.0))]
    Database(#[from] sqlx::Error),
    /// The ledger refused or did not answer.
    #[error("consent ledger: {}", ledger_class(.0))]
    Consent(#[from] domicile_consent::ConsentError),
    /// A stored value is none of the known ones.
    #[error("column {0} holds an unknown value; is a newer version writing to it?")]
    UnknownValue(&'static str),
    /// Another workload or region did not answer as it should.
    #[error("{peer} did not answer: {problem}")]
    Peer {
        /// Which one.
        peer: &'static str,
        /// What happened, without addresses or bodies.
        problem: String,
    },
    /// The person is being deleted, or is not homed here.
    #[error("the person is not here")]
    Gone,
    /// The system gave no random bytes.
    #[error("the system's random source failed")]
    Random,
}

impl StoreError {
    /// What a client hears: never the cause, which is logged here.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Gone => Problem::new(
                StatusCode::NOT_FOUND,
                "person-not-here",
                "No such person is homed in this region.",
            ),
            Self::Peer { .. } => {
                tracing::warn!(error = %self, "answered 503");
                Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "try-again",
                    "Another part did not answer.",
                )
                .detail("Nothing was lost on our side. Send the same again in a moment.")
            }
            _ => {
                tracing::error!(error = %self, "answered 500");
                Problem::internal()
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        error.into_problem()
    }
}

fn ledger_class(error: &domicile_consent::ConsentError) -> String {
    match error {
        domicile_consent::ConsentError::Database(cause) => class(cause),
        other => other.to_string(),
    }
}

/// What kind of failure it was: the driver's texts may quote values of a row.
fn class(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(cause) => {
            format!(
                "refused with SQLSTATE {}",
                cause.code().unwrap_or_else(|| "unknown".into())
            )
        }
        sqlx::Error::Io(_) => "unreachable".to_owned(),
        sqlx::Error::Tls(_) => "TLS refused".to_owned(),
        sqlx::Error::PoolTimedOut => "no connection became free in time".to_owned(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} has another type"),
        _ => "failed".to_owned(),
    }
}
