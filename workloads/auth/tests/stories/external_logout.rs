//! A session that ends at the issuer that stands in for sign-in ends here, and the other way round.

use axum::http::StatusCode;
use domicile_auth::openid::backchannel_logout::deliver_due;
use domicile_bundle::BackchannelLogout;
use domicile_jose::now;
use serde_json::{Value, json};

use crate::{
    external_issuer::{AUTHORITATIVE, camille, newcomer, sign_in, stand_in, world_of},
    provider::{CLIENT_ID, Server},
    social_sign_in::count,
    support::{ApplicationServer, Browser, RelyingParty, World},
};

#[tokio::test]
async fn signing_out_ends_the_session_at_the_issuer_too_and_comes_back_to_the_application() {
    let (server, world) = world_of(&["eu", "jp"], AUTHORITATIVE).await;
    let (mut browser, tokens) = newcomer(&world, &server).await;
    let hint = tokens["id_token"].as_str().unwrap();
    let back = "https://shop.aurora.localhost:8443/";
    let query = domicile_auth::web::parameters::encode([
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", back),
        ("state", "the-state"),
    ]);
    let sent = browser
        .open(&format!(
            "https://login.aurora.localhost:8443/logout?{query}"
        ))
        .await;
    let there = sent.location();
    assert_eq!(there.path(), "/logout");
    let there: std::collections::HashMap<String, String> =
        there.query_pairs().into_owned().collect();
    assert_eq!(there["client_id"], CLIENT_ID);
    assert_eq!(
        RelyingParty::claims(&there["id_token_hint"])["sub"],
        "person-7",
        "the issuer's own token"
    );
    assert_eq!(count(&world, "eu", "session").await, 0, "ours has ended");
    // Whichever region answers the way back.
    let mut elsewhere = Browser::new(&world, "jp");
    let url = format!(
        "{}?state={}",
        there["post_logout_redirect_uri"], there["state"]
    );
    let answer = elsewhere.open(&url).await;
    assert_eq!(
        answer.location().as_str(),
        format!("{back}?state=the-state")
    );
    let page = elsewhere
        .open(&format!(
            "{}?state=eu.forged",
            there["post_logout_redirect_uri"]
        ))
        .await;
    assert_eq!(page.status, StatusCode::OK, "nobody is sent anywhere");
}

/// A logout token of the issuer.
pub fn logout_token(server: &Server, changes: &Value) -> String {
    let mut claims = json!({
        "iss": server.origin, "aud": CLIENT_ID, "iat": now(), "exp": now() + 120, "jti": "logout-1",
        "sid": "session-1", "sub": "person-7",
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    crate::provider::laid_over(&mut claims, changes);
    server.conduct().key.sign("logout+jwt", &claims).unwrap()
}

/// The issuer tells a region of a logout.
pub async fn tell(world: &World, region: &'static str, token: &str) -> StatusCode {
    let url = "https://login.aurora.localhost:8443/federation/backchannel-logout";
    let mut issuer = Browser::new(world, region);
    issuer.post(url, &[("logout_token", token)]).await.status
}

#[tokio::test]
async fn a_session_that_ends_at_the_issuer_ends_here_in_every_region_and_applications_are_told() {
    let application = ApplicationServer::start().await;
    let server = Server::start().await;
    server.conduct().claims = camille();
    let authorities = format!("{}{}", server.authority, application.authority);
    let world = World::trusting(&["eu", "jp"], Some(&authorities), |bundle| {
        stand_in(bundle, &["eu", "jp"], &server, AUTHORITATIVE);
        application.trusted_by(bundle);
        for own in &mut bundle.applications {
            own.backchannel_logout = Some(BackchannelLogout {
                uri: application.url("/logout"),
                session_required: true,
            });
        }
    })
    .await;
    let (_, tokens) = newcomer(&world, &server).await;
    assert_eq!(count(&world, "eu", "session").await, 1);
    let token = logout_token(&server, &json!({}));
    assert_eq!(tell(&world, "jp", &token).await, StatusCode::OK);
    assert_eq!(count(&world, "eu", "session").await, 0);
    deliver_due(&world.eu().app).await.unwrap();
    let told = application.logouts();
    let claims = RelyingParty::claims(&told[0]);
    let id_token = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(
        (&claims["sub"], &claims["sid"]),
        (&id_token["sub"], &id_token["sid"])
    );
}

#[tokio::test]
async fn a_logout_that_names_a_subject_alone_ends_all_their_sessions_and_nobody_elses() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    server.conduct().claims["sid"] = json!("session-2");
    sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
    server.conduct().claims["sub"] = json!("person-8");
    server.conduct().userinfo["sub"] = json!("person-8");
    server.conduct().claims["email"] = json!("alex@example.test");
    sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
    assert_eq!(count(&world, "eu", "session").await, 3);
    let token = logout_token(&server, &json!({ "sid": null }));
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::OK);
    assert_eq!(count(&world, "eu", "session").await, 1);
}
