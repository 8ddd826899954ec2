//! What every handler holds: configuration, database, keys, and the way to other workloads.

use std::sync::Arc;

use domicile_credentials::{
    passkey::{PasskeyError, RelyingParty},
    password::{Capacity, Hasher, Parameters},
};
use domicile_jose::VerifyingKeys;
use domicile_pages::{Messages, MessagesError};
use domicile_residency::{
    Digest, EmailAddress, RegionName, digest_of_email, digest_of_telephone_number,
};
use domicile_service::{Context, Database, Key32, LoadedBundle, ServiceError, keys::hexadecimal};
use secrecy::SecretString;

use crate::{
    factors::relying_party,
    made_once::MadeOnce,
    mail::{Mailer, SmtpCredentials},
    measures::Measures,
    openid::{client_keys::FetchedKeys, clients},
    outbound::Outbound,
    parsed_keys::ParsedKeys,
    phone::number::PhoneNumber,
    signing::RegionSigner,
    store::liveness::Liveness,
};

/// Connections to PostgreSQL: sign-in's statements are short, and a few serve hundreds of requests a second.
pub const DATABASE_CONNECTIONS: u32 = 8;

/// Memory that hashing may take at once, under the recommended parameters: two hashes in a pod of 64 MiB.
const PASSWORD_MEMORY_BYTES: u64 = 40 * 1024 * 1024;

/// Keys of this region.
pub struct Keys {
    /// The tenant's, the same in every region: finds people by keyed hash.
    pub locate: Key32,
    /// Hides what throttles count and what logs name.
    pub pseudonym: Key32,
    /// Seals cookies, hashes e-mailed codes, protects forms.
    pub seal: Key32,
    /// Signs tokens and hand-offs; never leaves this region.
    pub signing: RegionSigner,
}

/// Reads the client secret of a provider by the provider's name.
pub type ProviderSecrets = Box<dyn Fn(&str) -> Option<SecretString> + Send + Sync>;

/// What an [`App`] is made of. A test makes one without a cluster.
pub struct Parts {
    /// This region.
    pub region: RegionName,
    /// The bundle in force.
    pub bundle: Box<dyn Fn() -> Arc<LoadedBundle> + Send + Sync>,
    /// A client for other workloads of the tenant.
    pub mesh_client: Box<dyn Fn() -> reqwest::Client + Send + Sync>,
    /// User name and password of the mail server, read when a connection pool is made.
    pub smtp_credentials: Box<dyn Fn() -> Option<SmtpCredentials> + Send + Sync>,
    /// The client secret of a provider that people may sign in by, read at each use.
    pub provider_secrets: ProviderSecrets,
    /// The database of this region.
    pub pool: Database,
    /// Keys of this region.
    pub keys: Keys,
    /// The way to addresses that applications name.
    pub outbound: Outbound,
}

/// Why the process cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A mounted file or the environment is not as it should be.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The region's name is none.
    #[error("{0}")]
    Form(String),
    /// The texts of the pages have a mistake.
    #[error(transparent)]
    Messages(#[from] MessagesError),
}

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    client_keys: FetchedKeys,
    registered_clients: clients::Elsewhere,
    mailer: Mailer,
    messages: Messages,
    frame_messages: Messages,
    measures: Measures,
    verifying: ParsedKeys,
    relying_party: MadeOnce<Arc<LoadedBundle>, RelyingParty>,
    hasher: Hasher,
    liveness: Liveness,
}

impl App {
    /// Makes an application of its parts.
    ///
    /// # Errors
    /// When the texts have a mistake.
    pub fn new(parts: Parts) -> Result<Self, StartError> {
        let capacity = Capacity::within(PASSWORD_MEMORY_BYTES, Parameters::RECOMMENDED);
        let hasher =
            Hasher::start(capacity).map_err(|error| StartError::Form(error.to_string()))?;
        Ok(Self(Arc::new(Inner {
            client_keys: FetchedKeys::default(),
            registered_clients: clients::Elsewhere::default(),
            liveness: Liveness::asking(parts.pool.clone()),
            parts,
            mailer: Mailer::default(),
            messages: crate::texts::messages()?,
            frame_messages: domicile_pages::frame::messages()?,
            measures: Measures::default(),
            verifying: ParsedKeys::default(),
            relying_party: MadeOnce::default(),
            hasher,
        })))
    }

    /// Makes it from what the operator mounts.
    ///
    /// # Errors
    /// When a key is missing or malformed.
    pub fn from_context(context: &Context) -> Result<Self, StartError> {
        let form = |problem: &dyn std::fmt::Display| StartError::Form(problem.to_string());
        let keys = Keys {
            locate: context.key("locate.key")?,
            pseudonym: context.key("pseudonym.key")?,
            seal: context.key("seal.key")?,
            signing: RegionSigner::from_context(context)?,
        };
        let (bundles, clients, secrets) = (context.clone(), context.clone(), context.clone());
        let (authorities, providers) = (context.clone(), context.clone());
        let app = Self::new(Parts {
            region: RegionName::parse(context.region()).map_err(|error| form(&error))?,
            bundle: Box::new(move || bundles.bundle()),
            mesh_client: Box::new(move || clients.mesh_client()),
            smtp_credentials: Box::new(move || smtp_credentials(&secrets)),
            provider_secrets: Box::new(move |name| provider_secret(&providers, name)),
            pool: context.database(DATABASE_CONNECTIONS)?,
            keys,
            outbound: Outbound::new(Box::new(move || authorities.outbound_authorities())),
        })?;
        app.measures().register(context.metrics());
        Ok(app)
    }

    /// The bundle in force; take one per request.
    pub fn bundle(&self) -> Arc<LoadedBundle> {
        (self.0.parts.bundle)()
    }

    /// This region.
    pub fn region(&self) -> &RegionName {
        &self.0.parts.region
    }

    /// The database.
    pub fn pool(&self) -> &Database {
        &self.0.parts.pool
    }

    /// Keys of this region.
    pub fn keys(&self) -> &Keys {
        &self.0.parts.keys
    }

    /// A client for other workloads of the tenant.
    pub fn mesh_client(&self) -> reqwest::Client {
        (self.0.parts.mesh_client)()
    }

    /// The way to addresses that applications name.
    pub fn outbound(&self) -> &Outbound {
        &self.0.parts.outbound
    }

    /// Keys of clients that were asked for.
    pub fn client_keys(&self) -> &FetchedKeys {
        &self.0.client_keys
    }

    /// Clients that registered themselves in other regions.
    pub fn registered_clients(&self) -> &clients::Elsewhere {
        &self.0.registered_clients
    }

    /// Sends mail.
    pub fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    /// User name and password of the mail server.
    pub fn smtp_credentials(&self) -> Option<SmtpCredentials> {
        (self.0.parts.smtp_credentials)()
    }

    /// The client secret of a provider that people may sign in by, if it is mounted.
    pub fn provider_secret(&self, name: &str) -> Option<SecretString> {
        (self.0.parts.provider_secrets)(name)
    }

    /// Texts of the pages and mails.
    pub fn messages(&self) -> &Messages {
        &self.0.messages
    }

    /// Texts of the frame.
    pub fn frame_messages(&self) -> &Messages {
        &self.0.frame_messages
    }

    /// Hashes and compares passwords.
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// Whether access tokens still hold.
    pub fn liveness(&self) -> &Liveness {
        &self.0.liveness
    }

    /// Counters.
    pub fn measures(&self) -> &Measures {
        &self.0.measures
    }

    /// The digest under which an address is found.
    pub fn digest_of(&self, address: &EmailAddress) -> Digest {
        digest_of_email(|message| self.keys().locate.hmac_sha256(message), address)
    }

    /// The digest of a telephone number.
    pub fn digest_of_number(&self, number: &PhoneNumber) -> Digest {
        let locate = |message: &[u8]| self.keys().locate.hmac_sha256(message);
        digest_of_telephone_number(locate, number.as_e164())
    }

    /// A keyed hash for logs.
    pub fn pseudonym(&self, text: &str) -> String {
        hexadecimal(&self.keys().pseudonym.hmac_sha256(text.as_bytes())[..8])
    }

    /// Keys that a token of ours may be signed with: those of all regions, and this region's own even when the
    /// bundle does not name it yet.
    pub fn verifying_keys(&self) -> Arc<VerifyingKeys> {
        let own = self.keys().signing.keys();
        self.0.verifying.of(self.region(), self.bundle(), own)
    }

    /// Who asks for passkeys under a bundle.
    ///
    /// # Errors
    /// When its hosts or makers do not fit, which the operator's validation excludes.
    pub fn relying_party(
        &self,
        loaded: &Arc<LoadedBundle>,
    ) -> Result<Arc<RelyingParty>, PasskeyError> {
        let made = &self.0.relying_party;
        made.of(loaded.clone(), |loaded| relying_party::of(&loaded.bundle))
    }
}

fn provider_secret(context: &Context, name: &str) -> Option<SecretString> {
    context
        .provider_secret(name)
        .inspect_err(
            |error| tracing::warn!(%error, "the client secret of a provider cannot be read"),
        )
        .ok()
}

fn smtp_credentials(context: &Context) -> Option<SmtpCredentials> {
    let text = |name: &str| -> Option<SecretString> {
        context
            .secret_text(name)
            .inspect_err(|error| tracing::warn!(%error, "the mail server's account cannot be read"))
            .ok()
    };
    Some(SmtpCredentials {
        username: text("smtp-username")?,
        password: text("smtp-password")?,
    })
}
