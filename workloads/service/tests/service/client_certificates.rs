//! Who is asked for a certificate, and what a handler sees of it (RFC 8705).

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use axum::{Router, routing::get};
use domicile_service::{ClientCertificate, Listeners};
use rcgen::{CertificateParams, KeyPair, generate_simple_self_signed};
use reqwest::{Certificate, Client, Identity, tls::Version};

use crate::world::started;

const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 1);
const ASKED: &str = "mtls.login.aurora.example";
const NOT_ASKED: &str = "login.aurora.example";

async fn thumbprint(certificate: Option<ClientCertificate>) -> String {
    certificate.map_or_else(
        || "none".to_owned(),
        |certificate| certificate.thumbprint().to_owned(),
    )
}

/// Serves what a handler sees; gives the certificate that clients trust.
async fn serving(root: &Path) -> Certificate {
    let names = [ASKED.to_owned(), NOT_ASKED.to_owned()];
    let server = generate_simple_self_signed(names).unwrap();
    fs::create_dir_all(root.join("tls")).unwrap();
    fs::write(root.join("tls/tls.crt"), server.cert.pem()).unwrap();
    fs::write(root.join("tls/tls.key"), server.signing_key.serialize_pem()).unwrap();
    let context = started(root, ADDRESS).await;
    let listeners = Listeners {
        public: Some(Router::new().route("/", get(thumbprint))),
        mesh: None,
    };
    tokio::spawn(async move { context.serve(listeners).await });
    let listening = async || tokio::net::TcpStream::connect((ADDRESS, 8443)).await;
    while listening().await.is_err() {
        tokio::task::yield_now().await;
    }
    Certificate::from_der(server.cert.der()).unwrap()
}

async fn seen(
    trusted: &Certificate,
    host: &str,
    identity: Option<Identity>,
    tls: Version,
) -> String {
    let builder = Client::builder()
        .tls_certs_only([trusted.clone()])
        .resolve(host, SocketAddr::from((ADDRESS, 8443)))
        .tls_version_min(tls)
        .tls_version_max(tls);
    let builder = match identity {
        Some(identity) => builder.identity(identity),
        None => builder,
    };
    let answer = builder
        .build()
        .unwrap()
        .get(format!("https://{host}:8443/"));
    answer.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_certificate_is_asked_for_on_its_own_name_alone_and_any_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = serving(folder.path()).await;
    let key = KeyPair::generate().unwrap();
    let shown = CertificateParams::new(["shop".to_owned()])
        .unwrap()
        .self_signed(&key)
        .unwrap();
    let expected = ClientCertificate::from_der(shown.der()).unwrap();
    let pem = format!("{}{}", key.serialize_pem(), shown.pem());
    let identity = || Some(Identity::from_pem(pem.as_bytes()).unwrap());
    for tls in [Version::TLS_1_2, Version::TLS_1_3] {
        let seen = async |host, identity| seen(&trusted, host, identity, tls).await;
        assert_eq!(seen(ASKED, identity()).await, expected.thumbprint());
        assert_eq!(seen(NOT_ASKED, identity()).await, "none");
        assert_eq!(seen(ASKED, None).await, "none");
        assert_eq!(seen(NOT_ASKED, None).await, "none");
    }
}
