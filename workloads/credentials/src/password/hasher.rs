//! The threads that hash.

use std::{num::NonZero, thread, time::Duration};

use flume::{Receiver, RecvTimeoutError, Sender};
use tokio::sync::oneshot;

use super::{
    Parameters, Password, PasswordError, Verdict,
    argon2id::{self, Memory},
};

/// After so long without work a thread gives its memory back.
const IDLE: Duration = Duration::from_secs(5);
/// Hashing yields to everything else of the process: tokens and passkeys are served while passwords flood in.
const NICENESS: i32 = 5;
/// How many may wait for one thread: at 15 ms a hash, the last of them waits about an eighth of a second.
const WAITING_PER_THREAD: usize = 8;
/// What a client that was turned away is told. The queue is empty long before.
const RETRY_AFTER_SECONDS: u64 = 1;

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// How much is hashed at once, and how many may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Threads; each holds the memory of one hash while there is work.
    pub threads: usize,
    /// Hashes that may wait; one more is turned away.
    pub waiting: usize,
}

impl Capacity {
    /// One thread per core that this process may use, but no more than `memory_bytes` hold hashes of `parameters`.
    pub fn within(memory_bytes: u64, parameters: Parameters) -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let one = u64::from(parameters.memory_kibibytes()) * 1024;
        let fit = usize::try_from(memory_bytes / one).unwrap_or(usize::MAX);
        let threads = cores.min(fit).max(1);
        Self {
            threads,
            waiting: threads * WAITING_PER_THREAD,
        }
    }
}

/// Hashes and compares passwords on threads of its own; cheap to clone. The threads end with the last clone.
#[derive(Clone)]
pub struct Hasher {
    jobs: Sender<Job>,
}

impl Hasher {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(capacity: Capacity) -> Result<Self, PasswordError> {
        let (jobs, work) = flume::bounded(capacity.waiting.max(1));
        for _ in 0..capacity.threads.max(1) {
            let work = work.clone();
            thread::Builder::new()
                .name("password".into())
                .spawn(move || serve(&work))
                .map_err(|_| PasswordError::System)?;
        }
        Ok(Self { jobs })
    }

    /// The text to keep of a password: a PHC string under a fresh salt.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when too many wait.
    pub async fn hash(
        &self,
        password: &Password,
        parameters: Parameters,
    ) -> Result<String, PasswordError> {
        let password = password.clone();
        self.run(move |memory| argon2id::hash(memory, &password, parameters))
            .await
    }

    /// Compares a password with what was kept. `today` are the tenant's parameters, by which a hash of other days
    /// is noticed.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when too many wait, [`PasswordError::Malformed`] when `kept` is not ours.
    pub async fn verify(
        &self,
        password: &Password,
        kept: &str,
        today: Parameters,
    ) -> Result<Verdict, PasswordError> {
        let (password, kept) = (password.clone(), kept.to_owned());
        self.run(move |memory| argon2id::verify(memory, &password, &kept, today))
            .await
    }

    /// Does the same work for an account that does not exist or has no password, and says [`Verdict::Wrong`]: the
    /// time of an answer tells nothing.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when too many wait.
    pub async fn verify_nobody(
        &self,
        password: &Password,
        today: Parameters,
    ) -> Result<Verdict, PasswordError> {
        let password = password.clone();
        self.run(move |memory| argon2id::compute_for_nobody(memory, &password, today))
            .await?;
        Ok(Verdict::Wrong)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            // Whoever asked may have gone while waiting.
            if !answer.is_closed() {
                // Nobody listens any more: nothing is lost.
                let _ = answer.send(work(memory));
            }
        });
        self.jobs.try_send(job).map_err(|_| PasswordError::Busy {
            retry_after_seconds: RETRY_AFTER_SECONDS,
        })?;
        answered.await.map_err(|_| PasswordError::System)?
    }
}

fn serve(work: &Receiver<Job>) {
    // On Linux this is a thread's own. Where it is not allowed, hashing competes as an equal.
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "hashing runs at the priority of everything else");
    }
    let mut memory = Memory::default();
    loop {
        match work.recv_timeout(IDLE) {
            Ok(job) => job(&mut memory),
            Err(RecvTimeoutError::Timeout) => memory.release(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
