//! Migrations: run by the role that owns the schema, under an advisory lock, from an init container.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, PgConnection, migrate::Migrator};
use tokio::time::{Instant, sleep};

use crate::{ServiceError, Settings, database};

/// How long the database may take to answer: a fresh one is being created at the same time.
const PATIENCE: Duration = Duration::from_mins(5);
const FIRST_WAIT: Duration = Duration::from_millis(200);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Runs the migrations of one schema with the URL in `/etc/domicile/database-owner/<schema>`.
///
/// Waits for the database to answer (five minutes at most). sqlx takes an advisory lock, so replicas that start
/// together migrate once.
pub async fn run(
    settings: &Settings,
    schema: &str,
    migrator: &Migrator,
) -> Result<(), ServiceError> {
    // Fails only when a provider is installed already, which is then ring as well.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let file = format!("database-owner/{schema}");
    let options =
        database::options(&settings.text(&file)?, &file)?.application_name("domicile-migrate");
    let mut connection = connect_patiently(&options).await?;
    migrator.run(&mut connection).await?;
    connection.close().await?;
    tracing::info!(schema, "schema is up to date");
    Ok(())
}

async fn connect_patiently(
    options: &sqlx::postgres::PgConnectOptions,
) -> Result<PgConnection, ServiceError> {
    let deadline = Instant::now() + PATIENCE;
    let mut wait = FIRST_WAIT;
    loop {
        match options.connect().await {
            Ok(connection) => return Ok(connection),
            Err(error) if Instant::now() + wait >= deadline => return Err(error.into()),
            Err(error) => {
                tracing::info!(reason = class(&error), "the database does not answer yet");
                sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        }
    }
}

/// What kind of failure it was: driver texts may quote connection details.
fn class(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Io(_) => "unreachable",
        sqlx::Error::Tls(_) => "TLS refused",
        sqlx::Error::Database(_) => "refused",
        _ => "failed",
    }
}
