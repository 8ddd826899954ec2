//! An organisation's own issuer is set, changed, removed, and shown on the page.

use axum::http::StatusCode;
use domicile_jose::now;
use serde_json::{Value, json};

use crate::{
    organization_login::{
        DOMAIN, EMAIL, NOTHING, at_sign_in, claims, contoso, events, issuer, of, only_membership,
        organization, prove, send, session_of, set, settings, signed_in, through, world_of,
    },
    provider::{CLIENT_ID, CLIENT_SECRET},
    social_sign_in::count,
    support::{Browser, Business, RelyingParty},
};

#[tokio::test]
async fn changing_or_removing_the_issuer_ends_the_sessions_that_it_opened_and_no_others() {
    let (server, world, id) = contoso(&["eu", "jp"]).await;
    RelyingParty::register(&world, "kim@example.test").await;
    let others = session_of(&world, "eu").await;
    signed_in(&world, &server).await;
    assert_eq!(session_of(&world, "eu").await, others + 1);
    // A new secret or role changes nothing about who was let in.
    set(&world, &id, &settings(&server)).await;
    assert_eq!(session_of(&world, "eu").await, others + 1);
    let mut other_client = settings(&server);
    other_client["clientId"] = json!("another");
    let answer = set(&world, &id, &other_client).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(session_of(&world, "eu").await, others);

    set(&world, &id, &settings(&server)).await;
    signed_in(&world, &server).await;
    assert_eq!(session_of(&world, "eu").await, others + 1);
    let removed = send(&world, "DELETE", &of(&id, "/issuer"), &NOTHING).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.body);
    assert_eq!(session_of(&world, "eu").await, others);
    for region in ["eu", "jp"] {
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_issuer")
            .fetch_one(&world.region(region).pool)
            .await
            .unwrap();
        assert_eq!(left, 0, "{region}");
    }
    let gone = send(&world, "GET", &of(&id, "/issuer"), &NOTHING).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    // Members sign in as everybody does.
    let mut browser = at_sign_in(&world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    let page = through(&mut browser, page).await;
    assert_eq!(page.url.path(), "/organization", "{}", page.body);
    let answer = browser.submit(&[("organization", id.as_str())]).await;
    assert_eq!(
        claims(&world, &answer).await["organization"]["id"],
        id.as_str()
    );
}

#[tokio::test]
async fn an_administrator_sets_tries_reads_and_removes_the_issuer_and_nobody_reads_its_secret() {
    let server = issuer().await;
    let world = world_of(&["eu", "jp"], &[&server]).await;
    let id = Business::open(&world, "JP").await;
    let boss = Business::member(&world, "eu", &id, "administrator").await;
    let path = of(&id, "/issuer");
    let as_boss = async |method: &str, path: &str, body: &Value| {
        Business::send(&world, "eu", (method, path), &boss.token, body).await
    };
    // Without a proven domain there is nobody whom it could be asked about.
    let refused = as_boss("PUT", &path, &settings(&server)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    prove(&world, &id, DOMAIN).await;
    let mut wished = settings(&server);
    wished["justInTimeMembership"] = json!({ "role": "traveller" });
    let shown = as_boss("PUT", &path, &wished).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let expected = json!({
        "issuer": server.origin, "clientId": CLIENT_ID, "authentication": "client_secret",
        "scopes": ["email", "profile"], "claims": { "givenName": null, "familyName": null, "residence": null },
        "justInTimeMembership": { "role": "traveller" }, "domains": [DOMAIN],
        "redirectUri": "https://login.aurora.localhost:8443/federation/callback",
        "postLogoutRedirectUri": "https://login.aurora.localhost:8443/federation/signed-out",
        "backchannelLogoutUri": "https://login.aurora.localhost:8443/federation/backchannel-logout",
        "jwksUri": "https://login.aurora.localhost:8443/jwks",
    });
    assert_eq!(shown.json(), expected);
    assert_eq!(as_boss("GET", &path, &NOTHING).await.json(), expected);
    let tried = as_boss("POST", &format!("{path}/check"), &NOTHING).await;
    assert_eq!((tried.status, tried.json()), (StatusCode::OK, expected));
    for region in ["eu", "jp"] {
        let kept: String = sqlx::query_scalar(
            "SELECT row_to_json(kept)::text FROM auth.organization_issuer AS kept",
        )
        .fetch_one(&world.region(region).pool)
        .await
        .unwrap();
        assert!(!kept.contains(CLIENT_SECRET), "{region}: {kept}");
    }
    assert_eq!(
        as_boss("DELETE", &path, &NOTHING).await.status,
        StatusCode::NO_CONTENT
    );
    let actor = format!("member:{}", boss.membership);
    let events = events(&world, &id).await;
    for action in ["issuer.set", "issuer.remove"] {
        let event = (actor.clone(), action.to_owned());
        assert!(events.contains(&event), "{action} {events:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_with_the_field_and_the_remedy() {
    let (server, world, id) = contoso(&["eu"]).await;
    let before = send(&world, "GET", &of(&id, "/issuer"), &NOTHING)
        .await
        .json();
    for (name, value, field) in [
        ("issuer", json!("http://id.example"), "`issuer`"),
        ("issuer", json!("https://id.example/?a=b"), "`issuer`"),
        ("clientId", json!(""), "`clientId`"),
        ("clientSecret", json!("ü"), "`clientSecret`"),
        ("scopes", json!(["a b"]), "`scopes`"),
        ("claims", json!({ "givenName": "/~" }), "`claims`"),
        (
            "justInTimeMembership",
            json!({ "role": "administrator" }),
            "`justInTimeMembership.role`",
        ),
        ("justInTimeMembership", json!({ "role": "owner" }), "roles"),
    ] {
        let mut wrong = settings(&server);
        wrong[name] = value;
        let answer = set(&world, &id, &wrong).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(field), "{name}: {detail}");
    }
    let after = send(&world, "GET", &of(&id, "/issuer"), &NOTHING)
        .await
        .json();
    assert_eq!(before, after, "nothing was changed");
}

#[tokio::test]
async fn without_a_secret_the_client_proves_itself_with_a_key_of_the_tenant() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    let without = json!({ "issuer": server.origin, "clientId": CLIENT_ID });
    organization(&world, "FR", DOMAIN, &without).await;
    let keys = Browser::new(&world, "eu")
        .get("https://login.aurora.localhost:8443/jwks")
        .await
        .json();
    server.conduct().client_keys = Some(keys);
    let (_, answer) = signed_in(&world, &server).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn the_page_of_the_organisation_shows_removes_and_sets_its_login() {
    let (server, world, id) = contoso(&["eu"]).await;
    let (mut browser, _) = signed_in(&world, &server).await;
    let path = of(
        &id,
        &format!("/members/{}", only_membership(&world, "eu").await),
    );
    send(
        &world,
        "PATCH",
        &path,
        &json!({ "roles": ["administrator"] }),
    )
    .await;
    let manage =
        format!("https://eu.login.aurora.localhost:8443/organizations/manage?organization={id}");
    // Whoever manages has proven who they are lately.
    server.conduct().claims["auth_time"] = json!(now());
    let page = browser.open(&manage).await;
    for shown in [
        "id=\"issuer\"",
        &server.origin,
        "@contoso.example",
        "id=\"remove-issuer\"",
    ] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    assert!(!page.body.contains(CLIENT_SECRET));
    let csrf = page.value_of("csrf").unwrap();
    let fields = [
        ("csrf", csrf.as_str()),
        ("organization", id.as_str()),
        ("action", "remove-issuer"),
    ];
    let answer = browser.post("/organizations/manage", &fields).await;
    assert_eq!(
        answer.parameter("notice").as_deref(),
        Some("done"),
        "{}",
        answer.body
    );
    let gone = send(&world, "GET", &of(&id, "/issuer"), &NOTHING).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);

    // The session went with the login; the mailbox opens another one.
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    let page = browser.open(&manage).await;
    for shown in [
        "id=\"set-issuer\"",
        "https://login.aurora.localhost:8443/federation/callback",
        "<option value=\"traveller\">",
    ] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    assert!(!page.body.contains("<option value=\"administrator\">"));
    let csrf = page.value_of("csrf").unwrap();
    for (address, notice) in [
        ("https://10.0.0.1", "issuer"),
        ("http://id.example", "refused"),
        (server.origin.as_str(), "done"),
    ] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("organization", id.as_str()),
            ("action", "set-issuer"),
            ("issuer", address),
            ("client_id", CLIENT_ID),
            ("client_secret", CLIENT_SECRET),
            ("just_in_time_role", "traveller"),
        ];
        let answer = browser.post("/organizations/manage", &fields).await;
        assert_eq!(answer.parameter("notice").as_deref(), Some(notice));
    }
    let set = send(&world, "GET", &of(&id, "/issuer"), &NOTHING)
        .await
        .json();
    assert_eq!(
        (
            &set["issuer"],
            &set["authentication"],
            &set["justInTimeMembership"]["role"]
        ),
        (
            &json!(server.origin),
            &json!("client_secret"),
            &json!("traveller")
        )
    );
}

#[tokio::test]
async fn nothing_is_left_of_the_login_of_an_organisation_that_closes() {
    let (server, world, id) = contoso(&["eu", "jp"]).await;
    signed_in(&world, &server).await;
    let closed = send(&world, "DELETE", &of(&id, ""), &NOTHING).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT, "{}", closed.body);
    assert_eq!(
        (
            session_of(&world, "eu").await,
            count(&world, "eu", "federated_identity").await
        ),
        (0, 0)
    );
    let mut browser = at_sign_in(&world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    let answer = through(&mut browser, page).await;
    assert_eq!(claims(&world, &answer).await["organization"], NOTHING);
}
