//! The pool of database connections, and which database it really is.

use std::{str::FromStr, time::Duration};

use domicile_bundle::status::DatabaseIdentity;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::ServiceError;

/// How long a request waits for a connection before it is refused.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// A pool that connects when it is first used, and again after the database went away.
pub(crate) fn pool(
    url: &str,
    file: &str,
    application: &str,
    most: u32,
) -> Result<PgPool, ServiceError> {
    Ok(PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_lazy_with(options(url, file)?.application_name(application)))
}

/// Connection options from a URL; an error names the file, not the URL, which holds a password.
pub(crate) fn options(url: &str, file: &str) -> Result<PgConnectOptions, ServiceError> {
    PgConnectOptions::from_str(url).map_err(|_| ServiceError::Form {
        file: file.to_owned(),
        problem: "not a PostgreSQL connection URL".to_owned(),
    })
}

/// Which database the pool is really connected to: the proof of residency compares it with the region's pods.
pub(crate) async fn identity(pool: &PgPool) -> Result<DatabaseIdentity, sqlx::Error> {
    let (address, system_identifier): (String, String) = sqlx::query_as(
        "SELECT coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'socket'), \
         (SELECT system_identifier::text FROM pg_control_system())",
    )
    .fetch_one(pool)
    .await?;
    Ok(DatabaseIdentity {
        address,
        system_identifier,
    })
}
