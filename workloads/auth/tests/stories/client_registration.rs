//! Applications that register themselves.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
    routing::get,
};
use domicile_auth::openid::{client_keys, pkce};
use domicile_bundle::{Bundle, DynamicRegistration};
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, ApplicationServer, Browser, World, local_server::LocalServer, relying_party::VERIFIER,
};

const INITIAL_ACCESS_TOKEN: &str = "an-initial-access-token-of-the-tenant";
const CALLBACK: &str = "https://client.example/cb";

/// Registration under the shop's rights, with a token.
pub fn with_registration(bundle: &mut Bundle) {
    let token = digest(&SHA256, INITIAL_ACCESS_TOKEN.as_bytes());
    bundle.openid.dynamic_registration = Some(DynamicRegistration {
        template: "aurora.shop".to_owned(),
        open: false,
        initial_access_token_digests: vec![hexadecimal(token.as_ref())],
    });
}

async fn send(
    world: &World,
    region: &str,
    method: Method,
    path: &str,
    token: Option<&str>,
    body: String,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.body(Body::from(body)).unwrap();
    let router = world.region(region).public.clone();
    let url = Url::parse("https://login.aurora.localhost:8443")
        .unwrap()
        .join(path)
        .unwrap();
    Answer::of(router.oneshot(request).await.unwrap(), url).await
}

/// Registers a client in a region.
pub async fn register(world: &World, region: &str, metadata: &Value) -> Answer {
    let token = Some(INITIAL_ACCESS_TOKEN);
    let body = metadata.to_string();
    send(world, region, Method::POST, "/register-client", token, body).await
}

pub fn metadata() -> Value {
    json!({ "redirect_uris": [CALLBACK], "client_name": "Fare Finder", "scope": "openid email",
        "token_endpoint_auth_method": "client_secret_post", "contacts": ["dev@client.example"] })
}

/// Where a client sends browsers to.
pub fn authorize_url(host: &str, client_id: &str) -> String {
    let challenge = pkce::challenge_of(VERIFIER);
    let query = domicile_auth::web::parameters::encode([
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", CALLBACK),
        ("scope", "openid email profile"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ]);
    format!("https://{host}:8443/authorize?{query}")
}

fn management_path(client: &Value) -> String {
    let uri = client["registration_client_uri"].as_str().unwrap();
    Url::parse(uri).unwrap().path().to_owned()
}

#[tokio::test]
async fn a_client_that_registers_in_one_region_signs_people_in_everywhere() {
    let world = World::of(&["eu", "jp", "us"], with_registration).await;
    let registered = register(&world, "jp", &metadata()).await;
    assert_eq!(
        registered.status,
        StatusCode::CREATED,
        "{}",
        registered.body
    );
    assert_eq!(registered.headers[header::CACHE_CONTROL], "no-store");
    let client = registered.json();
    let client_id = client["client_id"].as_str().unwrap();
    assert!(client_id.starts_with("jp."), "{client_id}");
    assert_eq!(client["client_secret_expires_at"], 0);
    assert_eq!(
        client["scope"],
        "email openid"
            .split(' ')
            .rev()
            .collect::<Vec<_>>()
            .join(" ")
    );
    assert_eq!(
        client.get("contacts"),
        None,
        "who develops it is nobody's to know"
    );
    let uri = client["registration_client_uri"].as_str().unwrap();
    assert!(uri.starts_with("https://login.aurora.localhost:8443/register-client/jp."));

    let mut browser = Browser::new(&world, "eu");
    browser
        .open(&authorize_url("login.aurora.localhost", client_id))
        .await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", "camille@example.test"),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next().await.code();
    browser.submit(&[("code", &code)]).await;
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    let code = answer.parameter("code").expect("a code");
    assert!(code.starts_with("eu."));

    let form = domicile_auth::web::parameters::encode([
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", client_id),
        ("client_secret", client["client_secret"].as_str().unwrap()),
    ]);
    let request = Request::post("/token")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    // At a region that is neither the client's nor the person's.
    let router = world.region("us").public.clone();
    let url = Url::parse("https://login.aurora.localhost:8443/token").unwrap();
    let tokens = Answer::of(router.oneshot(request).await.unwrap(), url).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    let scope = tokens.json()["scope"].as_str().unwrap().to_owned();
    assert!(
        !scope.contains("profile"),
        "it did not register for more: {scope}"
    );
}

#[tokio::test]
async fn a_client_reads_changes_and_deletes_itself_at_any_region() {
    let world = World::of(&["eu", "jp", "us"], with_registration).await;
    let client = register(&world, "eu", &metadata()).await.json();
    let path = management_path(&client);
    let token = client["registration_access_token"].as_str();
    let read = send(&world, "us", Method::GET, &path, token, String::new()).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    assert_eq!(read.json()["client_name"], "Fare Finder");
    assert_eq!(read.json().get("client_secret"), None, "it is shown once");

    let mut changed = metadata();
    changed["client_id"] = client["client_id"].clone();
    changed["client_name"] = json!("Better Fares");
    let updated = send(&world, "jp", Method::PUT, &path, token, changed.to_string()).await;
    assert_eq!(updated.status, StatusCode::OK, "{}", updated.body);
    assert_eq!(updated.json()["client_name"], "Better Fares");
    assert_ne!(updated.json()["client_secret"], client["client_secret"]);

    let others = send(
        &world,
        "eu",
        Method::GET,
        &path,
        Some(INITIAL_ACCESS_TOKEN),
        String::new(),
    );
    assert_eq!(others.await.status, StatusCode::UNAUTHORIZED);
    let gone = send(&world, "us", Method::DELETE, &path, token, String::new()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let read = send(&world, "eu", Method::GET, &path, token, String::new()).await;
    assert_eq!(read.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_registers_where_the_tenant_does_not_allow_it_or_without_a_token() {
    let world = World::of_eu().await;
    assert_eq!(
        register(&world, "eu", &metadata()).await.status,
        StatusCode::NOT_FOUND
    );
    let world = World::of(&["eu"], with_registration).await;
    for token in [None, Some("another-token"), Some("")] {
        let body = metadata().to_string();
        let answer = send(&world, "eu", Method::POST, "/register-client", token, body).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.json()["error"], "invalid_token");
    }
}

#[tokio::test]
async fn everybody_may_register_where_the_tenant_says_so_but_not_without_end() {
    let world = World::of(&["eu"], |bundle| {
        with_registration(bundle);
        if let Some(registration) = &mut bundle.openid.dynamic_registration {
            registration.open = true;
        }
    })
    .await;
    let attempt = || async {
        let mut request = Request::post("/register-client")
            .header(header::HOST, "login.aurora.localhost:8443")
            .body(Body::from(metadata().to_string()))
            .unwrap();
        let from = std::net::SocketAddr::from(([203, 0, 113, 9], 50_000));
        let info = axum::extract::ConnectInfo(from);
        request.extensions_mut().insert(info);
        world.eu().public.clone().oneshot(request).await.unwrap()
    };
    for _ in 0..20 {
        assert_eq!(attempt().await.status(), StatusCode::CREATED);
    }
    let refused = attempt().await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn the_host_of_a_request_names_no_address_that_a_client_is_given() {
    let world = World::of(&["eu"], with_registration).await;
    for (name, value) in [
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ] {
        let request = Request::post("/register-client")
            .header(header::HOST, "id.holidays.localhost:8443")
            .header(
                header::AUTHORIZATION,
                format!("Bearer {INITIAL_ACCESS_TOKEN}"),
            )
            .header(name, value)
            .body(Body::from(metadata().to_string()))
            .unwrap();
        let router = world.eu().public.clone();
        let url = Url::parse("https://id.holidays.localhost:8443/register-client").unwrap();
        let answer = Answer::of(router.oneshot(request).await.unwrap(), url).await;
        let uri = answer.json()["registration_client_uri"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            uri.starts_with("https://login.aurora.localhost:8443/"),
            "{uri}"
        );
    }
    let request = Request::post("/register-client")
        .header(header::HOST, "evil.example")
        .body(Body::from(metadata().to_string()))
        .unwrap();
    let answer = world.eu().public.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn oversized_and_deeply_nested_metadata_is_refused() {
    let world = World::of(&["eu"], with_registration).await;
    let token = Some(INITIAL_ACCESS_TOKEN);
    for (body, status) in [
        ("x".repeat(100_000), StatusCode::PAYLOAD_TOO_LARGE),
        (
            format!("{{\"jwks\":{}", "[".repeat(30_000)),
            StatusCode::BAD_REQUEST,
        ),
        (
            format!("{{\"jwks\":{}{}}}", "[".repeat(1000), "]".repeat(1000)),
            StatusCode::BAD_REQUEST,
        ),
        ("[]".to_owned(), StatusCode::BAD_REQUEST),
        ("null".to_owned(), StatusCode::BAD_REQUEST),
        (
            "{\"redirect_uris\":\"https://client.example/cb\"}".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (String::new(), StatusCode::BAD_REQUEST),
    ] {
        let answer = send(&world, "eu", Method::POST, "/register-client", token, body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let uris = json!({ "redirect_uris": ["http://client.example/cb"] });
    let answer = register(&world, "eu", &uris).await;
    assert_eq!(answer.json()["error"], "invalid_redirect_uri");
    let method =
        json!({ "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "client_secret_jwt" });
    let answer = register(&world, "eu", &method).await;
    assert_eq!(answer.json()["error"], "invalid_client_metadata");
}

#[tokio::test]
async fn an_address_that_a_client_registers_never_leads_to_a_private_host() {
    let world = World::of(&["eu"], with_registration).await;
    for uri in [
        "https://127.0.0.1/jwks",
        "https://localhost/jwks",
        "https://[::1]/jwks",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/jwks",
        "https://eu.login.aurora.localhost:8443/jwks",
    ] {
        let wished = json!({ "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "private_key_jwt",
            "jwks_uri": uri, "backchannel_logout_uri": uri });
        let client = register(&world, "eu", &wished).await.json();
        let app = &world.eu().app;
        let bundle = app.bundle();
        let client_id = client["client_id"].as_str().unwrap();
        let found = domicile_auth::openid::clients::find(app, &bundle.bundle, client_id).await;
        let application = found.unwrap().unwrap();
        let keys = client_keys::of(app, &bundle.bundle, &application).await;
        assert!(keys.keys().is_empty(), "{uri}");
    }
}

#[tokio::test]
async fn a_client_joins_a_sector_only_where_its_document_lists_its_addresses() {
    let server = ApplicationServer::start().await;
    let (authority, uri) = (server.authority.clone(), server.url("/sector"));
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        with_registration(bundle);
        server.trusted_by(bundle);
    })
    .await;
    let other = "https://other.example/cb";
    let wished = |uri: &str| json!({ "redirect_uris": [CALLBACK, other], "subject_type": "pairwise", "sector_identifier_uri": uri });
    for document in [
        json!([CALLBACK]),
        json!([]),
        json!({ "redirect_uris": [CALLBACK, other] }),
        json!([CALLBACK, "https://OTHER.example/cb"]),
    ] {
        server.list_sector(document.clone());
        let refused = register(&world, "eu", &wished(&uri)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{document}");
        assert_eq!(
            refused.json()["error"],
            "invalid_client_metadata",
            "{document}"
        );
    }
    server.list_sector(json!([other, CALLBACK, "https://third.example/cb"]));
    let good = register(&world, "eu", &wished(&uri)).await;
    assert_eq!(good.status, StatusCode::CREATED, "{}", good.body);
    assert_eq!(good.json()["subject_type"], "pairwise");
    // Two hosts without a document are no sector, and a private host is not asked.
    let without = json!({ "redirect_uris": [CALLBACK, other], "subject_type": "pairwise" });
    for wished in [
        without,
        wished("https://10.0.0.1/sector"),
        wished("http://a.example/"),
    ] {
        let refused = register(&world, "eu", &wished).await;
        assert_eq!(
            refused.json()["error"],
            "invalid_client_metadata",
            "{wished}"
        );
    }
}

#[tokio::test]
async fn metadata_with_a_character_that_no_database_keeps_is_refused() {
    let world = World::of(&["eu"], with_registration).await;
    for (member, value) in [
        ("logo_uri", json!("https://client.example/\0")),
        ("client_uri", json!("https://client.example/a\0b")),
        ("tls_client_auth_san_dns", json!("client.example\0")),
    ] {
        let mut metadata = json!({ "redirect_uris": [CALLBACK] });
        metadata[member] = value;
        let answer = register(&world, "eu", &metadata).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{member}");
        assert_eq!(answer.json()["error"], "invalid_client_metadata");
    }
}

#[tokio::test]
async fn people_read_who_a_client_says_it_is_and_load_nothing_from_it() {
    const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";
    let router = Router::new()
        .route("/logo.png", get(|| async { PICTURE }))
        .route("/logo.svg", get(|| async { "<svg onload=alert(1)></svg>" }));
    let server = LocalServer::serving(router).await;
    let (own, authority) = (
        format!("localhost:{}", server.port),
        server.authority.clone(),
    );
    let trusted = own.clone();
    let world = World::trusting(&["eu", "jp"], Some(&authority), move |bundle| {
        with_registration(bundle);
        bundle.openid.trusted_hosts = vec![trusted.clone()];
    })
    .await;
    let mut said = metadata();
    said["logo_uri"] = json!(format!("https://{own}/logo.png"));
    said["client_uri"] = json!("https://client.example/?a=\"><script>alert(1)</script>");
    said["policy_uri"] = json!("https://client.example/privacy");
    said["tos_uri"] = json!("https://terms.example/");
    let client = register(&world, "jp", &said).await.json();
    let id = client["client_id"].as_str().unwrap();
    let url = authorize_url("login.aurora.localhost", id);
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let page = browser.open(&url).await;
    for shown in [
        "src=\"data:image/png;base64,iVBORw0KGgpub3QgbXVjaCBvZiBhIHBpY3R1cmU=\"",
        "href=\"https://client.example/privacy\" rel=\"noopener noreferrer nofollow\"",
        "<span class=\"muted\">(terms.example)</span>",
        "signing in to Fare Finder",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("img-src data:;"), "{policy}");

    // What is no picture is not shown, and the client registers all the same.
    let path = management_path(&client);
    let token = client["registration_access_token"].as_str();
    said["client_id"] = client["client_id"].clone();
    said["logo_uri"] = json!(format!("https://{own}/logo.svg"));
    let updated = send(&world, "jp", Method::PUT, &path, token, said.to_string()).await;
    assert_eq!(updated.status, StatusCode::OK, "{}", updated.body);
    let page = Browser::new(&world, "jp").at_home_in("jp").open(&url).await;
    assert!(page.body.contains("id=\"client-policy\""), "{}", page.body);
    assert!(!page.body.contains("<svg onload"), "{}", page.body);
    assert!(!page.body.contains("data:image/png"), "{}", page.body);
}
