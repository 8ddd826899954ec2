//! What can go wrong between this crate and the database.

/// Why the ledger or the gate could not do its work. Never holds data of a person.
#[derive(Debug, thiserror::Error)]
pub enum ConsentError {
    /// The database refused or did not answer: no permission can be read, so nothing may be sent.
    #[error("the consent database failed: {}", failure_class(.0))]
    Database(#[from] sqlx::Error),
    /// A stored value is none of the known ones.
    #[error(
        "column {column} of the consent schema holds an unknown value; is a newer version writing to it?"
    )]
    UnknownValue {
        /// Which column.
        column: &'static str,
    },
    /// A record has no canonical form.
    #[error("a consent record has no JSON form: {0}")]
    Canonical(#[from] serde_json::Error),
    /// The system gave no random bytes for the salt.
    #[error("the system's random number generator failed")]
    Random,
    /// [`crate::ledger::decide`] was given nothing, or decisions of several people.
    #[error("decisions are recorded for exactly one person at a time")]
    NotOnePerson,
}

/// What kind of failure it was. The server's own texts may quote values, so they go into no log.
pub fn failure_class(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(refused) => {
            format!(
                "refused with SQLSTATE {}",
                refused.code().unwrap_or_default()
            )
        }
        sqlx::Error::Io(_) => "not reachable".to_owned(),
        sqlx::Error::Tls(_) => "TLS refused".to_owned(),
        sqlx::Error::PoolTimedOut => "no connection became free in time".to_owned(),
        sqlx::Error::PoolClosed => "connections are closed".to_owned(),
        sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::Decode(_) => "a column is not what was expected".to_owned(),
        _ => "the connection failed".to_owned(),
    }
}
