//! A client of a sector knows people by identifiers that nobody else has.

use axum::http::StatusCode;
use domicile_bundle::SubjectType;

use crate::support::{RelyingParty, World};

async fn world() -> World {
    World::of(&["eu", "jp"], |bundle| {
        for application in &mut bundle.applications {
            application.authorization.subject = SubjectType::Pairwise {
                sector: "shop.aurora.localhost".to_owned(),
            };
        }
    })
    .await
}

#[tokio::test]
async fn the_identifier_that_other_applications_see_is_in_no_token_of_a_pairwise_client() {
    let world = world().await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let own: String = sqlx::query_scalar("SELECT sub FROM auth.session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    let tokens = RelyingParty::exchange_well(&world, "jp", &code)
        .await
        .json();
    let access_token = tokens["access_token"].as_str().unwrap();
    let id_token = tokens["id_token"].as_str().unwrap();
    let subject = RelyingParty::claims(id_token)["sub"].clone();
    assert_ne!(subject, own);
    assert_eq!(RelyingParty::claims(access_token)["sub"], subject);
    for token in [access_token, id_token] {
        assert!(!RelyingParty::claims(token).to_string().contains(&own));
    }
    // Userinfo finds the person by the grant, in whatever region it is asked.
    let userinfo = RelyingParty::userinfo(&world, "jp", access_token).await;
    assert_eq!(userinfo.status, StatusCode::OK);
    assert_eq!(userinfo.json()["sub"], subject);
    assert_eq!(userinfo.json()["given_name"], "Camille");
    assert_eq!(userinfo.json()["email_verified"], true);
    // The client speaks of the person as it knows them.
    let hinted = [("prompt", "none"), ("id_token_hint", id_token)];
    let answer = browser.open(&RelyingParty::authorize_url(&hinted)).await;
    assert!(answer.parameter("code").is_some());
    let logout = domicile_auth::web::parameters::encode([("id_token_hint", id_token)]);
    let page = browser
        .open(&format!(
            "https://login.aurora.localhost:8443/logout?{logout}"
        ))
        .await;
    assert_eq!(page.title(), "You are signed out");
}
