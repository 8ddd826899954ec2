//! A value made of a mounted file, made anew when the file changes.

use std::{fmt::Display, sync::Arc, time::Duration};

use arc_swap::ArcSwap;

use crate::{Context, ServiceError, configuration::generation};

const WATCH_INTERVAL: Duration = Duration::from_secs(1);

/// The value of the newest mounted file that could be read.
#[derive(Debug)]
pub struct Mounted<T>(Arc<ArcSwap<T>>);

impl<T: Send + Sync + 'static> Mounted<T> {
    /// Reads `<folder>/<file>` below the configuration root and follows it. A new one that cannot be read is
    /// refused, and the last stays in use.
    ///
    /// # Errors
    /// When there is none to begin with. Texts hold nothing of the file.
    pub fn follow<E: Display>(
        context: &Context,
        folder: &'static str,
        file: &'static str,
        read: impl Fn(&str) -> Result<T, E> + Send + 'static,
    ) -> Result<Self, ServiceError> {
        let settings = context.settings().clone();
        let directory = settings.root.join(folder);
        let load = move || {
            let path = format!("{folder}/{file}");
            read(&settings.text(&path)?).map_err(|problem| ServiceError::Form {
                file: path,
                problem: problem.to_string(),
            })
        };
        // Looked at before it is read: what changes in between is read once more.
        let mut seen = generation(&directory);
        let current = Arc::new(ArcSwap::from_pointee(load()?));
        let followed = Arc::downgrade(&current);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(WATCH_INTERVAL);
            loop {
                ticks.tick().await;
                let Some(current) = followed.upgrade() else {
                    return;
                };
                let now = generation(&directory);
                if now == seen {
                    continue;
                }
                seen = now;
                match load() {
                    Ok(fresh) => {
                        tracing::info!(folder, file, "reloaded");
                        current.store(Arc::new(fresh));
                    }
                    Err(error) => {
                        tracing::error!(%error, "refused, the last one stays in use");
                    }
                }
            }
        });
        Ok(Self(current))
    }

    /// The value in use.
    pub fn current(&self) -> Arc<T> {
        self.0.load_full()
    }
}
