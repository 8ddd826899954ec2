//! A session that an organisation's own issuer opened ends there when it ends here, and the other way round.

use std::{collections::HashMap, sync::Arc};

use axum::http::StatusCode;
use domicile_auth::openid::backchannel_logout::deliver_due;
use domicile_bundle::BackchannelLogout;
use domicile_organizations::OrganizationId;
use serde_json::json;

use crate::{
    external_logout::{logout_token, tell},
    organization_login::{
        DOMAIN, at_sign_in, business, by_address, contoso, issuer, organization, session_of,
        settings, signed_in, through, world_of,
    },
    provider::{CLIENT_ID, Server, new_key},
    support::{ApplicationServer, Browser, RelyingParty, World},
};

const FABRIKAM: &str = "fabrikam.example";
const BACK: &str = "https://shop.aurora.localhost:8443/";

/// Contoso, whose issuer names its sessions and knows how to end them.
async fn contoso_that_ends(regions: &[&'static str]) -> (Arc<Server>, World, OrganizationId) {
    let (server, world, id) = contoso(regions).await;
    ending(&server);
    (server, world, id)
}

fn ending(server: &Server) {
    let mut conduct = server.conduct();
    conduct.claims["sid"] = json!("session-1");
    conduct.metadata = json!({ "end_session_endpoint": format!("{}/logout", server.origin) });
}

/// The address at which the application has its person signed out.
fn logout_url(id_token: &str) -> String {
    let query = domicile_auth::web::parameters::encode([
        ("id_token_hint", id_token),
        ("post_logout_redirect_uri", BACK),
        ("state", "the-state"),
    ]);
    format!("https://login.aurora.localhost:8443/logout?{query}")
}

async fn id_token(world: &World, answer: &crate::support::Answer) -> String {
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await.json();
    tokens["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn signing_out_goes_on_to_the_organisations_issuer_and_comes_back_to_the_application() {
    // Its metadata name the place before anybody reads them.
    let server = issuer().await;
    ending(&server);
    let world = world_of(&["eu", "jp"], &[&server]).await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let (mut browser, answer) = signed_in(&world, &server).await;
    let hint = id_token(&world, &answer).await;
    let sent = browser.open(&logout_url(&hint)).await;
    let there = sent.location();
    assert_eq!(there.path(), "/logout", "{there}");
    assert!(there.as_str().starts_with(&server.origin), "{there}");
    let there: HashMap<String, String> = there.query_pairs().into_owned().collect();
    assert_eq!(there["client_id"], CLIENT_ID);
    let told = RelyingParty::claims(&there["id_token_hint"]);
    assert_eq!(told["sub"], "person-7", "the issuer's own token");
    assert_eq!(session_of(&world, "eu").await, 0, "ours has ended");
    // Whichever region answers the way back.
    let mut elsewhere = Browser::new(&world, "jp");
    let (back, state) = (&there["post_logout_redirect_uri"], &there["state"]);
    let answer = elsewhere.open(&format!("{back}?state={state}")).await;
    let expected = format!("{BACK}?state=the-state");
    assert_eq!(answer.location().as_str(), expected);
}

#[tokio::test]
async fn signing_out_ends_here_where_the_issuer_has_no_place_for_it_or_opened_nothing() {
    let (server, world, _) = contoso(&["eu"]).await;
    let (mut browser, answer) = signed_in(&world, &server).await;
    let hint = id_token(&world, &answer).await;
    let left = browser.open(&logout_url(&hint)).await;
    assert!(left.location().as_str().starts_with(BACK));
    assert_eq!(session_of(&world, "eu").await, 0);
    // Somebody of no organisation is sent nowhere.
    let (mut browser, code) = RelyingParty::register(&world, "kim@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let hint = tokens.json()["id_token"].as_str().unwrap().to_owned();
    let left = browser.open(&logout_url(&hint)).await;
    assert!(left.location().as_str().starts_with(BACK));
}

#[tokio::test]
async fn a_session_that_ends_at_the_organisations_issuer_ends_here_and_applications_are_told() {
    let application = ApplicationServer::start().await;
    let server = issuer().await;
    ending(&server);
    let authorities = format!("{}{}", server.authority, application.authority);
    let world = World::trusting(&["eu", "jp"], Some(&authorities), |bundle| {
        business(bundle, &["eu", "jp"], &[&server]);
        application.trusted_by(bundle);
        for own in &mut bundle.applications {
            own.backchannel_logout = Some(BackchannelLogout {
                uri: application.url("/logout"),
                session_required: true,
            });
        }
    })
    .await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let (_, answer) = signed_in(&world, &server).await;
    let ours = RelyingParty::claims(&id_token(&world, &answer).await);
    RelyingParty::register(&world, "kim@example.test").await;
    assert_eq!(session_of(&world, "eu").await, 2);
    // Whichever region is told.
    let token = logout_token(&server, &json!({}));
    assert_eq!(tell(&world, "jp", &token).await, StatusCode::OK);
    assert_eq!(session_of(&world, "eu").await, 1, "and nobody else's");
    deliver_due(&world.eu().app).await.unwrap();
    let told = RelyingParty::claims(&application.logouts()[0]);
    assert_eq!((&told["sub"], &told["sid"]), (&ours["sub"], &ours["sid"]));
}

#[tokio::test]
async fn a_logout_token_of_an_organisations_issuer_is_taken_once_and_a_kept_one_ends_no_later_session()
 {
    let (server, world, _) = contoso_that_ends(&["eu", "jp"]).await;
    signed_in(&world, &server).await;
    let token = logout_token(&server, &json!({ "sid": null }));
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::OK);
    assert_eq!(session_of(&world, "eu").await, 0);
    signed_in(&world, &server).await;
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::BAD_REQUEST);
    let kept = json!({ "sid": null, "jti": "kept", "iat": domicile_jose::now() - 300 });
    let kept = logout_token(&server, &kept);
    assert_eq!(tell(&world, "jp", &kept).await, StatusCode::OK);
    assert_eq!(session_of(&world, "eu").await, 1);
}

#[tokio::test]
async fn one_organisations_issuer_ends_no_session_of_another_and_nobody_else_ends_any() {
    let (one, other) = (issuer().await, issuer().await);
    ending(&one);
    ending(&other);
    let world = world_of(&["eu"], &[&one, &other]).await;
    organization(&world, "FR", DOMAIN, &settings(&one)).await;
    organization(&world, "FR", FABRIKAM, &settings(&other)).await;
    signed_in(&world, &one).await;
    // The other issuer speaks of a subject and a session of the same names: they are its own.
    let token = logout_token(&other, &json!({}));
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::OK);
    assert_eq!(session_of(&world, "eu").await, 1);
    for changes in [
        json!({ "aud": "another-client" }),
        json!({ "aud": [CLIENT_ID, "another-client"] }),
        json!({ "iss": other.origin }),
        json!({ "iss": "https://evil.example" }),
        json!({ "nonce": "n" }),
        json!({ "events": {} }),
        json!({ "exp": 1 }),
        json!({ "sid": null, "sub": null }),
    ] {
        let token = logout_token(&one, &changes);
        let answer = tell(&world, "eu", &token).await;
        assert_eq!(answer, StatusCode::BAD_REQUEST, "{changes}");
    }
    let good = logout_token(&one, &json!({}));
    let claims = RelyingParty::claims(&good);
    let forged = new_key().sign("logout+jwt", &claims).unwrap();
    for token in [RelyingParty::unsigned(&good).as_str(), &forged, "", "a.b.c"] {
        assert_eq!(tell(&world, "eu", token).await, StatusCode::BAD_REQUEST);
    }
    assert_eq!(session_of(&world, "eu").await, 1);
}

#[tokio::test]
async fn organisations_that_have_an_issuer_and_client_in_common_hear_of_a_logout_together() {
    let server = issuer().await;
    ending(&server);
    let world = world_of(&["eu"], &[&server]).await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    organization(&world, "FR", FABRIKAM, &settings(&server)).await;
    signed_in(&world, &server).await;
    server.conduct().claims["email"] = json!("camille@fabrikam.example");
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &server, "camille@fabrikam.example").await;
    through(&mut browser, page).await;
    assert_eq!(session_of(&world, "eu").await, 2);
    let token = logout_token(&server, &json!({ "sid": null }));
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::OK);
    assert_eq!(session_of(&world, "eu").await, 0);
}
