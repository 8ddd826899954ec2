//! The life of an operator process: caches, election, work, a graceful end.

use std::{sync::Arc, time::Duration};

use domicile_api::IdentityTenant;
use kube::{
    Api, Client,
    api::ListParams,
    runtime::events::{Recorder, Reporter},
};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
};

use crate::{
    apply::Writer,
    caches::{CacheStopped, Caches},
    context::Context,
    http_server::{self, Health},
    labels::OPERATOR,
    lease::{Election, LeaseError},
    metrics::Metrics,
    queue::WorkQueue,
    reconcile::reconcile,
    settings::Settings,
    status::StatusWriter,
};

/// How often to look whether the resource definitions are there.
const LOOK_FOR_DEFINITIONS: Duration = Duration::from_secs(3);

/// Why the operator ended otherwise than by a wish.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The lease is another replica's: this one must not write any more.
    #[error(transparent)]
    Lease(#[from] LeaseError),
    /// A cache stopped.
    #[error(transparent)]
    Cache(#[from] CacheStopped),
    /// The address for health and metrics cannot be used.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Runs until `stop` says so, or the lease is lost.
///
/// # Errors
/// When the lease is lost, or health cannot be served.
pub async fn run(
    settings: Settings,
    client: Client,
    stop: watch::Receiver<bool>,
) -> Result<(), RunError> {
    let metrics = Arc::new(Metrics::default());
    let health = Health::default();
    let mut server = tokio::spawn(http_server::serve(
        settings.metrics_address,
        health.clone(),
        Arc::clone(&metrics),
        stopped(stop.clone()),
    ));
    let address = settings.metrics_address;
    tokio::select! {
        result = lead(settings, client, health, metrics, stop) => result,
        ended = &mut server => match ended {
            Ok(Err(source)) => Err(RunError::Listen { address, source }),
            _ => Ok(()),
        },
    }
}

async fn lead(
    settings: Settings,
    client: Client,
    health: Health,
    metrics: Arc<Metrics>,
    stop: watch::Receiver<bool>,
) -> Result<(), RunError> {
    let mut watches = JoinSet::new();
    let mut election = Election::new(
        client.clone(),
        &settings.namespace,
        &settings.lease,
        &settings.identity,
    );
    let (queue, caches) = tokio::select! {
        prepared = stand_by(&client, &health, &mut watches, &mut election) => prepared?,
        () = stopped(stop.clone()) => return Ok(()),
    };
    tracing::info!(lease = settings.lease, "this replica writes");
    metrics.leads(true);
    let context = context(&settings, client, caches, Arc::clone(&metrics));
    let result = tokio::select! {
        lost = election.hold() => Err(RunError::Lease(lost)),
        () = work(&context, &queue, settings.concurrency) => Ok(()),
        () = stopped(stop) => Ok(()),
    };
    metrics.leads(false);
    if result.is_ok() {
        election.release().await;
    }
    result
}

/// Fills the caches, and waits for the lease.
async fn stand_by(
    client: &Client,
    health: &Health,
    watches: &mut JoinSet<()>,
    election: &mut Election,
) -> Result<(Arc<WorkQueue>, Caches), RunError> {
    wait_for_definitions(client).await;
    let queue = Arc::new(WorkQueue::default());
    let caches = Caches::start(client, &queue, watches);
    caches.filled().await?;
    health.caches_are_filled();
    tracing::info!("caches are filled; standing by");
    election.acquire().await;
    Ok((queue, caches))
}

fn context(settings: &Settings, client: Client, caches: Caches, metrics: Arc<Metrics>) -> Context {
    let reporter = Reporter {
        controller: format!("domicile.dev/{OPERATOR}"),
        instance: Some(settings.identity.clone()),
    };
    let recorder = Recorder::new(client.clone(), reporter);
    Context {
        writer: Writer::new(client.clone(), Arc::clone(&metrics)),
        statuses: StatusWriter::new(client.clone(), recorder, Arc::clone(&metrics)),
        images: settings.images(),
        client,
        caches,
        metrics,
    }
}

/// Works on the queue, on so many keys at the same time. Dropping it drops every pass.
async fn work(context: &Context, queue: &Arc<WorkQueue>, concurrency: usize) {
    let places = Arc::new(Semaphore::new(concurrency.max(1)));
    let mut passes = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let key = queue.next().await;
        while passes.try_join_next().is_some() {}
        let (context, queue) = (context.clone(), Arc::clone(queue));
        passes.spawn(async move {
            let outcome = reconcile(&context, &key).await;
            queue.done(&key, outcome);
            drop(place);
        });
    }
}

/// Without the definitions no watch can start: says so, and waits.
async fn wait_for_definitions(client: &Client) {
    let tenants = Api::<IdentityTenant>::all(client.clone());
    loop {
        match tenants.list_metadata(&ListParams::default().limit(1)).await {
            Ok(_) => return,
            Err(kube::Error::Api(status)) if status.is_not_found() => tracing::error!(
                "the custom resource definitions of domicile.dev are not installed; install them with the chart, or by `kubectl apply -f crds/`"
            ),
            Err(error) => {
                tracing::error!(%error, "the API server cannot be asked for IdentityTenants");
            }
        }
        tokio::time::sleep(LOOK_FOR_DEFINITIONS).await;
    }
}

/// Resolves when the process has to end.
async fn stopped(mut stop: watch::Receiver<bool>) {
    // A sender that is gone has nothing more to say, which is no wish to stop.
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
