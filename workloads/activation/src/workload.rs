//! The running process: every loop, started together, stopped together.

use std::{sync::Arc, time::Duration};

use domicile_bundle::status::Workload;
use domicile_service::{Context, Listeners, ReadinessHold, Settings};
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    Activation, ActivationError, MIGRATOR,
    dispatcher::Dispatcher,
    exit::Exit,
    housekeeping, mesh,
    metrics::DeliveryMetrics,
    outbox::Progress,
    schema_check,
    signals::{self, Signals},
    signing_secret::SigningSecrets,
};

/// Connections to the database: a batch in the gate, outcomes being recorded, one that listens, people who ask.
const CONNECTIONS: u32 = 10;
/// How often the outbox is looked at without being told.
const OUTBOX_EVERY: Duration = Duration::from_millis(500);
/// Decisions that may wait to be looked at; the gate does not depend on them.
const DECISIONS: usize = 1024;

/// Brings schema `activation` up to date; run by the init container with the owner's address.
///
/// # Errors
/// When the environment is incomplete or the database does not answer in time.
pub async fn migrate() -> Result<(), ActivationError> {
    domicile_service::install_telemetry();
    let settings = Settings::from_environment()?;
    Ok(domicile_service::migrate::run(&settings, "activation", &MIGRATOR).await?)
}

/// Runs the workload until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub async fn serve() -> Result<(), ActivationError> {
    let context = domicile_service::start(Workload::Activation).await?;
    let metrics = DeliveryMetrics::default();
    metrics.register(context.metrics());
    let activation = Activation {
        pool: context.database(CONNECTIONS)?.into_pool(),
        bundle: {
            let context = context.clone();
            Arc::new(move || context.bundle())
        },
        exit: Exit::new()?,
        secrets: SigningSecrets::new(context.settings().root.join("secrets")),
        metrics,
    };
    let hold = context.hold_readiness("the schemas `profile` and `consent` are not there yet");
    let mesh = mesh::router(activation.clone());
    let deliveries = tokio::spawn(deliver(context.clone(), activation, hold));
    context
        .serve(Listeners {
            public: None,
            mesh: Some(mesh),
        })
        .await?;
    // Attempts that run are let to their end; each is bounded by its deadline.
    let _ended = deliveries.await;
    Ok(())
}

/// Waits for what it reads, then delivers until the stop.
async fn deliver(context: Context, activation: Activation, hold: ReadinessHold) {
    let stop = context.stopping().clone();
    tokio::select! {
        () = stop.begun() => return,
        () = schema_check::until_schemas_are_there(&activation.pool) => drop(hold),
    }
    run(activation, async move { stop.begun().await }).await;
}

/// Every loop, until `stop` returns.
pub async fn run(activation: Activation, stop: impl Future<Output = ()>) {
    let signals = Arc::new(Signals::default());
    let (decided, decisions) = mpsc::channel(DECISIONS);
    let mut loops = JoinSet::new();
    loops.spawn(signals::listen(
        activation.pool.clone(),
        Arc::clone(&signals),
        decided,
    ));
    loops.spawn(plan_loop(activation.clone(), Arc::clone(&signals)));
    loops.spawn(decision_loop(activation.clone(), decisions));
    loops.spawn(housekeeping_loop(activation.clone()));
    // Dropping the loops afterwards stops them between two transactions or rolls one back.
    Dispatcher::new(activation, signals).run(stop).await;
}

async fn plan_loop(activation: Activation, signals: Arc<Signals>) {
    loop {
        match plan_all(&activation, &signals).await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "the outbox could not be planned"),
        }
        tokio::select! {
            () = signals.outbox.notified() => {}
            () = tokio::time::sleep(OUTBOX_EVERY) => {}
        }
    }
}

async fn plan_all(activation: &Activation, signals: &Signals) -> Result<(), ActivationError> {
    while activation.outbox_has_news().await? && activation.plan_next().await? == Progress::Planned
    {
        signals.due.notify_one();
    }
    Ok(())
}

async fn decision_loop(activation: Activation, mut decisions: mpsc::Receiver<String>) {
    while let Some(subject) = decisions.recv().await {
        let ended = activation.end_refused(&subject).await;
        let forgotten = activation.forget_erased().await;
        if let Err(error) = ended.and(forgotten) {
            tracing::warn!(%error, "a decision was not applied to the queue at once; the gate applies it");
        }
    }
}

async fn housekeeping_loop(activation: Activation) {
    let mut rounds = tokio::time::interval(housekeeping::EVERY);
    loop {
        rounds.tick().await;
        if let Err(error) = activation.keep_house().await {
            tracing::warn!(%error, "housekeeping was not finished");
        }
    }
}
