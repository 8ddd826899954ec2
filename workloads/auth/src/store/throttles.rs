//! Counts in fixed windows, one row per thing counted.

use sqlx::PgExecutor;

/// How often something may happen in a window.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Most times.
    pub most: i32,
    /// Length of the window.
    pub window_seconds: i32,
}

/// Counts once. `Err` of seconds until the window ends when it is more than allowed.
pub async fn count(
    executor: impl PgExecutor<'_>,
    bucket: &[u8],
    allowance: Allowance,
) -> Result<Result<(), u64>, sqlx::Error> {
    let (hits, seconds_left): (i32, i64) = sqlx::query_as(
        "INSERT INTO auth.throttle AS throttle (bucket, hits, started_at, ends_at) \
         VALUES ($1, 1, now(), now() + make_interval(secs => $2)) \
         ON CONFLICT (bucket) DO UPDATE SET \
           hits = CASE WHEN throttle.ends_at <= now() THEN 1 ELSE least(throttle.hits, 1000000000) + 1 END, \
           started_at = CASE WHEN throttle.ends_at <= now() THEN excluded.started_at ELSE throttle.started_at END, \
           ends_at = CASE WHEN throttle.ends_at <= now() THEN excluded.ends_at ELSE throttle.ends_at END \
         RETURNING hits, ceil(extract(epoch FROM ends_at - now()))::bigint",
    )
    .bind(bucket)
    .bind(f64::from(allowance.window_seconds))
    .fetch_one(executor)
    .await?;
    if hits <= allowance.most {
        return Ok(Ok(()));
    }
    Ok(Err(u64::try_from(seconds_left).unwrap_or(1).max(1)))
}
