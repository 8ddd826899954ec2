//! What every handler holds.

use std::sync::Arc;

use domicile_pages::Messages;
use domicile_service::{Context, Key32, LoadedBundle};
use secrecy::SecretString;
use sqlx::PgPool;

use crate::metrics::IngestMetrics;

/// Connections to the database: few, so that three replicas fit into PostgreSQL's default hundred.
const MOST_CONNECTIONS: u32 = 8;

/// What every handler holds: configuration, database, keys, texts. Cheap to clone.
#[derive(Clone)]
pub struct ProfileStore {
    /// Configuration, mesh client, logs.
    pub context: Context,
    /// The region's database.
    pub pool: PgPool,
    /// The tenant's key for digests of identifiers.
    pub locate_key: Key32,
    /// This region's key for cookies of the portal.
    pub seal_key: Key32,
    /// Secret of the portal as an `OpenID` client.
    pub portal_secret: SecretString,
    /// Texts of the portal.
    pub texts: Arc<Messages>,
    /// Texts of the page frame.
    pub frame_texts: Arc<Messages>,
    /// What ingest counts.
    pub metrics: IngestMetrics,
}

impl ProfileStore {
    /// Reads keys and texts, prepares the pool.
    ///
    /// # Errors
    /// When a mounted file is missing or a text has a mistake.
    pub fn new(context: Context) -> anyhow::Result<Self> {
        Ok(Self {
            pool: context.database(MOST_CONNECTIONS)?.into_pool(),
            locate_key: context.key("locate.key")?,
            seal_key: context.key("seal.key")?,
            portal_secret: context.key_text("portal-client-secret")?,
            texts: Arc::new(crate::portal::texts::messages()?),
            frame_texts: Arc::new(domicile_pages::frame::messages()?),
            metrics: IngestMetrics::register(context.metrics()),
            context,
        })
    }

    /// The configuration in force; one per request.
    pub fn bundle(&self) -> Arc<LoadedBundle> {
        self.context.bundle()
    }

    /// HMAC-SHA-256 under the tenant's key, as `domicile_residency` defines it.
    pub fn digest(&self, kind: &str, value: &str) -> [u8; 32] {
        self.locate_key
            .hmac_sha256(format!("{kind}:{value}").as_bytes())
    }
}
