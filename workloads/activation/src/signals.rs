//! What wakes the loops: notifications of the database, and each other.
//!
//! A notification only makes things fast. Every loop also looks by itself, so a lost one delays and loses nothing.

use std::{sync::Arc, time::Duration};

use domicile_consent::DECISION_CHANNEL;
use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::{Notify, mpsc};

/// Channel on which profile-store says that the outbox grew.
pub const OUTBOX_CHANNEL: &str = "domicile_outbox";
/// Pause before listening again after the connection broke.
const PAUSE: Duration = Duration::from_secs(1);

/// What wakes the loops.
#[derive(Debug, Default)]
pub struct Signals {
    /// The outbox may have grown.
    pub outbox: Notify,
    /// Something may be due, or there may be room for it.
    pub due: Notify,
}

/// Listens until it is dropped: wakes the loops, hands on whose decisions changed.
pub async fn listen(pool: PgPool, signals: Arc<Signals>, decisions: mpsc::Sender<String>) {
    loop {
        if let Err(error) = listen_once(&pool, &signals, &decisions).await {
            let reason = domicile_consent::failure_class(&error);
            tracing::warn!(
                reason,
                "notifications are not heard; the queues are looked at regularly meanwhile"
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn listen_once(
    pool: &PgPool,
    signals: &Signals,
    decisions: &mpsc::Sender<String>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener
        .listen_all([OUTBOX_CHANNEL, DECISION_CHANNEL])
        .await?;
    // What was said before listening began was missed.
    signals.outbox.notify_one();
    signals.due.notify_one();
    while let Some(notification) = listener.try_recv().await? {
        match notification.channel() {
            OUTBOX_CHANNEL => signals.outbox.notify_one(),
            // Full only when decisions come faster than queues can be ended; the gate refuses them one by one then.
            DECISION_CHANNEL => {
                let _queued = decisions.try_send(notification.payload().to_owned());
            }
            _ => {}
        }
    }
    Ok(())
}
