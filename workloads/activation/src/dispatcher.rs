//! Claims what is due and attempts it, per target only as much at once as keeps a slow target from filling the pod.

use std::{collections::HashMap, sync::Arc, time::Duration};

use domicile_consent::gate::DEADLINE_MARGIN;
use domicile_service::LoadedBundle;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use crate::{
    Activation, ActivationError,
    queue::{self, Claimed, Room},
    signals::Signals,
};

/// Attempts at once to one target from one replica.
const PER_TARGET: usize = 16;
/// Attempts that one question to the gate covers.
const PER_BATCH: usize = 32;
/// Longest pause between two looks at the queue; a retry that is due earlier shortens it.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// Pause after a failure of the database.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How much longer than the longest attempt a claim lasts: the gate, the profile's answer, and the record.
const CLAIM_RESERVE: Duration = Duration::from_secs(10);

/// A place among the attempts at once to a target; given back when dropped, and told to the dispatcher.
struct Slot {
    _permit: OwnedSemaphorePermit,
    signals: Arc<Signals>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.signals.due.notify_one();
    }
}

/// Claims and attempts until it is stopped.
#[derive(Debug)]
pub struct Dispatcher {
    activation: Activation,
    signals: Arc<Signals>,
    slots: HashMap<String, Arc<Semaphore>>,
    running: JoinSet<()>,
}

impl Dispatcher {
    /// A dispatcher that is woken by these signals.
    pub fn new(activation: Activation, signals: Arc<Signals>) -> Self {
        Self {
            activation,
            signals,
            slots: HashMap::new(),
            running: JoinSet::new(),
        }
    }

    /// Runs until `stop` returns, then lets running attempts end; each is bounded by its deadline.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        let signals = Arc::clone(&self.signals);
        loop {
            let pause = self.dispatch().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "deliveries could not be claimed");
                PAUSE_AFTER_FAILURE
            });
            tokio::select! {
                () = &mut stop => break,
                () = signals.due.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
            while self.running.try_join_next().is_some() {}
        }
        while self.running.join_next().await.is_some() {}
    }

    /// Claims what is due and starts it. Says how long nothing more will be due.
    async fn dispatch(&mut self) -> Result<Duration, ActivationError> {
        let bundle = (self.activation.bundle)();
        loop {
            let rooms = self.rooms(&bundle);
            if rooms.is_empty() {
                return Ok(LONGEST_PAUSE);
            }
            let claimed = queue::claim(&self.activation.pool, &rooms, lease(&bundle)).await?;
            if claimed.is_empty() {
                let targets: Vec<&str> = rooms.iter().map(|room| room.target.as_str()).collect();
                let next = queue::until_next(&self.activation.pool, &targets).await?;
                return Ok(next.map_or(LONGEST_PAUSE, |next| next.min(LONGEST_PAUSE)));
            }
            self.start(&bundle, claimed);
        }
    }

    fn rooms(&mut self, bundle: &LoadedBundle) -> Vec<Room> {
        self.slots.retain(|name, slots| {
            slots.available_permits() < PER_TARGET
                || bundle
                    .bundle
                    .targets
                    .iter()
                    .any(|target| target.name == *name)
        });
        let mut rooms = Vec::new();
        for target in &bundle.bundle.targets {
            let slots = self
                .slots
                .entry(target.name.clone())
                .or_insert_with(|| Arc::new(Semaphore::new(PER_TARGET)));
            if let Ok(deliveries @ 1..) = i32::try_from(slots.available_permits()) {
                rooms.push(Room {
                    target: target.name.clone(),
                    deliveries,
                });
            }
        }
        rooms
    }

    fn start(&mut self, bundle: &Arc<LoadedBundle>, claimed: Vec<Claimed>) {
        let mut batch = Vec::with_capacity(claimed.len());
        for delivery in claimed {
            let slots = self.slots.get(&delivery.target).map(Arc::clone);
            // Only this task takes slots, and it claimed no more than were free.
            if let Some(Ok(permit)) = slots.map(Semaphore::try_acquire_owned) {
                batch.push((
                    delivery,
                    Slot {
                        _permit: permit,
                        signals: Arc::clone(&self.signals),
                    },
                ));
            }
        }
        while !batch.is_empty() {
            let rest = batch.split_off(batch.len().min(PER_BATCH));
            let (activation, bundle) = (self.activation.clone(), Arc::clone(bundle));
            let part = std::mem::replace(&mut batch, rest);
            self.running.spawn(async move {
                if let Err(error) = activation.attempt_batch(&bundle, part).await {
                    tracing::warn!(%error, "a batch was not finished; it comes due again");
                }
            });
        }
    }
}

/// How long a claim lasts: longer than any attempt may, so that no other replica takes what is still running.
fn lease(bundle: &LoadedBundle) -> Duration {
    let longest = bundle
        .bundle
        .targets
        .iter()
        .map(|target| target.delivery.timeout_milliseconds)
        .max();
    Duration::from_millis(u64::from(longest.unwrap_or_default())) + DEADLINE_MARGIN + CLAIM_RESERVE
}
