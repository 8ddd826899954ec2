//! Public HTTPS: whether a certificate is asked for depends on the name that the client calls.

use std::{future::Future, io, pin::Pin, time::Duration};

use axum::{Extension, middleware::AddExtension};
use axum_server::{accept::Accept, tls_rustls::RustlsConfig};
use rustls::server::Acceptor;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{LazyConfigAcceptor, server::TlsStream};
use tower::Layer;

use super::ClientCertificate;
use crate::Context;

/// How long a handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Accepts a TLS connection and puts the certificate that it showed, if any, beside each of its requests.
///
/// A browser that is asked for a certificate shows its user a dialogue, so that only the names that are there for
/// it ask ([`domicile_bundle::Bundle::is_mutual_tls_host`]).
#[derive(Clone)]
pub(crate) struct PublicAcceptor {
    pub(crate) plain: RustlsConfig,
    pub(crate) asking: RustlsConfig,
    pub(crate) context: Context,
}

impl<S: Send + 'static> Accept<TcpStream, S> for PublicAcceptor {
    type Stream = TlsStream<TcpStream>;
    type Service = AddExtension<S, Option<ClientCertificate>>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let acceptor = self.clone();
        Box::pin(async move {
            let stream = timeout(HANDSHAKE_TIMEOUT, acceptor.handshake(stream)).await??;
            let shown = shown(&stream);
            Ok((stream, Extension(shown).layer(service)))
        })
    }
}

impl PublicAcceptor {
    async fn handshake(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let start = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let asks = start
            .client_hello()
            .server_name()
            .is_some_and(|name| self.context.bundle().bundle.is_mutual_tls_host(name));
        let configuration = if asks { &self.asking } else { &self.plain };
        start.into_stream(configuration.get_inner()).await
    }
}

fn shown(stream: &TlsStream<TcpStream>) -> Option<ClientCertificate> {
    let certificate = stream.get_ref().1.peer_certificates()?.first()?;
    ClientCertificate::from_der(certificate)
}
