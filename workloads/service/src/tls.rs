//! TLS server configurations from mounted files, reloaded when the files change.

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum_server::tls_rustls::RustlsConfig;
use rustls::{RootCertStore, ServerConfig, server::WebPkiClientVerifier};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};

use crate::{
    ServiceError, Settings, client_certificate::AnyCertificate, configuration::generation,
};

const WATCH_INTERVAL: Duration = Duration::from_millis(500);

/// Who shows a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClientAuthentication {
    /// Nobody: a public listener.
    NotAsked,
    /// Whoever has one, of anybody: what it is worth is for handlers to say.
    AnyCertificate,
    /// Everybody, signed by the tenant's authority: the mesh.
    Required,
}

/// Certificates of a PEM file below the root.
pub(crate) fn certificates(
    settings: &Settings,
    file: &str,
) -> Result<Vec<CertificateDer<'static>>, ServiceError> {
    CertificateDer::pem_slice_iter(settings.text(file)?.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| ServiceError::Form {
            file: file.to_owned(),
            problem: error.to_string(),
        })
}

fn configuration(
    settings: &Settings,
    folder: &str,
    client: ClientAuthentication,
) -> Result<ServerConfig, ServiceError> {
    let tls = |error: rustls::Error| ServiceError::Tls(format!("{folder}: {error}"));
    let key_file = format!("{folder}/tls.key");
    let key =
        PrivateKeyDer::from_pem_slice(settings.text(&key_file)?.as_bytes()).map_err(|error| {
            ServiceError::Form {
                file: key_file,
                problem: error.to_string(),
            }
        })?;
    let chain = certificates(settings, &format!("{folder}/tls.crt"))?;
    let builder = ServerConfig::builder();
    let mut configuration = match client {
        ClientAuthentication::NotAsked => builder.with_no_client_auth(),
        ClientAuthentication::AnyCertificate => {
            builder.with_client_cert_verifier(AnyCertificate::new())
        }
        ClientAuthentication::Required => {
            let mut roots = RootCertStore::empty();
            for certificate in certificates(settings, &format!("{folder}/ca.crt"))? {
                roots.add(certificate).map_err(tls)?;
            }
            let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
                .build()
                .map_err(|error| ServiceError::Tls(format!("{folder}: {error}")))?;
            builder.with_client_cert_verifier(verifier)
        }
    }
    .with_single_cert(chain, key)
    .map_err(tls)?;
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(configuration)
}

/// A server configuration that follows its files; a bad new one is refused and the last stays in force.
pub(crate) fn reloading(
    settings: &Settings,
    folder: &'static str,
    client: ClientAuthentication,
) -> Result<RustlsConfig, ServiceError> {
    let live = RustlsConfig::from_config(Arc::new(configuration(settings, folder, client)?));
    let (settings, reloaded) = (settings.clone(), live.clone());
    tokio::spawn(async move {
        let directory: PathBuf = settings.root.join(folder);
        let mut seen = generation(&directory);
        let mut ticks = tokio::time::interval(WATCH_INTERVAL);
        loop {
            ticks.tick().await;
            let now = generation(&directory);
            if now == seen {
                continue;
            }
            match configuration(&settings, folder, client) {
                Ok(fresh) => {
                    tracing::info!(folder, "certificate reloaded");
                    reloaded.reload_from_config(Arc::new(fresh));
                }
                Err(error) => {
                    tracing::error!(%error, "certificate refused, the last one stays in use");
                }
            }
            seen = now;
        }
    });
    Ok(live)
}
