//! A provider: discovery, keys, token endpoint with PKCE and client authentication, userinfo. It does what the
//! standards say unless a test tells it to lie.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_server::tls_rustls::RustlsConfig;
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use domicile_federation::{
    Attempt, AuthorizationResponse, Begun, CachePolicy, Credential, FederationError, Identity,
    Issuer, Protocol, Provider, RelyingParty, Request, Wishes,
};
use domicile_jose::{Algorithm, ForeignKeys, ForeignToken, SigningKey, now};
use domicile_outbound::{Client, Trust, TrustedHost};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use url::Url;

pub const CLIENT_ID: &str = "aurora";
pub const CLIENT_SECRET: &str = "s:e+c ret";
pub const REDIRECT_URI: &str = "https://login.aurora.example/federation/callback";

/// Makes an ID token of claims.
pub type Forgery = Box<dyn Fn(&Value) -> String + Send>;

/// What a test may change.
pub struct Conduct {
    pub key: SigningKey,
    pub published: Vec<Value>,
    /// Laid over the metadata.
    pub metadata: Value,
    /// Laid over the claims of the ID token.
    pub claims: Value,
    pub userinfo: Value,
    /// Signs instead of the key.
    pub forged: Option<Forgery>,
    /// Public keys of a client that proves itself by assertions, and by nothing else.
    pub client_keys: Option<Value>,
    /// Answers instead of the token endpoint.
    pub token_answer: Option<(u16, Vec<u8>)>,
}

struct Issued {
    challenge: String,
    nonce: String,
    redirect_uri: String,
}

pub struct Server {
    pub origin: String,
    pub authority: String,
    pub port: u16,
    conduct: Mutex<Conduct>,
    codes: Mutex<HashMap<String, Issued>>,
    issued: AtomicUsize,
    pub metadata_reads: AtomicUsize,
    pub key_reads: AtomicUsize,
    pub token_requests: AtomicUsize,
}

pub fn new_key() -> SigningKey {
    SigningKey::from_pkcs8_pem(&rcgen::KeyPair::generate().unwrap().serialize_pem()).unwrap()
}

impl Server {
    pub async fn start() -> Arc<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certified = rcgen::generate_simple_self_signed(["localhost".into()]).unwrap();
        let authority = certified.cert.pem();
        let key = certified.signing_key.serialize_pem();
        let tls = RustlsConfig::from_pem(authority.clone().into(), key.into())
            .await
            .unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let signing = new_key();
        let server = Arc::new(Self {
            origin: format!("https://localhost:{port}"),
            authority,
            port,
            conduct: Mutex::new(Conduct {
                published: vec![signing.public_jwk().clone()],
                key: signing,
                metadata: json!({}),
                claims: json!({ "email": "camille@example.com", "email_verified": true, "given_name": "Camille" }),
                userinfo: json!({ "sub": "person-7", "family_name": "Martin", "picture": "https://x.example/p" }),
                forged: None,
                client_keys: None,
                token_answer: None,
            }),
            codes: Mutex::default(),
            issued: AtomicUsize::new(0),
            metadata_reads: AtomicUsize::new(0),
            key_reads: AtomicUsize::new(0),
            token_requests: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(Arc::clone(&server));
        let listening = axum_server::from_tcp_rustls(listener, tls).unwrap();
        tokio::spawn(listening.serve(router.into_make_service()));
        server
    }

    pub fn conduct(&self) -> MutexGuard<'_, Conduct> {
        self.conduct.lock().unwrap()
    }

    pub fn issuer(&self) -> Issuer {
        Issuer::parse(&self.origin).unwrap()
    }

    /// The provider as the tenant's configuration has it.
    pub fn provider(&self) -> Provider {
        let claims = ["given_name", "family_name", "nickname"];
        Provider {
            name: "example".to_owned(),
            client_id: CLIENT_ID.to_owned(),
            credential: Credential::Secret(CLIENT_SECRET.to_owned().into()),
            scopes: vec!["email".to_owned(), "profile".to_owned()],
            protocol: Protocol::OpenIdConnect(self.issuer()),
            claims: claims
                .map(|name| domicile_federation::ClaimPath::parse(name).unwrap())
                .to_vec(),
            claims_at_hand: Vec::new(),
        }
    }

    pub fn relying_party(&self, policy: CachePolicy) -> RelyingParty {
        let host = TrustedHost::parse(&format!("localhost:{}", self.port)).unwrap();
        let trust = Trust {
            hosts: vec![host],
            authorities: Some(self.authority.clone()),
        };
        RelyingParty::new(Client::new(trust).unwrap(), policy)
    }

    /// The person agrees: what the provider sends the browser back with.
    pub fn agree(&self, begun: &Begun) -> AuthorizationResponse {
        self.agree_with(begun, &[])
    }

    pub fn agree_with(&self, begun: &Begun, more: &[(&str, &str)]) -> AuthorizationResponse {
        let (code, state) = self.issue(&begun.url);
        let answer = [("code", code.as_str()), ("state", state.as_str())];
        AuthorizationResponse::parse(answer.into_iter().chain(more.iter().copied())).unwrap()
    }

    /// The person agrees: where the provider sends the browser back to.
    pub fn answer_to(&self, authorize: &Url) -> Url {
        let (code, state) = self.issue(authorize);
        let asked: HashMap<String, String> = authorize.query_pairs().into_owned().collect();
        let mut url = Url::parse(&asked["redirect_uri"]).unwrap();
        url.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &state);
        url
    }

    fn issue(&self, authorize: &Url) -> (String, String) {
        let asked: HashMap<String, String> = authorize.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT_ID);
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut codes = self.codes.lock().unwrap();
        self.issued.fetch_add(1, Ordering::Relaxed);
        let code = format!("code-{}", self.issued.load(Ordering::Relaxed) - 1);
        let issued = Issued {
            challenge: asked["code_challenge"].clone(),
            nonce: asked.get("nonce").cloned().unwrap_or_default(),
            redirect_uri: asked["redirect_uri"].clone(),
        };
        codes.insert(code.clone(), issued);
        (code, asked["state"].clone())
    }

    /// A whole sign-in with a relying party that has seen nothing yet.
    pub async fn sign_in(&self) -> Result<Identity, FederationError> {
        self.sign_in_with(&self.relying_party(CachePolicy::default()))
            .await
    }

    pub async fn sign_in_with(&self, party: &RelyingParty) -> Result<Identity, FederationError> {
        let (provider, begun) = (self.provider(), begin(party, &self.provider()).await?);
        let response = self.agree(&begun);
        party.finish(&provider, &begun.attempt, response).await
    }

    fn redeem(&self, headers: &HeaderMap, form: &HashMap<String, String>) -> Option<Issued> {
        let proves_itself = match &self.conduct().client_keys {
            Some(keys) => self.is_asserted(keys, form),
            None => has_secret(headers),
        };
        let issued = self.codes.lock().unwrap().remove(form.get("code")?)?;
        let challenge = digest(&SHA256, form.get("code_verifier")?.as_bytes());
        let fits = proves_itself?
            && form.get("grant_type")? == "authorization_code"
            && form.get("redirect_uri")? == &issued.redirect_uri
            && Base64UrlUnpadded::encode_string(challenge.as_ref()) == issued.challenge;
        fits.then_some(issued)
    }

    /// RFC 7523, section 3.
    fn is_asserted(&self, keys: &Value, form: &HashMap<String, String>) -> Option<bool> {
        let audience = format!("{}/token", self.origin);
        let audiences = [audience.as_str()];
        let rules = ForeignToken {
            issuer: Some(CLIENT_ID),
            audiences: &audiences,
            ..ForeignToken::signed_with(&[Algorithm::ES256])
        };
        let proven = ForeignKeys::from_jwk_set(keys)
            .ok()?
            .verify::<Value>(form.get("client_assertion")?, &rules);
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let claims = proven.ok()?.claims;
        Some(
            form.get("client_assertion_type")? == kind
                && claims["sub"] == CLIENT_ID
                && claims["jti"].is_string(),
        )
    }
}

fn has_secret(headers: &HeaderMap) -> Option<bool> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let shown = Base64::decode_vec(shown.strip_prefix("Basic ")?).ok()?;
    Some(shown == b"aurora:s%3Ae%2Bc+ret")
}

/// An attempt with a state that only it has.
pub async fn begin(party: &RelyingParty, provider: &Provider) -> Result<Begun, FederationError> {
    static STATES: AtomicUsize = AtomicUsize::new(0);
    let state = format!("eu.{}", STATES.fetch_add(1, Ordering::Relaxed));
    let request = Request {
        redirect_uri: REDIRECT_URI,
        state: &state,
        language: Some("fr"),
        wishes: Wishes::default(),
    };
    party.begin(provider, &request).await
}

/// The same attempt after a while in a sealed cookie.
pub fn kept(attempt: &Attempt) -> Attempt {
    serde_json::from_slice(&serde_json::to_vec(attempt).unwrap()).unwrap()
}

pub fn laid_over(base: &mut Value, changes: &Value) {
    for (name, value) in changes.as_object().unwrap() {
        base[name] = value.clone();
    }
}

async fn metadata(State(server): State<Arc<Server>>) -> Json<Value> {
    server.metadata_reads.fetch_add(1, Ordering::Relaxed);
    let origin = &server.origin;
    let mut document = json!({
        "issuer": origin,
        "authorization_endpoint": format!("{origin}/authorize?tenant=x"),
        "token_endpoint": format!("{origin}/token"),
        "userinfo_endpoint": format!("{origin}/userinfo"),
        "jwks_uri": format!("{origin}/jwks"),
        "id_token_signing_alg_values_supported": [Algorithm::ES256.name(), "none", "HS256"],
    });
    laid_over(&mut document, &server.conduct().metadata);
    Json(document)
}

async fn jwks(State(server): State<Arc<Server>>) -> Json<Value> {
    server.key_reads.fetch_add(1, Ordering::Relaxed);
    Json(json!({ "keys": server.conduct().published }))
}

async fn token(
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    server.token_requests.fetch_add(1, Ordering::Relaxed);
    if let Some((status, body)) = server.conduct().token_answer.clone() {
        return (StatusCode::from_u16(status).unwrap(), body).into_response();
    }
    let Some(issued) = server.redeem(&headers, &form) else {
        let refused = Json(json!({ "error": "invalid_grant" }));
        return (StatusCode::BAD_REQUEST, refused).into_response();
    };
    let mut claims = json!({
        "iss": server.origin, "sub": "person-7", "aud": CLIENT_ID, "exp": now() + 300, "iat": now(),
        "nonce": issued.nonce, "at_hash": Algorithm::ES256.half_hash("access-token"),
    });
    let conduct = server.conduct();
    laid_over(&mut claims, &conduct.claims);
    let id_token = match &conduct.forged {
        Some(forge) => forge(&claims),
        None => conduct.key.sign("JWT", &claims).unwrap(),
    };
    let tokens =
        json!({ "access_token": "access-token", "token_type": "Bearer", "id_token": id_token });
    Json(tokens).into_response()
}

async fn userinfo(State(server): State<Arc<Server>>, headers: HeaderMap) -> Response {
    if headers
        .get(header::AUTHORIZATION)
        .is_none_or(|shown| shown != "Bearer access-token")
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(server.conduct().userinfo.clone()).into_response()
}
