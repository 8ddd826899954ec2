//! Connections that go from one piece of work to the next.
//!
//! sqlx's pool asks each connection that comes back whether it is still there, which doubles the journeys of a statement
//! that stands alone, and it cannot be told not to. Here a connection whose work has ended well is kept ready for the next
//! that asks, as long as others are at work; what may be in the middle of something goes back to the pool, which brings it
//! in order. When nobody is at work any more, all go back.

use std::{
    collections::VecDeque,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use futures::{
    future::BoxFuture,
    stream::{self, BoxStream, StreamExt, TryStreamExt},
};
use sqlx::{
    Describe, Either, Error, Execute, Executor, PgConnection, PgPool, PgTransaction, Postgres,
    SqlStr,
    pool::PoolConnection,
    postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo},
};

use super::QUIET;

/// A connection goes back to the pool at least so often: there it is asked whether it is still there, and ends when it is
/// old.
const AWAY: Duration = Duration::from_mins(1);

/// The database of a workload; cheap to clone. A single statement is run on it as on a pool.
#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
    shelf: Arc<Shelf>,
}

impl Database {
    /// Over a pool that nobody else takes connections from.
    pub fn over(pool: PgPool) -> Self {
        Self {
            pool,
            shelf: Arc::default(),
        }
    }

    /// The pool behind it, for a workload that takes all connections from there: then none is kept ready here.
    pub fn into_pool(self) -> PgPool {
        self.pool
    }

    /// A connection for several statements. It is kept ready for others only when it is [released](Connection::release).
    ///
    /// # Errors
    /// When there is none for too long.
    pub async fn acquire(&self) -> Result<Connection, Error> {
        let (ready, mut at_work) = AtWork::at_shelf(&self.shelf);
        let taken = match ready {
            Some(taken) => taken,
            None => Taken::now(self.pool.acquire().await?),
        };
        at_work.has_waited();
        Ok(Connection { taken, at_work })
    }

    /// A transaction.
    ///
    /// # Errors
    /// When there is no connection for too long, or it breaks.
    pub async fn begin(&self) -> Result<PgTransaction<'static>, Error> {
        // The transactions of sqlx come from its pool.
        let _at_work = AtWork::at_pool(&self.shelf);
        self.pool.begin().await
    }
}

/// A connection that was taken from the pool.
#[derive(Debug)]
struct Taken {
    connection: PoolConnection<Postgres>,
    /// From the pool.
    since: Instant,
    /// The last time that it was put on the shelf.
    quiet_since: Instant,
}

impl Taken {
    fn now(connection: PoolConnection<Postgres>) -> Self {
        let now = Instant::now();
        Self {
            connection,
            since: now,
            quiet_since: now,
        }
    }
}

/// Connections that are ready, and who wants one.
#[derive(Debug, Default)]
struct Shelf(Mutex<Contents>);

#[derive(Debug, Default)]
struct Contents {
    /// The first has been here for longest.
    ready: VecDeque<Taken>,
    /// Pieces of work that have a connection or wait for one.
    at_work: usize,
    /// Those that wait at the pool: it gets what comes back, or they would not hear of it.
    waiting: usize,
}

impl Shelf {
    fn contents(&self) -> MutexGuard<'_, Contents> {
        // Nothing that is done under the lock panics half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a connection ready, unless somebody waits at the pool.
    fn put(&self, mut taken: Taken) {
        let now = Instant::now();
        if now - taken.since > AWAY {
            return;
        }
        taken.quiet_since = now;
        let mut contents = self.contents();
        if contents.waiting == 0 {
            contents.ready.push_back(taken);
        }
    }
}

/// A piece of work that has a connection or waits for one.
#[derive(Debug)]
struct AtWork {
    shelf: Arc<Shelf>,
    waits: bool,
}

impl AtWork {
    /// With a connection that is ready; without, it waits at the pool.
    fn at_shelf(shelf: &Arc<Shelf>) -> (Option<Taken>, Self) {
        let mut contents = shelf.contents();
        let ready = contents.ready.pop_front();
        // Longer than this it may have been cut off without our notice: the pool finds out.
        let ready = ready.filter(|taken| taken.quiet_since.elapsed() < QUIET);
        let at_work = Self::counted(shelf, &mut contents, ready.is_none());
        (ready, at_work)
    }

    /// It waits at the pool, which gets a connection that is ready.
    fn at_pool(shelf: &Arc<Shelf>) -> Self {
        let mut contents = shelf.contents();
        contents.ready.pop_front();
        Self::counted(shelf, &mut contents, true)
    }

    fn counted(shelf: &Arc<Shelf>, contents: &mut Contents, waits: bool) -> Self {
        contents.at_work += 1;
        contents.waiting += usize::from(waits);
        let shelf = Arc::clone(shelf);
        Self { shelf, waits }
    }

    fn has_waited(&mut self) {
        if std::mem::take(&mut self.waits) {
            self.shelf.contents().waiting -= 1;
        }
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.has_waited();
        let mut contents = self.shelf.contents();
        contents.at_work -= 1;
        if contents.at_work == 0 {
            let ready = std::mem::take(&mut contents.ready);
            drop(contents);
            drop(ready);
        }
    }
}

/// A connection that somebody works with. Dropped, it goes back to the pool, which ends what was under way on it.
#[derive(Debug)]
pub struct Connection {
    taken: Taken,
    at_work: AtWork,
}

impl Connection {
    /// The work has ended well, nothing is under way: the connection may go on to the next.
    pub fn release(self) {
        let Self { taken, at_work } = self;
        at_work.shelf.put(taken);
    }
}

impl Deref for Connection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.taken.connection
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.taken.connection
    }
}

impl<'d> Executor<'d> for &Database {
    type Database = Postgres;

    /// Reads all rows before it gives the first: none of ours are too many to hold.
    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, Error>>
    where
        'd: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let database = self.clone();
        let all = async move {
            let mut connection = database.acquire().await?;
            let all: Vec<_> = connection.fetch_many(query).try_collect().await?;
            connection.release();
            Ok::<_, Error>(stream::iter(all.into_iter().map(Ok)))
        };
        stream::once(all).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'd: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let database = self.clone();
        Box::pin(async move {
            let mut connection = database.acquire().await?;
            let row = connection.fetch_optional(query).await?;
            connection.release();
            Ok(row)
        })
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'd: 'e,
    {
        let database = self.clone();
        Box::pin(async move { database.acquire().await?.describe(sql).await })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'd: 'e,
    {
        let database = self.clone();
        Box::pin(async move {
            let mut connection = database.acquire().await?;
            connection.prepare_with(sql, parameters).await
        })
    }
}
