//! Signing in to the portal: the answer must be the one that this browser asked for, signed by this region.

use std::collections::HashMap;

use axum::http::StatusCode;
use domicile_jose as jose;
use domicile_residency::{Handle, RegionName};
use serde_json::{Value, json};
use url::Url;

use crate::{
    activation_beside::Activation,
    auth_beside::Auth,
    configuration::PORTAL_SECRET,
    http::{Answer, browse},
    region::{CAMILLE, Region},
    world::World,
};

const SIGN_IN_COOKIE: &str = "__Host-domicile-portal-sign-in";
const SESSION_COOKIE: &str = "__Host-domicile-portal";

/// A browser that has been sent to the provider.
pub struct Sent {
    pub parameters: HashMap<String, String>,
    pub cookie: String,
}

/// A region, its auth and its activation, and a person in it.
pub struct Story {
    pub world: World,
    pub region: Region,
    pub auth: Auth,
    pub activation: Activation,
}

impl Story {
    pub async fn begin() -> Self {
        Self::begin_in(World::of(&["eu", "us"])).await
    }

    pub async fn begin_in(world: World) -> Self {
        let (region, auth, activation) = (
            Region::of(&world, "eu").await,
            Auth::listen(&world, "eu").await,
            Activation::listen(&world, "eu").await,
        );
        region.register_camille().await;
        Self {
            world,
            region,
            auth,
            activation,
        }
    }

    pub async fn sent_to_provider(&self) -> Sent {
        let answer = browse(&self.region.public, "/sign-in", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let url = Url::parse(answer.location()).unwrap();
        assert_eq!(
            url.as_str().split('?').next().unwrap(),
            "https://login.aurora.example:8443/authorize"
        );
        Sent {
            parameters: url.query_pairs().into_owned().collect(),
            cookie: answer.cookie(SIGN_IN_COOKIE).unwrap(),
        }
    }

    pub fn claims(sent: &Sent) -> Value {
        json!({
            "iss": "https://login.aurora.example:8443", "aud": "domicile-portal", "sub": CAMILLE,
            "nonce": sent.parameters["nonce"], "iat": jose::now(), "exp": jose::now() + 300,
            "domicile_region": "eu",
        })
    }

    pub fn signed(&self, region: &str, claims: &Value) -> String {
        self.world
            .region(region)
            .signing_key
            .sign("JWT", claims)
            .unwrap()
    }

    pub async fn answered(&self, sent: &Sent, state: &str, cookies: &[&str]) -> Answer {
        self.answered_by("eu", sent, state, cookies).await
    }

    async fn answered_by(
        &self,
        region: &str,
        _sent: &Sent,
        state: &str,
        cookies: &[&str],
    ) -> Answer {
        let code = Handle::random(&RegionName::parse(region).unwrap()).unwrap();
        browse(
            &self.region.public,
            &format!("/callback?code={}&state={state}", code.as_str()),
            cookies,
        )
        .await
    }

    /// The session cookie of Camille, signed in.
    pub async fn signed_in(&self) -> String {
        self.signed_in_as(CAMILLE).await
    }

    /// The session cookie of a person, signed in.
    pub async fn signed_in_as(&self, sub: &str) -> String {
        let sent = self.sent_to_provider().await;
        let mut claims = Self::claims(&sent);
        claims["sub"] = json!(sub);
        self.auth.give(self.signed("eu", &claims));
        let answer = self
            .answered(&sent, &sent.parameters["state"], &[&sent.cookie])
            .await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/"),
            "{}",
            answer.body
        );
        answer.cookie(SESSION_COOKIE).unwrap()
    }
}

#[tokio::test]
async fn a_person_signs_in_through_our_own_provider() {
    let story = Story::begin().await;
    assert_eq!(
        browse(&story.region.public, "/", &[]).await.location(),
        "/sign-in"
    );
    let session = story.signed_in().await;
    let page = browse(&story.region.public, "/", &[&session]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Hello, Camille"), "{}", page.body);

    let (headers, form) = story.auth.last_token_request();
    let expected = format!(
        "Basic {}",
        <base64ct::Base64 as base64ct::Encoding>::encode_string(
            format!("domicile-portal:{PORTAL_SECRET}").as_bytes()
        )
    );
    assert_eq!(headers["authorization"], expected);
    assert!(
        form.contains("grant_type=authorization_code") && form.contains("code_verifier="),
        "{form}"
    );
}

#[tokio::test]
async fn the_request_carries_state_nonce_and_an_s256_challenge_that_the_verifier_answers() {
    let story = Story::begin().await;
    let sent = story.sent_to_provider().await;
    assert_eq!(sent.parameters["code_challenge_method"], "S256");
    assert_eq!(
        sent.parameters["redirect_uri"],
        "https://eu.my.aurora.example:8443/callback"
    );
    assert!(sent.parameters["state"].len() >= 43 && sent.parameters["nonce"].len() >= 43);
    story.auth.give(story.signed("eu", &Story::claims(&sent)));
    story
        .answered(&sent, &sent.parameters["state"], &[&sent.cookie])
        .await;
    let (_, form) = story.auth.last_token_request();
    let form: HashMap<String, String> = url::form_urlencoded::parse(form.as_bytes())
        .into_owned()
        .collect();
    let digest = ring::digest::digest(&ring::digest::SHA256, form["code_verifier"].as_bytes());
    let challenge =
        <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode_string(digest.as_ref());
    assert_eq!(challenge, sent.parameters["code_challenge"]);
}

#[tokio::test]
async fn a_forged_state_is_refused_before_anything_else_happens() {
    let story = Story::begin().await;
    let (sent, other) = (
        story.sent_to_provider().await,
        story.sent_to_provider().await,
    );
    story.auth.give(story.signed("eu", &Story::claims(&sent)));
    let genuine = sent.parameters["state"].clone();
    for (state, cookies) in [
        ("forged", vec![sent.cookie.as_str()]),
        ("", vec![sent.cookie.as_str()]),
        (genuine.as_str(), vec![]),
        (genuine.as_str(), vec![other.cookie.as_str()]),
        (
            genuine.as_str(),
            vec![sent.cookie.as_str(), other.cookie.as_str()],
        ),
    ] {
        let answer = story.answered(&sent, state, &cookies).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.cookie(SESSION_COOKIE), None);
    }
}

#[tokio::test]
async fn a_token_that_is_not_the_answer_to_this_request_is_refused() {
    let story = Story::begin().await;
    let changes: [(&str, &str, Value); 8] = [
        ("eu", "nonce", json!("forged")),
        ("eu", "nonce", Value::Null),
        ("eu", "aud", json!("aurora.shop")),
        ("eu", "iss", json!("https://evil.example")),
        ("eu", "exp", json!(jose::now() - 60)),
        ("eu", "domicile_region", json!("us")),
        ("eu", "sub", json!("0000000000000000000000")),
        // Signed by another region's key, which every region publishes.
        ("us", "domicile_region", json!("eu")),
    ];
    for (signer, claim, value) in changes {
        let sent = story.sent_to_provider().await;
        let mut claims = Story::claims(&sent);
        claims[claim] = value.clone();
        story.auth.give(story.signed(signer, &claims));
        let answer = story
            .answered(&sent, &sent.parameters["state"], &[&sent.cookie])
            .await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{signer} {claim} {value}"
        );
        assert_eq!(answer.cookie(SESSION_COOKIE), None);
    }
}

#[tokio::test]
async fn a_token_whose_signature_is_forged_is_refused() {
    let story = Story::begin().await;
    let sent = story.sent_to_provider().await;
    let stranger = World::of(&["eu"]);
    let signed = story.signed("eu", &Story::claims(&sent));
    let (signing_input, _) = signed.rsplit_once('.').unwrap();
    let other = stranger
        .region("eu")
        .signing_key
        .sign("JWT", &Story::claims(&sent))
        .unwrap();
    let (_, foreign_signature) = other.rsplit_once('.').unwrap();
    for forged in [
        other.clone(),
        format!("{signing_input}.{foreign_signature}"),
        format!("{signing_input}."),
        String::new(),
    ] {
        story.auth.give(forged);
        let answer = story
            .answered(&sent, &sent.parameters["state"], &[&sent.cookie])
            .await;
        assert_eq!(
            (answer.status, answer.cookie(SESSION_COOKIE)),
            (StatusCode::BAD_REQUEST, None)
        );
    }
}

#[tokio::test]
async fn somebody_of_another_region_is_sent_to_the_portal_at_home() {
    let story = Story::begin().await;
    let sent = story.sent_to_provider().await;
    let answer = story
        .answered_by("us", &sent, &sent.parameters["state"], &[&sent.cookie])
        .await;
    assert_eq!(
        answer.location(),
        "https://us.my.aurora.example:8443/sign-in"
    );
    assert_eq!(answer.cookie(SESSION_COOKIE), None);
}

#[tokio::test]
async fn the_global_address_leads_to_this_regions_own() {
    let story = Story::begin().await;
    let request = axum::http::Request::get("/?language=fr")
        .header("host", "my.aurora.example:8443")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = crate::http::send(&story.region.public, request).await;
    assert_eq!(
        answer.location(),
        "https://eu.my.aurora.example:8443/?language=fr"
    );
}
