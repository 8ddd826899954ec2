//! The bundle in force: loaded at start, swapped whole when the mounted one changes, never half.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use arc_swap::ArcSwap;
use domicile_bundle::{Bundle, Revision, parts};
use tokio::sync::watch;

use crate::Settings;

/// How often the mounted generation is looked at. The kubelet swaps a symbolic link, so a look is one `readlink`;
/// inotify on projected volumes is unreliable across such swaps.
const WATCH_INTERVAL: Duration = Duration::from_millis(250);

/// A bundle and its revision.
#[derive(Clone, Debug)]
pub struct LoadedBundle {
    /// The configuration.
    pub bundle: Bundle,
    /// Its hash, as reported in `/status`.
    pub revision: Revision,
}

/// The bundle in force and why the newest mounted one is not, if so.
#[derive(Debug)]
pub struct Configuration {
    current: ArcSwap<LoadedBundle>,
    problem: ArcSwap<Option<String>>,
    changed: watch::Sender<Revision>,
}

impl Configuration {
    /// Waits until a whole bundle of this tenant and region is mounted, and keeps watching it.
    pub(crate) async fn load_and_watch(settings: &Settings) -> Arc<Self> {
        let directory = settings.root.join("bundle");
        let mut ticks = tokio::time::interval(WATCH_INTERVAL);
        let mut reported = None;
        let (first, seen) = loop {
            ticks.tick().await;
            let seen = generation(&directory);
            match load(&directory, settings) {
                Ok(loaded) => break (loaded, seen),
                Err(problem) if reported.as_ref() != Some(&problem) => {
                    tracing::warn!(%problem, "waiting for a bundle");
                    reported = Some(problem);
                }
                Err(_) => {}
            }
        };
        tracing::info!(revision = %first.revision, "bundle in force");
        let configuration = Arc::new(Self::new(first));
        tokio::spawn(watch_directory(
            Arc::downgrade(&configuration),
            directory,
            settings.clone(),
            seen,
        ));
        configuration
    }

    fn new(first: LoadedBundle) -> Self {
        let (changed, _) = watch::channel(first.revision.clone());
        Self {
            current: ArcSwap::from_pointee(first),
            problem: ArcSwap::from_pointee(None),
            changed,
        }
    }

    /// The bundle in force.
    pub fn current(&self) -> Arc<LoadedBundle> {
        self.current.load_full()
    }

    /// Why the newest mounted bundle is not in force.
    pub fn problem(&self) -> Option<String> {
        self.problem.load().as_ref().clone()
    }

    /// Tells of every change of revision.
    pub fn changes(&self) -> watch::Receiver<Revision> {
        self.changed.subscribe()
    }

    fn accept(&self, outcome: Result<LoadedBundle, String>) {
        match outcome {
            Ok(loaded) => {
                let revision = loaded.revision.clone();
                self.current.store(Arc::new(loaded));
                self.problem.store(Arc::new(None));
                tracing::info!(%revision, "bundle in force");
                self.changed.send_replace(revision);
            }
            // What ran goes on running: the last accepted configuration stays in force (invariant I7).
            Err(problem) => {
                tracing::error!(%problem, "bundle refused, the last one stays in force");
                self.problem.store(Arc::new(Some(problem)));
            }
        }
    }
}

async fn watch_directory(
    configuration: std::sync::Weak<Configuration>,
    directory: PathBuf,
    settings: Settings,
    mut seen: Generation,
) {
    let mut ticks = tokio::time::interval(WATCH_INTERVAL);
    loop {
        ticks.tick().await;
        let Some(configuration) = configuration.upgrade() else {
            return;
        };
        let now = generation(&directory);
        if now != seen {
            seen = now;
            configuration.accept(load(&directory, &settings));
        }
    }
}

/// What identifies a mounted generation: the target of the kubelet's link, and when the index was written.
pub(crate) type Generation = (Option<PathBuf>, Option<SystemTime>);

/// The generation of a mounted directory.
pub(crate) fn generation(directory: &Path) -> Generation {
    let link = std::fs::read_link(directory.join("..data")).ok();
    let modified = std::fs::read_dir(directory).ok().and_then(|entries| {
        entries
            .filter_map(|entry| std::fs::metadata(entry.ok()?.path()).ok()?.modified().ok())
            .max()
    });
    (link, modified)
}

fn load(directory: &Path, settings: &Settings) -> Result<LoadedBundle, String> {
    let (bundle, revision) = parts::read(directory).map_err(|error| error.to_string())?;
    let theirs = (
        &bundle.tenant.namespace,
        &bundle.tenant.name,
        &bundle.region,
    );
    if theirs != (&settings.namespace, &settings.tenant, &settings.region) {
        return Err(format!(
            "the bundle is for {}/{} in region {}, this pod serves {}/{} in region {}",
            theirs.0, theirs.1, theirs.2, settings.namespace, settings.tenant, settings.region
        ));
    }
    Ok(LoadedBundle { bundle, revision })
}
