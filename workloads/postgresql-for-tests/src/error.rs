//! What can keep PostgreSQL from starting.

use std::{io, path::PathBuf};

/// Why there is no database for the test.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No PostgreSQL is installed.
    #[error(
        "no PostgreSQL under /usr/lib/postgresql/*/bin: install Debian's package `postgresql`, \
         or name the folder in DOMICILE_POSTGRESQL_BIN"
    )]
    NotInstalled,
    /// A program could not be run or a file not be written.
    #[error("{what}: {source}")]
    System {
        /// What was tried.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program said no.
    #[error("{program} failed: {output}")]
    Program {
        /// Which one.
        program: PathBuf,
        /// What it printed.
        output: String,
    },
    /// The server ended before it was ready.
    #[error("the server did not become ready: {log}")]
    NotReady {
        /// Its log.
        log: String,
    },
}

impl StartError {
    pub(crate) fn system(what: &str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::System {
            what: what.to_owned(),
            source,
        }
    }
}
