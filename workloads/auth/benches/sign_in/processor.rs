//! Time of the processor, from proc(5): unlike the operations in a second it hardly changes with what else runs on the
//! machine.

use std::{fs, time::Duration};

use crate::support::World;

/// Length of a tick: `USER_HZ` is 100 on every Linux that this runs on.
const TICK: Duration = Duration::from_millis(10);

/// Time that was taken since the processes began.
#[derive(Clone, Copy)]
pub struct Taken {
    /// This process: workload and client.
    ours: Duration,
    /// The database's processes.
    database: Duration,
}

impl Taken {
    pub async fn now(world: &World) -> Self {
        let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
            .fetch_one(&world.eu().pool)
            .await
            .unwrap();
        let server = Times::of(&backend.to_string()).expect("the backend").parent;
        Self {
            ours: Times::of("self").expect("this process").own,
            database: of_server(&server),
        }
    }

    /// Microseconds of each operation since `earlier`: those of this process, and the database's.
    pub fn each_since(self, earlier: Self, operations: f64) -> (f64, f64) {
        let each = |now: Duration, then: Duration| {
            now.saturating_sub(then).as_secs_f64() * 1e6 / operations
        };
        (
            each(self.ours, earlier.ours),
            each(self.database, earlier.database),
        )
    }
}

/// The server, its processes of now, and those that have ended.
fn of_server(server: &str) -> Duration {
    let own = Times::of(server).expect("the server");
    let children: Duration = fs::read_dir("/proc")
        .expect("proc")
        .filter_map(|entry| Times::of(entry.ok()?.file_name().to_str()?))
        .filter(|times| times.parent == server)
        .map(|times| times.own)
        .sum();
    own.own + own.ended_children + children
}

struct Times {
    parent: String,
    own: Duration,
    ended_children: Duration,
}

impl Times {
    /// Nothing where the process has ended, or is none.
    fn of(process: &str) -> Option<Self> {
        let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name before it may hold anything.
        let (_, fields) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = fields.split(' ').collect();
        let ticks = |field: usize| Some(TICK * fields.get(field)?.parse::<u32>().ok()?);
        Some(Self {
            parent: (*fields.get(1)?).to_owned(),
            own: ticks(11)? + ticks(12)?,
            ended_children: ticks(13)? + ticks(14)?,
        })
    }
}
