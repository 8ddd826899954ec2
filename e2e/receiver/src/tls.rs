//! HTTPS for what is called over TLS alone.

use std::{net::SocketAddr, path::Path};

use anyhow::Context as _;
use axum::Router;
use axum_server::tls_rustls::RustlsConfig;

/// Serves over TLS for ever, with the certificate and the key of these PEM files.
///
/// # Errors
/// When a file cannot be read, or the address is taken.
pub async fn serve(
    address: SocketAddr,
    certificate: &Path,
    key: &Path,
    router: Router,
) -> anyhow::Result<()> {
    // A second provider is an answer as good as the first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = RustlsConfig::from_pem_file(certificate, key)
        .await
        .with_context(|| format!("certificate {}", certificate.display()))?;
    axum_server::bind_rustls(address, tls)
        .serve(router.into_make_service())
        .await
        .with_context(|| format!("HTTPS on {address}"))
}
