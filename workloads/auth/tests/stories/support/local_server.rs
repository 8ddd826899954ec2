//! A server at `https://localhost:<port>` with a certificate of its own, as a system of somebody else.

use axum::Router;
use axum_server::tls_rustls::RustlsConfig;

/// Where it listens, and whom to trust.
pub struct LocalServer {
    pub port: u16,
    /// The authority of its certificate.
    pub authority: String,
}

impl LocalServer {
    pub async fn serving(router: Router) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certified = rcgen::generate_simple_self_signed(["localhost".into()]).unwrap();
        let authority = certified.cert.pem();
        let key = certified.signing_key.serialize_pem();
        let config = RustlsConfig::from_pem(authority.clone().into(), key.into())
            .await
            .unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        tokio::spawn(server.serve(router.into_make_service()));
        Self { port, authority }
    }
}
