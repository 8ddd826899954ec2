//! The pool of database connections, and which database it really is.

mod handover;

use std::{str::FromStr, time::Duration};

use domicile_bundle::status::DatabaseIdentity;
use sqlx::{
    Connection as _, Executor as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

pub use handover::{Connection, Database};

use crate::ServiceError;

/// How long a request waits for a connection before it is refused.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections that were used longer ago are asked whether they are still there before a statement is sent.
const QUIET: Duration = Duration::from_secs(1);

/// How a connection begins. Our statements find rows by keys and take from queues, so that one plan is as good for any
/// value; PostgreSQL would make a plan for the values of each execution wherever that one looks a little cheaper, which
/// takes longer than to carry it out (`plan_cache_mode`).
const ONE_PLAN_FOR_EACH_STATEMENT: &str = "SET plan_cache_mode = force_generic_plan";

/// How many connections, how long to wait for one, and when to doubt one. Asking each time would double the round trips
/// of every statement.
pub fn pool_options(most: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection
                    .execute(ONE_PLAN_FOR_EACH_STATEMENT)
                    .await
                    .map(|_| ())
            })
        })
        .before_acquire(|connection, used| {
            Box::pin(async move { Ok(used.idle_for < QUIET || connection.ping().await.is_ok()) })
        })
}

/// A pool that connects when it is first used, and again after the database went away.
pub(crate) fn pool(
    url: &str,
    file: &str,
    application: &str,
    most: u32,
) -> Result<PgPool, ServiceError> {
    Ok(pool_options(most).connect_lazy_with(options(url, file)?.application_name(application)))
}

/// Connection options from a URL; an error names the file, not the URL, which holds a password.
pub(crate) fn options(url: &str, file: &str) -> Result<PgConnectOptions, ServiceError> {
    PgConnectOptions::from_str(url).map_err(|_| ServiceError::Form {
        file: file.to_owned(),
        problem: "not a PostgreSQL connection URL".to_owned(),
    })
}

/// Which database it really is: the proof of residency compares it with the region's pods.
pub(crate) async fn identity(database: &Database) -> Result<DatabaseIdentity, sqlx::Error> {
    let (address, system_identifier): (String, String) = sqlx::query_as(
        "SELECT coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'socket'), \
         (SELECT system_identifier::text FROM pg_control_system())",
    )
    .fetch_one(database)
    .await?;
    Ok(DatabaseIdentity {
        address,
        system_identifier,
    })
}
