//! Tries that have to wait longer and longer, one row per thing tried.

use domicile_service::Database;
use sqlx::PgConnection;

/// How fast something may be tried. Nothing is ever locked for good: a wait has a longest, and silence is forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// Tries before the first wait.
    pub free: i32,
    /// The first wait; each further try doubles it.
    pub first_seconds: i32,
    /// The longest wait.
    pub longest_seconds: i32,
    /// After so much silence everything is forgotten; longer than the longest wait.
    pub forgotten_after_seconds: i32,
}

macro_rules! take_back {
    () => {
        "UPDATE auth.backoff SET tries = greatest(tries - 1, 0), blocked_until = now()"
    };
}

/// Counts a try before it is made, so that many at once win nothing. `Err` of seconds to wait when it is too early.
pub async fn attempt(
    connection: &mut PgConnection,
    bucket: &[u8],
    schedule: Schedule,
) -> Result<Result<(), u64>, sqlx::Error> {
    let counted: Option<i32> = sqlx::query_scalar(
        "INSERT INTO auth.backoff AS backoff (bucket, tries, blocked_until, forgotten_at) \
         VALUES ($1, 1, CASE WHEN $2 <= 1 THEN now() + make_interval(secs => $3) ELSE now() END, \
                 now() + make_interval(secs => $5)) \
         ON CONFLICT (bucket) DO UPDATE SET \
           tries = CASE WHEN backoff.forgotten_at <= now() THEN 1 ELSE least(backoff.tries, 1000000) + 1 END, \
           blocked_until = CASE \
             WHEN backoff.forgotten_at <= now() THEN excluded.blocked_until \
             WHEN backoff.tries + 1 < $2 THEN now() \
             ELSE now() + make_interval(secs => least($4, $3 * power(2, least(backoff.tries + 1 - $2, 30)))) END, \
           forgotten_at = excluded.forgotten_at \
         WHERE backoff.blocked_until <= now() OR backoff.forgotten_at <= now() \
         RETURNING tries",
    )
    .bind(bucket)
    .bind(schedule.free)
    .bind(f64::from(schedule.first_seconds))
    .bind(f64::from(schedule.longest_seconds))
    .bind(f64::from(schedule.forgotten_after_seconds))
    .fetch_optional(&mut *connection)
    .await?;
    if counted.is_some() {
        return Ok(Ok(()));
    }
    let seconds: Option<i64> = sqlx::query_scalar(
        "SELECT ceil(extract(epoch FROM blocked_until - now()))::bigint FROM auth.backoff WHERE bucket = $1",
    )
    .bind(bucket)
    .fetch_optional(connection)
    .await?;
    Ok(Err(seconds
        .and_then(|seconds| u64::try_from(seconds).ok())
        .unwrap_or(1)
        .max(1)))
}

/// Takes tries back that were not made after all, because the workload was too busy.
pub async fn take_back(pool: &Database, buckets: &[&[u8]]) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(take_back!(), " WHERE bucket = ANY ($1)"))
        .bind(buckets)
        .execute(pool)
        .await?;
    Ok(())
}

/// Forgets what was tried: it was the right one. A try that was counted `shared` with others is taken back.
pub async fn forgive(
    pool: &Database,
    bucket: &[u8],
    shared: Option<&[u8]>,
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "WITH forgiven AS (DELETE FROM auth.backoff WHERE bucket = $1) ",
        take_back!(),
        " WHERE bucket = $2"
    ))
    .bind(bucket)
    .bind(shared)
    .execute(pool)
    .await?;
    Ok(())
}
