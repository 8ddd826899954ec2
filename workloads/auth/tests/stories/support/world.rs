//! Three regions of one tenant in one process, each with its own database, keys and profile-store.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderValue},
    middleware::Next,
    response::Response,
};
use domicile_auth::{
    app::{App, DATABASE_CONNECTIONS, Keys, Parts},
    outbound::Outbound,
    signing::RegionSigner,
    store, web,
};
use domicile_bundle::{
    Bundle, KeepSignedIn, Revision, SignInMethod, canonical_json, status::Workload,
};
use domicile_jose::{Algorithm, SigningKey, SigningKeySet};
use domicile_postgresql_for_tests::{Database, Role};
use domicile_residency::RegionName;
use domicile_service::{Key32, LoadedBundle, database::pool_options, mesh::PeerIdentity};
use sqlx::PgPool;

use super::{
    mailbox::Mailbox, membership_system, profile_store::ProfileStorePeer, signing_keys, sms_adapter,
};
use crate::example;

/// What is mounted for the provider `example`, and for an external issuer.
pub const PROVIDER_SECRET: &str = "s:e+c ret";

/// The tenant.
pub struct World {
    pub mailbox: Mailbox,
    regions: BTreeMap<String, Region>,
}

/// One region of it.
pub struct Region {
    pub app: App,
    pub public: Router,
    pub mesh: Router,
    pub pool: domicile_service::Database,
    pub profile_store: ProfileStorePeer,
    pub database: Database,
    loaded: Arc<RwLock<Arc<LoadedBundle>>>,
}

struct Prepared {
    name: &'static str,
    signing: SigningKeySet,
    profile_store: ProfileStorePeer,
    profile_store_address: String,
    mesh: tokio::net::TcpListener,
}

impl World {
    /// One region is enough for most stories.
    pub async fn of_eu() -> Self {
        Self::of(&["eu"], |_| {}).await
    }

    /// All of them.
    pub async fn of_all_regions() -> Self {
        Self::of(&["eu", "jp", "us"], |_| {}).await
    }

    /// One region whose people sign in by code, link and password, and may stay signed in.
    pub async fn with_passwords() -> Self {
        Self::of(&["eu"], offer_all).await
    }

    /// With a configuration that a story needs.
    pub async fn of(names: &[&'static str], change: impl Fn(&mut Bundle)) -> Self {
        Self::trusting(names, None, change).await
    }

    /// With an authority that is trusted where an address that an application names is followed.
    pub async fn trusting(
        names: &[&'static str],
        authority: Option<&str>,
        change: impl Fn(&mut Bundle),
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mailbox = Mailbox::open().await;
        let mut wished = example::bundle("eu");
        change(&mut wished);
        let algorithms: Vec<Algorithm> = wished.openid.signing_algorithms.into();
        let mut prepared = Vec::new();
        for name in names {
            let profile_store = ProfileStorePeer::default();
            prepared.push(Prepared {
                name,
                signing: signing_keys::set_of(&algorithms),
                profile_store_address: profile_store.start().await,
                profile_store,
                mesh: tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap(),
            });
        }
        let complete = |region: &str| {
            let mut bundle = example::bundle(region);
            bundle.mail.port = mailbox.port;
            for own in &prepared {
                let entry = bundle
                    .regions
                    .iter_mut()
                    .find(|entry| entry.name == own.name)
                    .unwrap();
                entry.signing_keys = own.signing.public_jwks().cloned().collect();
                entry.mesh.auth = format!("http://{}", own.mesh.local_addr().unwrap());
                entry
                    .mesh
                    .profile_store
                    .clone_from(&own.profile_store_address);
            }
            change(&mut bundle);
            bundle
        };
        let bundles: Vec<Bundle> = prepared.iter().map(|own| complete(own.name)).collect();
        let mut regions = BTreeMap::new();
        for (own, bundle) in prepared.into_iter().zip(bundles) {
            regions.insert(own.name.to_owned(), start(own, bundle, authority).await);
        }
        Self { mailbox, regions }
    }

    pub fn region(&self, name: &str) -> &Region {
        &self.regions[name]
    }

    pub fn eu(&self) -> &Region {
        self.region("eu")
    }

    /// The region whose own address a host is, if it is one.
    pub fn region_of_host(&self, host: &str) -> Option<&Region> {
        self.regions
            .iter()
            .find(|(name, _)| host.starts_with(&format!("{name}.")))
            .map(|(_, region)| region)
    }
}

async fn start(own: Prepared, bundle: Bundle, authority: Option<&str>) -> Region {
    let authority = authority.map(str::to_owned);
    let database = Database::start().unwrap();
    let owner = PgPool::connect(&database.url(Role::AuthOwner))
        .await
        .unwrap();
    store::MIGRATIONS.run(&owner).await.unwrap();
    owner.close().await;
    let pool = pool_options(DATABASE_CONNECTIONS)
        .connect(&database.url(Role::Auth))
        .await
        .unwrap();
    let pool = domicile_service::Database::over(pool);
    let loaded = Arc::new(RwLock::new(load(bundle)));
    let in_force = Arc::clone(&loaded);
    let mut headers = HeaderMap::new();
    headers.insert(PEER_REGION, HeaderValue::from_static(own.name));
    let client = reqwest::Client::builder()
        .default_headers(headers)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let seed = own.name.as_bytes()[0];
    let app = App::new(Parts {
        region: RegionName::parse(own.name).unwrap(),
        bundle: Box::new(move || in_force.read().unwrap().clone()),
        mesh_client: Box::new(move || client.clone()),
        smtp_credentials: Box::new(|| None),
        pool: pool.clone(),
        keys: Keys {
            locate: Key32::from_bytes([1; 32]),
            pseudonym: Key32::from_bytes([seed; 32]),
            seal: Key32::from_bytes([seed ^ 0x55; 32]),
            signing: RegionSigner::of(own.signing),
        },
        provider_secrets: Box::new(|name| match name {
            "example" | "external" => Some(PROVIDER_SECRET.to_owned().into()),
            "sms.sender" => Some(sms_adapter::SECRET.to_owned().into()),
            "membership.miles" => Some(membership_system::SECRET.to_owned().into()),
            _ => None,
        }),
        outbound: Outbound::new(Box::new(move || authority.clone())),
    })
    .unwrap();
    let mesh = web::router::mesh(app.clone());
    let listening = mesh.clone().layer(axum::middleware::from_fn(identified));
    tokio::spawn(async move { axum::serve(own.mesh, listening).await });
    Region {
        public: web::router::public(app.clone()),
        mesh,
        app,
        pool,
        profile_store: own.profile_store,
        database,
        loaded,
    }
}

impl Region {
    /// Another configuration is in force from now on.
    pub fn reconfigure(&self, change: impl FnOnce(&mut Bundle)) {
        let mut loaded = self.loaded.write().unwrap();
        let mut bundle = loaded.bundle.clone();
        change(&mut bundle);
        *loaded = load(bundle);
    }
}

fn load(bundle: Bundle) -> Arc<LoadedBundle> {
    let revision = Revision::of(&canonical_json::to_string(&bundle).unwrap());
    Arc::new(LoadedBundle { bundle, revision })
}

/// Says which region calls, as the certificate does in a real mesh.
const PEER_REGION: &str = "test-peer-region";

/// As the mesh listener does after the handshake: here every caller is the auth workload of some region.
async fn identified(mut request: Request, next: Next) -> Response {
    let region = request.headers()[PEER_REGION].to_str().unwrap().to_owned();
    request.extensions_mut().insert(PeerIdentity {
        workload: Workload::Auth,
        region,
    });
    next.run(request).await
}

/// A new signing key for ES256.
pub fn new_key() -> SigningKey {
    signing_keys::key_of(Algorithm::ES256)
}

/// Code, link and password, and staying signed in.
pub fn offer_all(bundle: &mut Bundle) {
    let sign_in = &mut bundle.sign_in;
    sign_in.methods = vec![
        SignInMethod::EmailCode,
        SignInMethod::EmailLink,
        SignInMethod::Password,
    ];
    sign_in.keep_signed_in = Some(KeepSignedIn {
        idle_seconds: 30 * 86_400,
        absolute_seconds: 180 * 86_400,
    });
}
