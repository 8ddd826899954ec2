//! A graceful stop: SIGTERM or SIGINT, told to everyone who waits.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Tells when the process is to stop. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for SIGTERM and SIGINT.
    pub(crate) fn on_signals() -> Self {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            let signals = (
                signal(SignalKind::terminate()),
                signal(SignalKind::interrupt()),
            );
            if let (Ok(mut terminate), Ok(mut interrupt)) = signals {
                tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
                tracing::info!("stopping");
            } else {
                // Without signal handlers a stop would never be noticed: better to end now.
                tracing::error!("signal handlers cannot be installed");
            }
            sender.send_replace(true);
        });
        Self(receiver)
    }

    /// Whether the stop has begun.
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the stop begins.
    pub async fn begun(&self) {
        let mut receiver = self.0.clone();
        // An error means that the sender is gone, and it leaves only after telling.
        let _told = receiver.wait_for(|stopping| *stopping).await;
    }
}
