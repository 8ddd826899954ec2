//! Why a workload cannot start or go on. Texts name files and settings, never their content.

use std::io;

/// Why a workload cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A variable of the pod's environment is missing.
    #[error("environment variable {0} is not set; the operator sets it on every pod it renders")]
    Environment(&'static str),
    /// A mounted file is missing or unreadable.
    #[error("cannot read {file}: {source}; the operator mounts it, see the tenant's status")]
    File {
        /// Path below the configuration root.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A mounted file has the wrong form.
    #[error("{file} is not valid: {problem}")]
    Form {
        /// Path below the configuration root.
        file: String,
        /// What is wrong, without the content.
        problem: String,
    },
    /// The database cannot be used.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A listener could not be opened or failed.
    #[error("listener on port {port}: {source}")]
    Listener {
        /// Its port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// A TLS key or certificate cannot be used.
    #[error("TLS: {0}")]
    Tls(String),
}
