//! Connections that go from one piece of work to the next, on a real PostgreSQL.

use std::time::Duration;

use domicile_postgresql_for_tests::{Database as Server, Role};
use domicile_service::{Database, database::pool_options};
use sqlx::{Connection, Executor, PgPool};

/// The pool behind is a test's own view of it.
async fn database(most: u32) -> (Server, PgPool, Database) {
    let server = Server::start().unwrap();
    let url = server.url(Role::Auth);
    let pool = pool_options(most).connect(&url).await.unwrap();
    let database = Database::over(pool.clone());
    (server, pool, database)
}

async fn backend(database: &Database) -> i32 {
    sqlx::query_scalar("SELECT pg_backend_pid()")
        .fetch_one(database)
        .await
        .unwrap()
}

/// Whether a lock is free that only the end of another's transaction frees.
async fn is_free(database: &Database) -> bool {
    sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(7)")
        .fetch_one(database)
        .await
        .unwrap()
}

async fn until(mut condition: impl AsyncFnMut() -> bool) {
    let met = async {
        while !condition().await {
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(10), met).await;
    assert!(in_time.is_ok(), "the condition is met in time");
}

#[tokio::test]
async fn a_connection_goes_to_the_next_while_others_are_at_work() {
    let (_server, pool, database) = database(3).await;
    let other = database.acquire().await.unwrap();
    let first = backend(&database).await;
    assert_eq!(backend(&database).await, first);
    assert_eq!(pool.num_idle(), 0, "it did not go back in between");
    other.release();
    until(async || pool.num_idle() == 2).await;
}

#[tokio::test]
async fn a_connection_that_is_not_released_goes_back_to_the_pool() {
    let (_server, pool, database) = database(3).await;
    let other = database.acquire().await.unwrap();
    drop(database.acquire().await.unwrap());
    until(async || pool.num_idle() == 1).await;
    drop(other);
}

#[tokio::test]
async fn a_transaction_that_is_dropped_ends_although_others_are_at_work() {
    let (_server, _pool, database) = database(3).await;
    let other = database.acquire().await.unwrap();
    let lock = "SELECT pg_advisory_xact_lock(7)";

    let mut transaction = database.begin().await.unwrap();
    transaction.execute(lock).await.unwrap();
    assert!(!is_free(&database).await);
    drop(transaction);
    until(async || is_free(&database).await).await;

    let mut connection = database.acquire().await.unwrap();
    let mut transaction = connection.begin().await.unwrap();
    transaction.execute(lock).await.unwrap();
    drop(transaction);
    drop(connection);
    until(async || is_free(&database).await).await;
    drop(other);
}

#[tokio::test]
async fn an_answer_that_nobody_waits_for_is_not_given_to_somebody_else() {
    let (_server, _pool, database) = database(2).await;
    let other = database.acquire().await.unwrap();
    let slow = sqlx::query("SELECT pg_sleep(0.2), -1").execute(&database);
    let given_up = tokio::time::timeout(Duration::from_millis(20), slow).await;
    assert!(given_up.is_err());
    for number in 0..20 {
        let answer: i32 = sqlx::query_scalar("SELECT $1")
            .bind(number)
            .fetch_one(&database)
            .await
            .unwrap();
        assert_eq!(answer, number);
    }
    drop(other);
}

#[tokio::test]
async fn a_statement_that_fails_leaves_the_others_a_good_connection() {
    let (_server, _pool, database) = database(2).await;
    let other = database.acquire().await.unwrap();
    assert!(database.execute("SELECT 1 / 0").await.is_err());
    let rows = database.fetch_all("SELECT generate_series(1, 3)").await;
    assert_eq!(rows.unwrap().len(), 3);
    drop(other);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_waits_at_the_pool_hears_of_every_connection() {
    let (_server, pool, database) = database(2).await;
    let mut running = tokio::task::JoinSet::new();
    for number in 0..200 {
        let database = database.clone();
        running.spawn(async move {
            match number % 5 {
                0 => drop(backend(&database).await),
                1 => database.acquire().await.unwrap().release(),
                2 => drop(database.acquire().await.unwrap()),
                3 => database.begin().await.unwrap().commit().await.unwrap(),
                _ => drop(database.begin().await.unwrap()),
            }
        });
    }
    running.join_all().await;
    until(async || pool.num_idle() == usize::try_from(pool.size()).unwrap()).await;
}

#[tokio::test]
async fn a_statement_has_one_plan_for_all_values() {
    let (_server, _pool, database) = database(1).await;
    let mut connection = database.acquire().await.unwrap();
    for value in 0..3 {
        let same: bool = sqlx::query_scalar("SELECT $1::integer = 1")
            .bind(value)
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        assert_eq!(same, value == 1);
    }
    let plans: (i64, i64) = sqlx::query_as(
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements \
         WHERE statement = 'SELECT $1::integer = 1'",
    )
    .fetch_one(&mut *connection)
    .await
    .unwrap();
    assert_eq!(plans, (3, 0));
}
