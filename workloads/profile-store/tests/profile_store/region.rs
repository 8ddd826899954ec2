//! One region's profile store, with what stories about it need to say.

use axum::{Router, http::StatusCode};
use domicile_bundle::status::Workload;
use domicile_postgresql_for_tests::{Database, Role};
use domicile_profile_store::{ProfileStore, Subject, mesh, migrations, serve};
use domicile_service::{Listeners, mesh::PeerIdentity};
use serde_json::{Value, json};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;

use crate::{
    http::{self, Answer},
    world::World,
};

pub const CAMILLE: &str = "4Zk0uY0m3mW2p0QJr1xq7g";
pub const JORDAN: &str = "9Qm1uY0m3mW2p0QJr1xq7A";
pub const CAMILLES_ADDRESS: &str = "camille.canary@example.org";

/// A running region.
pub struct Region {
    pub name: &'static str,
    pub store: ProfileStore,
    pub public: Router,
    pub mesh: Router,
    pub database: Database,
    _folder: TempDir,
}

impl Region {
    /// The region `eu` alone.
    pub async fn alone() -> Self {
        Self::of(&World::of(&["eu", "us"]), "eu").await
    }

    pub async fn of(world: &World, name: &'static str) -> Self {
        let database = Database::start().unwrap();
        for (role, migrator) in [
            (Role::ProfileOwner, &migrations::MIGRATOR),
            (Role::ConsentOwner, &domicile_consent::MIGRATOR),
        ] {
            let owner = connect(&database, role).await;
            migrator.run(&owner).await.unwrap();
            owner.close().await;
        }
        let folder = tempfile::tempdir().unwrap();
        let url = database.url(Role::ProfileStore);
        let context = world
            .start(Workload::ProfileStore, name, folder.path(), &url)
            .await;
        let store = ProfileStore::new(context).unwrap();
        Self {
            name,
            public: serve::public(store.clone()),
            mesh: mesh::router(store.clone()),
            store,
            database,
            _folder: folder,
        }
    }

    /// Opens the real listeners, for other regions to call.
    pub fn listen(&self) {
        let listeners = Listeners {
            public: None,
            mesh: Some(self.mesh.clone()),
        };
        let context = self.store.context.clone();
        tokio::spawn(async move {
            context.serve(listeners).await.unwrap();
        });
    }

    /// A call over the mesh, as a peer whose certificate was proven.
    pub async fn call(
        &self,
        peer: (Workload, &str),
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let peer = PeerIdentity {
            workload: peer.0,
            region: peer.1.to_owned(),
        };
        http::call(&self.mesh, method, path, peer, body).await
    }

    /// A call of this region's auth.
    pub async fn auth(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call((Workload::Auth, self.name), method, path, body)
            .await
    }

    pub async fn register_camille(&self) {
        self.register(CAMILLE, "FR", CAMILLES_ADDRESS, "Camille")
            .await;
    }

    pub async fn register(&self, sub: &str, country: &str, email: &str, given_name: &str) {
        let path = format!("/mesh/v1/persons/{sub}");
        let answer = self
            .auth("PUT", &path, Some(registration(country, email, given_name)))
            .await;
        assert_eq!(answer.status, StatusCode::CREATED);
    }

    /// What a source sends to `events.<domain>`.
    pub async fn ingest(&self, write_key: &str, endpoint: &str, body: &Value) -> Answer {
        http::ingest(&self.public, write_key, endpoint, body).await
    }

    pub async fn current(&self, name: &str) -> Option<Value> {
        sqlx::query_scalar(
            "SELECT value FROM profile.current_attribute WHERE sub = $1 AND name = $2",
        )
        .bind(CAMILLE)
        .bind(name)
        .fetch_optional(&self.store.pool)
        .await
        .unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        let query = format!("SELECT count(*) FROM {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(&self.store.pool)
            .await
            .unwrap()
    }

    /// The pool of another workload's role.
    pub async fn pool_of(&self, role: Role) -> PgPool {
        connect(&self.database, role).await
    }
}

/// The person of most stories.
pub fn camille() -> Subject {
    Subject::parse(CAMILLE).unwrap()
}

pub fn registration(country: &str, email: &str, given_name: &str) -> Value {
    json!({
        "country": country, "language": "fr", "brand": "aurora/aurora", "email": email,
        "givenName": given_name, "familyName": "Canarino", "application": "aurora.shop",
    })
}

pub async fn connect(database: &Database, role: Role) -> PgPool {
    PgPoolOptions::new()
        .max_connections(4)
        .connect(&database.url(role))
        .await
        .unwrap()
}
