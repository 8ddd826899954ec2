//! An application that signs people in.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use domicile_auth::openid::pkce;
use serde_json::Value;
use tower::ServiceExt;
use url::Url;

use super::{Answer, Browser, World};
use crate::example::SHOP_SECRET;

pub const CALLBACK: &str = "https://shop.aurora.localhost:8443/callback";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-1234567890";

/// The shop.
pub struct RelyingParty;

impl RelyingParty {
    /// The address that it sends browsers to.
    pub fn authorize_url(extra: &[(&str, &str)]) -> String {
        Self::authorize_url_on("login.aurora.localhost", extra)
    }

    pub fn authorize_url_on(host: &str, extra: &[(&str, &str)]) -> String {
        let challenge = pkce::challenge_of(VERIFIER);
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", "aurora.shop"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile email"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("state", "the-state"),
            ("nonce", "the-nonce"),
        ];
        pairs.retain(|(name, _)| !extra.iter().any(|(own, _)| own == name));
        pairs.extend_from_slice(extra);
        let query = domicile_auth::web::parameters::encode(pairs);
        format!("https://{host}:8443/authorize?{query}")
    }

    /// Exchanges a code at a region, over its public address.
    pub async fn exchange(world: &World, region: &str, fields: &[(&str, &str)]) -> Answer {
        let basic = Base64::encode_string(format!("aurora.shop:{SHOP_SECRET}").as_bytes());
        let form = domicile_auth::web::parameters::encode(fields.iter().copied());
        let request = Request::post("/token")
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::AUTHORIZATION, format!("Basic {basic}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = world
            .region(region)
            .public
            .clone()
            .oneshot(request)
            .await
            .unwrap();
        Answer::of(
            response,
            Url::parse("https://login.aurora.localhost:8443/token").unwrap(),
        )
        .await
    }

    /// Exchanges a code as it should be done.
    pub async fn exchange_well(world: &World, region: &str, code: &str) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        Self::exchange(world, region, &fields).await
    }

    pub async fn userinfo(world: &World, region: &str, access_token: &str) -> Answer {
        let request = Request::get("/userinfo")
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"))
            .body(Body::empty())
            .unwrap();
        let response = world
            .region(region)
            .public
            .clone()
            .oneshot(request)
            .await
            .unwrap();
        Answer::of(
            response,
            Url::parse("https://login.aurora.localhost:8443/userinfo").unwrap(),
        )
        .await
    }

    /// The same token with another signature.
    pub fn unsigned(token: &str) -> String {
        let (signed, _) = token.rsplit_once('.').unwrap();
        format!("{signed}.{}", "A".repeat(86))
    }

    /// Claims of a token, unproven.
    pub fn claims(token: &str) -> Value {
        let payload = token.split('.').nth(1).unwrap();
        serde_json::from_slice(&Base64UrlUnpadded::decode_vec(payload).unwrap()).unwrap()
    }

    /// Registers a person of eu up to the code that the application gets.
    pub async fn register<'a>(world: &'a World, email: &str) -> (Browser<'a>, String) {
        let mut browser = Browser::new(world, "eu");
        browser.open(&Self::authorize_url(&[])).await;
        browser
            .submit(&[("country", "FR"), ("action", "register")])
            .await;
        let details = [
            ("given_name", "Camille"),
            ("family_name", "Martin"),
            ("email", email),
        ];
        browser.submit(&details).await;
        let code = world.mailbox.next_code().await;
        browser.submit(&[("code", &code)]).await;
        let answers = [
            ("purpose-newsletter", "given"),
            ("purpose-marketing", "denied"),
        ];
        let answer = browser.submit(&answers).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let code = answer.parameter("code").expect("a code");
        (browser, code)
    }
}
