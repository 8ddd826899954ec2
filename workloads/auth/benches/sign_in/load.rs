//! Load: as fast as it goes, or at a rate whatever the answers take.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;

use crate::support::World;

/// How long one figure is measured.
pub const WHILE: Duration = Duration::from_secs(5);

/// Operations per second of so many tasks that each begin again as soon as they are done. `task` is told its number.
pub async fn throughput<F, T>(tasks: usize, task: F) -> f64
where
    F: Fn(usize) -> T + Clone + Send + 'static,
    T: Future<Output = ()> + Send,
{
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for number in 0..tasks {
        let task = task.clone();
        running.spawn(async move {
            let mut done = 0_u32;
            while begun.elapsed() < WHILE {
                task(number).await;
                done += 1;
            }
            done
        });
    }
    let done: u32 = running.join_all().await.into_iter().sum();
    f64::from(done) / begun.elapsed().as_secs_f64()
}

/// Statements per second that do nothing, over the pool that the workload uses.
pub async fn round_trips(world: &'static World) -> f64 {
    let pool = &world.eu().pool;
    throughput(64, move |_| async move {
        sqlx::query("SELECT 1").execute(pool).await.unwrap();
    })
    .await
}

/// Begins one task after the other at a rate, whether or not those before have ended; what each came to, with the
/// time from when it was due.
pub async fn at_rate<T, O>(per_second: f64, tasks: Vec<T>) -> Vec<(O, Duration)>
where
    T: Future<Output = O> + Send + 'static,
    O: Send + 'static,
{
    let begun = tokio::time::Instant::now();
    let mut running = JoinSet::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let due = begun + Duration::from_secs_f64(number as f64 / per_second);
        tokio::time::sleep_until(due).await;
        running.spawn(async move {
            let outcome = task.await;
            (outcome, due.elapsed())
        });
    }
    running.join_all().await
}

/// The time that all but one in a hundred stay below.
pub fn percentile_99(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * 99 / 100]
}
