//! The listeners of a workload: public HTTPS, mesh, management; all end together, gracefully.

use std::{future::Future, io, net::SocketAddr, pin::Pin, time::Duration};

use axum::{Router, middleware::from_fn};
use axum_server::{Handle, tls_rustls::RustlsAcceptor};
use futures::future::try_join_all;

use crate::{
    Context, ServiceError,
    client_certificate::PublicAcceptor,
    management,
    mesh::MeshAcceptor,
    tls::{ClientAuthentication, reloading},
    unread_body::read_on,
};

/// Port of public HTTPS.
pub const PUBLIC_PORT: u16 = 8443;
/// Port of the mesh.
pub const MESH_PORT: u16 = 9443;
/// Port of health, metrics and status.
pub const MANAGEMENT_PORT: u16 = 9090;
/// How long open requests may take after the stop began.
const GRACE: Duration = Duration::from_secs(10);

/// What a workload serves beside management.
#[derive(Debug, Default)]
pub struct Listeners {
    /// Served over HTTPS to everyone.
    pub public: Option<Router>,
    /// Served over mutual TLS to workloads of the same tenant.
    pub mesh: Option<Router>,
}

type Serving = Pin<Box<dyn Future<Output = Result<(), ServiceError>> + Send>>;

/// Serves until the stop begins and open requests have ended.
pub(crate) async fn serve(context: &Context, listeners: Listeners) -> Result<(), ServiceError> {
    let settings = context.settings();
    let address = |port| SocketAddr::new(settings.bind, port);
    let mut serving: Vec<Serving> = Vec::new();
    if let Some(router) = listeners.public {
        let acceptor = PublicAcceptor {
            plain: reloading(settings, "tls", ClientAuthentication::NotAsked)?,
            asking: reloading(settings, "tls", ClientAuthentication::AnyCertificate)?,
            context: context.clone(),
        };
        let server = axum_server::bind(address(PUBLIC_PORT))
            .acceptor(acceptor)
            .handle(handle(context));
        let service = router
            .layer(from_fn(read_on))
            .into_make_service_with_connect_info::<SocketAddr>();
        serving.push(Box::pin(async move {
            ended(PUBLIC_PORT, server.serve(service).await)
        }));
    }
    if let Some(router) = listeners.mesh {
        let acceptor = MeshAcceptor {
            tls: RustlsAcceptor::new(reloading(settings, "mesh", ClientAuthentication::Required)?),
            tenant: settings.tenant.clone(),
            namespace: settings.namespace.clone(),
        };
        let server = axum_server::bind(address(MESH_PORT))
            .acceptor(acceptor)
            .handle(handle(context));
        let service = router.layer(from_fn(read_on)).into_make_service();
        serving.push(Box::pin(async move {
            ended(MESH_PORT, server.serve(service).await)
        }));
    }
    let server = axum_server::bind(address(MANAGEMENT_PORT)).handle(handle(context));
    let router = management::router(context.clone());
    serving.push(Box::pin(async move {
        ended(
            MANAGEMENT_PORT,
            server.serve(router.into_make_service()).await,
        )
    }));
    try_join_all(serving).await?;
    Ok(())
}

/// A handle that ends its listener once the stop begins.
fn handle(context: &Context) -> Handle<SocketAddr> {
    let handle = Handle::new();
    let (stop, ending) = (context.stopping().clone(), handle.clone());
    tokio::spawn(async move {
        stop.begun().await;
        ending.graceful_shutdown(Some(GRACE));
    });
    handle
}

fn ended(port: u16, outcome: io::Result<()>) -> Result<(), ServiceError> {
    outcome.map_err(|source| ServiceError::Listener { port, source })
}
