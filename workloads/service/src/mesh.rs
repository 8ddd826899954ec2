//! The mesh between workloads and regions of one tenant: mutual TLS under the tenant's own authority.
//!
//! A peer is who its certificate says: the DNS name `<workload>.<region>.<tenant>.<namespace>.mesh.domicile.dev`.
//! A route says which peers it serves by asking [`PeerIdentity`].

use std::{convert::Infallible, future::Future, io, pin::Pin, time::Duration};

use axum::{
    Extension,
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{StatusCode, request::Parts},
    middleware::AddExtension,
};
use axum_server::{accept::Accept, tls_rustls::RustlsAcceptor};
use domicile_bundle::status::Workload;
use reqwest::{Certificate, Client, Identity};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;
use tower::Layer;

use crate::{Problem, ServiceError, Settings};

const IDENTITY_SUFFIX: &str = "mesh.domicile.dev";
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Who calls over the mesh, proven by its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerIdentity {
    /// Which workload.
    pub workload: Workload,
    /// Of which region.
    pub region: String,
}

impl PeerIdentity {
    /// Reads an identity name; nothing when it is of another tenant or no identity.
    pub fn parse(name: &str, tenant: &str, namespace: &str) -> Option<Self> {
        let rest = name.strip_suffix(IDENTITY_SUFFIX)?.strip_suffix('.')?;
        let rest = rest.strip_suffix(namespace)?.strip_suffix('.')?;
        let rest = rest.strip_suffix(tenant)?.strip_suffix('.')?;
        let (workload, region) = rest.split_once('.')?;
        let plain = !region.is_empty() && !region.contains('.');
        plain.then_some(())?;
        Some(Self {
            workload: workload.parse().ok()?,
            region: region.to_owned(),
        })
    }

    /// Lets a request pass only from this workload.
    ///
    /// # Errors
    /// 403 for every other peer.
    pub fn require(&self, workload: Workload) -> Result<(), Problem> {
        if self.workload == workload {
            Ok(())
        } else {
            Err(refused())
        }
    }

    /// Lets a request pass only from this workload of this region.
    ///
    /// # Errors
    /// 403 for every other peer.
    pub fn require_in(&self, workload: Workload, region: &str) -> Result<(), Problem> {
        if self.region == region {
            self.require(workload)
        } else {
            Err(refused())
        }
    }
}

fn refused() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "peer-not-allowed",
        "This peer may not call this route.",
    )
}

impl<S: Send + Sync> FromRequestParts<S> for PeerIdentity {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(refused)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for PeerIdentity {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// A client that shows this workload's certificate and trusts the tenant's authority alone.
pub(crate) fn client(settings: &Settings) -> Result<Client, ServiceError> {
    let form = |error: reqwest::Error| ServiceError::Tls(format!("mesh identity: {error}"));
    let pem = format!(
        "{}\n{}",
        settings.text("mesh/tls.key")?,
        settings.text("mesh/tls.crt")?
    );
    let authority = settings.text("mesh/ca.crt")?;
    Client::builder()
        .identity(Identity::from_pem(pem.as_bytes()).map_err(form)?)
        .tls_certs_only(Certificate::from_pem_bundle(authority.as_bytes()).map_err(form)?)
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(TIMEOUT)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .map_err(form)
}

/// Accepts a TLS connection and puts the peer's identity beside each of its requests.
#[derive(Clone, Debug)]
pub(crate) struct MeshAcceptor {
    pub(crate) tls: RustlsAcceptor,
    pub(crate) tenant: String,
    pub(crate) namespace: String,
}

impl<S> Accept<TcpStream, S> for MeshAcceptor
where
    S: Send + 'static,
    RustlsAcceptor: Accept<TcpStream, S, Stream = TlsStream<TcpStream>, Service = S>,
    <RustlsAcceptor as Accept<TcpStream, S>>::Future: Send,
{
    type Stream = TlsStream<TcpStream>;
    type Service = AddExtension<S, PeerIdentity>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let handshake = self.tls.accept(stream, service);
        let (tenant, namespace) = (self.tenant.clone(), self.namespace.clone());
        Box::pin(async move {
            let (stream, service) = handshake.await?;
            let identity = peer_identity(&stream, &tenant, &namespace).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::PermissionDenied,
                    "the certificate names no identity of this tenant",
                )
            })?;
            Ok((stream, Extension(identity).layer(service)))
        })
    }
}

fn peer_identity<I>(stream: &TlsStream<I>, tenant: &str, namespace: &str) -> Option<PeerIdentity>
where
    I: AsyncRead + AsyncWrite + Unpin,
{
    let certificate = stream.get_ref().1.peer_certificates()?.first()?;
    let certificate = webpki::EndEntityCert::try_from(certificate).ok()?;
    let mut names = certificate.valid_dns_names();
    names.find_map(|name| PeerIdentity::parse(name, tenant, namespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_read_from_its_own_tenant_only() {
        let name = "profile-store.eu.aurora.prod.mesh.domicile.dev";
        let identity = PeerIdentity {
            workload: Workload::ProfileStore,
            region: "eu".to_owned(),
        };
        assert_eq!(PeerIdentity::parse(name, "aurora", "prod"), Some(identity));
        assert_eq!(PeerIdentity::parse(name, "other", "prod"), None);
        assert_eq!(PeerIdentity::parse(name, "aurora", "other"), None);
        for other in [
            "",
            "mesh.domicile.dev",
            "x.eu.aurora.prod.mesh.domicile.dev",
            "auth.a.b.aurora.prod.mesh.domicile.dev",
        ] {
            assert_eq!(PeerIdentity::parse(other, "aurora", "prod"), None);
        }
    }

    #[test]
    fn a_peer_passes_only_where_its_workload_and_region_are_named() {
        let auth = PeerIdentity {
            workload: Workload::Auth,
            region: "eu".to_owned(),
        };
        assert!(auth.require(Workload::Auth).is_ok());
        assert!(auth.require(Workload::Activation).is_err());
        assert!(auth.require_in(Workload::Auth, "eu").is_ok());
        assert!(auth.require_in(Workload::Auth, "us").is_err());
    }
}
