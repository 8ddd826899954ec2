//! The client against real TLS servers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that breaks must stop.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    routing::{get, post},
};
use axum_server::tls_rustls::RustlsConfig;
use domicile_outbound::{Client, OutboundError, Trust, TrustedHost};

/// A server on a loopback address that counts its requests.
struct Server {
    address: SocketAddr,
    authority: String,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certified =
            rcgen::generate_simple_self_signed(["localhost".into(), "127.0.0.1".into()]).unwrap();
        let authority = certified.cert.pem();
        let config = RustlsConfig::from_pem(
            authority.clone().into(),
            certified.signing_key.serialize_pem().into(),
        )
        .await
        .unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        let elsewhere = || async { (StatusCode::FOUND, [(header::LOCATION, "/document")]) };
        let authorization = |headers: HeaderMap, body: String| async move {
            let shown = headers.get(header::AUTHORIZATION);
            let shown = shown.map(|value| value.to_str().unwrap().to_owned());
            format!("{} {body}", shown.unwrap_or_default())
        };
        let router = Router::new()
            .route("/document", get(|| async { "document" }))
            .route("/echo", post(|body: String| async move { body }))
            .route("/authorization", get(authorization).post(authorization))
            .route("/elsewhere", get(elsewhere))
            .route("/endless", get(|| async { vec![b'x'; 512 * 1024] }))
            .route("/never", get(std::future::pending::<&'static str>))
            .layer(axum::middleware::from_fn(
                move |request, next: axum::middleware::Next| {
                    counted.fetch_add(1, Ordering::Relaxed);
                    next.run(request)
                },
            ));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        tokio::spawn(server.serve(router.into_make_service()));
        Self {
            address,
            authority,
            requests,
        }
    }

    fn url(&self, host: &str, path: &str) -> String {
        format!("https://{host}:{}{path}", self.address.port())
    }

    /// A client that is told to trust these hosts on the server's port.
    fn client(&self, hosts: &[&str]) -> Client {
        let trusted =
            |host: &&str| TrustedHost::parse(&format!("{host}:{}", self.address.port())).unwrap();
        Client::new(Trust {
            hosts: hosts.iter().map(trusted).collect(),
            authorities: Some(self.authority.clone()),
        })
        .unwrap()
    }
}

#[tokio::test]
async fn a_host_that_the_tenant_names_is_reached_by_name_and_by_address() {
    let server = Server::start().await;
    let client = server.client(&["localhost", "127.0.0.1"]);
    for host in ["localhost", "127.0.0.1"] {
        let answer = client
            .get(&server.url(host, "/document"), "text/plain")
            .await
            .unwrap();
        assert_eq!(
            (answer.status, answer.body.as_slice()),
            (200, &b"document"[..])
        );
    }
    let echoed = client
        .post(
            &server.url("localhost", "/echo"),
            "text/plain",
            b"body".to_vec(),
        )
        .await
        .unwrap();
    assert_eq!(echoed.body, b"body");
}

#[tokio::test]
async fn tokens_accounts_and_forms_are_sent_as_the_protocols_write_them() {
    let server = Server::start().await;
    let client = server.client(&["localhost"]);
    let url = server.url("localhost", "/authorization");
    let answer = client.get_with_token(&url, "text/plain", "a-token").await;
    assert_eq!(answer.unwrap().body, b"Bearer a-token ");
    let answer = client
        .post_form(&url, "text/plain", Some(("a", "b")), &[("c", "d e&f")])
        .await;
    assert_eq!(answer.unwrap().body, b"Basic YTpi c=d+e%26f");
}

#[tokio::test]
async fn a_loopback_address_that_nobody_named_is_never_spoken_to() {
    let server = Server::start().await;
    let client = server.client(&["other.example"]);
    for host in ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"] {
        let refused = client
            .get(&server.url(host, "/document"), "text/plain")
            .await
            .unwrap_err();
        assert_eq!(refused, OutboundError::Forbidden, "{host}");
    }
    assert_eq!(server.requests.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_name_that_means_a_private_address_leads_nowhere() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::new(Trust::default()).unwrap();
    // On port 443, which the address itself does not give away: only the resolver knows.
    for host in ["localhost", "localhost.", "LOCALHOST"] {
        let refused = client.get(&format!("https://{host}/"), "text/plain").await;
        assert_eq!(refused.unwrap_err(), OutboundError::Unreachable, "{host}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = Server::start().await;
    let answer = server
        .client(&["localhost"])
        .get(&server.url("localhost", "/elsewhere"), "text/plain")
        .await
        .unwrap();
    assert_eq!(answer.status, 302);
    assert_eq!(server.requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let server = Server::start().await;
    let answer = server
        .client(&["localhost"])
        .get(&server.url("localhost", "/endless"), "text/plain")
        .await;
    assert_eq!(answer.unwrap_err(), OutboundError::TooLong);
}

#[tokio::test]
async fn a_host_that_never_answers_is_given_up() {
    let server = Server::start().await;
    let answer = server
        .client(&["localhost"])
        .get(&server.url("localhost", "/never"), "text/plain")
        .await;
    assert_eq!(answer.unwrap_err(), OutboundError::TimedOut);
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_not_believed() {
    let (server, other) = (Server::start().await, Server::start().await);
    let trust = Trust {
        hosts: vec![TrustedHost::parse(&format!("localhost:{}", server.address.port())).unwrap()],
        authorities: Some(other.authority),
    };
    let answer = Client::new(trust)
        .unwrap()
        .get(&server.url("localhost", "/document"), "text/plain")
        .await;
    assert_eq!(answer.unwrap_err(), OutboundError::Unreachable);
}
