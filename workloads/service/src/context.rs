//! What a workload's handlers hold: one cheap clone of it each.

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use domicile_bundle::status::Workload;
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    Database, Key32, Listeners, LoadedBundle, ReadinessHold, ServiceError, Settings, Stop,
    configuration::{Configuration, generation},
    database, keys, listeners, mesh,
    metrics::Metrics,
    readiness::Readiness,
    telemetry,
};

/// Everything that a workload process shares. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Context(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    workload: Workload,
    settings: Settings,
    configuration: Arc<Configuration>,
    pseudonym_key: Key32,
    mesh_client: ArcSwap<reqwest::Client>,
    metrics: Metrics,
    readiness: Readiness,
    stop: Stop,
    database: OnceLock<Database>,
    open_since: Timestamp,
}

/// Starts a workload process: logs, cryptography, environment, and a whole bundle.
pub async fn start(workload: Workload) -> Result<Context, ServiceError> {
    telemetry::install();
    start_with(workload, Settings::from_environment()?).await
}

/// Starts with given settings; logs are the caller's.
pub async fn start_with(workload: Workload, settings: Settings) -> Result<Context, ServiceError> {
    // Fails only when a provider is installed already, which is then ring as well.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let stop = Stop::on_signals();
    let configuration = Configuration::load_and_watch(&settings).await;
    let context = Context(Arc::new(Inner {
        workload,
        pseudonym_key: read_key(&settings, "pseudonym.key")?,
        mesh_client: ArcSwap::from_pointee(mesh::client(&settings)?),
        metrics: Metrics::new(workload.as_str(), &settings.region),
        readiness: Readiness::default(),
        stop,
        database: OnceLock::new(),
        open_since: Timestamp::now(),
        configuration,
        settings,
    }));
    tokio::spawn(follow_mesh_identity(Arc::downgrade(&context.0)));
    Ok(context)
}

impl Context {
    /// The bundle in force. Take one per request, so that a request sees one configuration.
    pub fn bundle(&self) -> Arc<LoadedBundle> {
        self.0.configuration.current()
    }

    /// The bundle in force with its changes and problems.
    pub fn configuration(&self) -> &Arc<Configuration> {
        &self.0.configuration
    }

    /// Which workload this is.
    pub fn workload(&self) -> Workload {
        self.0.workload
    }

    /// Who this process is.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Region that this process serves.
    pub fn region(&self) -> &str {
        &self.0.settings.region
    }

    /// The database as the runtime role sees it, from `database/url`. The first call decides the size.
    pub fn database(&self, most_connections: u32) -> Result<Database, ServiceError> {
        let file = "database/url";
        let name = self.workload().as_str();
        let pool = database::pool(&self.settings().text(file)?, file, name, most_connections)?;
        let database = self.0.database.get_or_init(|| Database::over(pool));
        Ok(database.clone())
    }

    /// A mounted key of 256 bits, for example `locate.key`.
    pub fn key(&self, name: &str) -> Result<Key32, ServiceError> {
        read_key(&self.0.settings, name)
    }

    /// A mounted key that is text, for example `portal-client-secret`.
    pub fn key_text(&self, name: &str) -> Result<SecretString, ServiceError> {
        self.0
            .settings
            .text(&format!("keys/{name}"))
            .map(SecretString::from)
    }

    /// A mounted secret, for example `smtp-password`. Read at each use: it may change.
    pub fn secret_text(&self, name: &str) -> Result<SecretString, ServiceError> {
        self.0
            .settings
            .text(&format!("secrets/{name}"))
            .map(SecretString::from)
    }

    /// The client secret of a provider that people may sign in by. Read at each use: it may change.
    pub fn provider_secret(&self, provider: &str) -> Result<SecretString, ServiceError> {
        self.0
            .settings
            .text(&format!("providers/{provider}"))
            .map(SecretString::from)
    }

    /// PEM certificates of authorities that the tenant trusts beside the system's, if it names any. Read at each use:
    /// they may change.
    pub fn outbound_authorities(&self) -> Option<String> {
        self.0.settings.text("outbound/ca.crt").ok()
    }

    /// A keyed hash for logs: the same person gives the same text in this region, and the text says nothing.
    pub fn pseudonym(&self, text: &str) -> String {
        keys::hexadecimal(&self.0.pseudonym_key.hmac_sha256(text.as_bytes())[..8])
    }

    /// A client for other workloads of the tenant.
    pub fn mesh_client(&self) -> reqwest::Client {
        self.0.mesh_client.load().as_ref().clone()
    }

    /// Where metrics are registered.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Keeps the process from being ready until the hold is dropped; `reason` is shown on `/readyz`.
    pub fn hold_readiness(&self, reason: &str) -> ReadinessHold {
        self.0.readiness.hold(reason)
    }

    /// Tells when the process is to stop.
    pub fn stopping(&self) -> &Stop {
        &self.0.stop
    }

    /// Serves until the stop begins and open requests have ended.
    pub async fn serve(&self, listeners: Listeners) -> Result<(), ServiceError> {
        listeners::serve(self, listeners).await
    }

    pub(crate) fn database_in_use(&self) -> Option<&Database> {
        self.0.database.get()
    }

    pub(crate) fn open_reasons(&self) -> Vec<String> {
        self.0.readiness.open_reasons()
    }

    pub(crate) fn open_since(&self) -> Timestamp {
        self.0.open_since
    }
}

fn read_key(settings: &Settings, name: &str) -> Result<Key32, ServiceError> {
    let file = format!("keys/{name}");
    Key32::from_hexadecimal(&settings.text(&file)?).ok_or_else(|| ServiceError::Form {
        file,
        problem: "not 64 hexadecimal digits".to_owned(),
    })
}

/// Makes a new client when the mounted identity changes: certificates are renewed while the process runs.
async fn follow_mesh_identity(inner: std::sync::Weak<Inner>) {
    let mut ticks = tokio::time::interval(std::time::Duration::from_secs(1));
    let mut seen = None;
    loop {
        ticks.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        let now = generation(&inner.settings.root.join("mesh"));
        let known = seen.replace(now.clone());
        if known.is_none_or(|known| known == now) {
            continue;
        }
        match mesh::client(&inner.settings) {
            Ok(client) => inner.mesh_client.store(Arc::new(client)),
            Err(error) => {
                tracing::error!(%error, "mesh identity refused, the last one stays in use");
            }
        }
    }
}
