//! What nobody gets by an organisation's own issuer.

use axum::http::StatusCode;
use domicile_organizations::OrganizationId;
use serde_json::{Value, json};

use crate::{
    organization_login::{
        DOMAIN, EMAIL, assert_at, at_sign_in, business, by_address, camille, claims, contoso,
        issuer, known_in, member, of, only_membership, organization, prove, send, session_of, set,
        settings, signed_in, through, world_of,
    },
    provider::Server,
    social_sign_in::{self, by_provider, count},
    support::{Answer, Browser, Business, RelyingParty, World},
};

const FABRIKAM: &str = "fabrikam.example";

/// Two organisations, each with a domain and an issuer of its own.
async fn two() -> (
    (std::sync::Arc<Server>, OrganizationId),
    (std::sync::Arc<Server>, OrganizationId),
    World,
) {
    let (one, other) = (issuer().await, issuer().await);
    let world = world_of(&["eu"], &[&one, &other]).await;
    let role = json!({ "role": "traveller" });
    let mut settings_of_one = settings(&one);
    settings_of_one["justInTimeMembership"] = role.clone();
    let mut settings_of_other = settings(&other);
    settings_of_other["justInTimeMembership"] = role;
    let contoso = organization(&world, "FR", DOMAIN, &settings_of_one).await;
    let fabrikam = organization(&world, "FR", FABRIKAM, &settings_of_other).await;
    ((one, contoso), (other, fabrikam), world)
}

fn refused(page: &Answer) {
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    assert_eq!(page.title(), "You cannot be signed in");
}

#[tokio::test]
async fn an_issuer_that_names_an_address_that_is_not_its_organisations_signs_nobody_in() {
    let ((one, _), _, world) = two().await;
    known_in(&world, "eu", "boss@fabrikam.example").await;
    known_in(&world, "eu", "victim@example.test").await;
    for email in [
        json!("boss@fabrikam.example"),
        json!("victim@example.test"),
        json!("camille@mail.contoso.example"),
        json!("camille@evil-contoso.example"),
        json!("camille@contoso.example, boss@fabrikam.example"),
        json!(7),
        Value::Null,
    ] {
        one.conduct().claims = camille();
        one.conduct().claims["email"] = email;
        let mut browser = at_sign_in(&world, &[]).await;
        refused(&by_address(&mut browser, &one, EMAIL).await);
    }
    // An address of its own that the issuer itself does not vouch for.
    for verified in [json!(false), json!("no")] {
        one.conduct().claims = camille();
        one.conduct().claims["email_verified"] = verified;
        let mut browser = at_sign_in(&world, &[]).await;
        refused(&by_address(&mut browser, &one, EMAIL).await);
    }
    assert_eq!(session_of(&world, "eu").await, 0);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
    // Nor does a subject that is linked come in under somebody else's address.
    one.conduct().claims = camille();
    signed_in(&world, &one).await;
    let open = session_of(&world, "eu").await;
    one.conduct().claims["email"] = json!("boss@fabrikam.example");
    let mut browser = at_sign_in(&world, &[]).await;
    refused(&by_address(&mut browser, &one, EMAIL).await);
    assert_eq!(session_of(&world, "eu").await, open);
}

#[tokio::test]
async fn an_address_of_the_organisation_under_another_subject_opens_no_account_of_its_former_owner()
{
    let (server, world, _) = contoso(&["eu"]).await;
    signed_in(&world, &server).await;
    let open = session_of(&world, "eu").await;
    server.conduct().claims["sub"] = json!("person-8");
    server.conduct().userinfo["sub"] = json!("person-8");
    let (_, page) = signed_in(&world, &server).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert_eq!(session_of(&world, "eu").await, open);
    assert_eq!(count(&world, "eu", "federated_identity").await, 1);
}

#[tokio::test]
async fn mix_up_the_answer_of_one_organisations_issuer_is_worth_nothing_for_another() {
    let ((one, _), (other, _), world) = two().await;
    // The other issuer answers with its own name (RFC 9207): no code is sent anywhere.
    let mut browser = at_sign_in(&world, &[]).await;
    let sent = browser.submit(&[("email", EMAIL)]).await;
    let mut back = one.answer_to(&sent.location());
    back.query_pairs_mut().append_pair("iss", &other.origin);
    let answer = browser.open(back.as_str()).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    for server in [&one, &other] {
        let asked = &server.token_requests;
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 0);
    }
    // A code of the other one is no code here.
    let mut browser = at_sign_in(&world, &[]).await;
    let sent = browser.submit(&[("email", EMAIL)]).await;
    let back = other.answer_to(&sent.location());
    let answer = browser.open(back.as_str()).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    // The other issuer speaks in the name of the first one.
    let name = one.origin.clone();
    other.conduct().claims["iss"] = json!(name);
    let mut browser = at_sign_in(&world, &[]).await;
    let answer = by_address(&mut browser, &other, "camille@fabrikam.example").await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    assert_eq!(session_of(&world, "eu").await, 0);
}

#[tokio::test]
async fn an_answer_counts_for_the_organisation_that_was_asked_whatever_was_typed_afterwards() {
    let ((one, contoso), (other, _), world) = two().await;
    let mut browser = at_sign_in(&world, &[]).await;
    let first = browser.submit(&[("email", EMAIL)]).await;
    assert_at(&first, &one);
    let second = browser
        .submit(&[("email", "camille@fabrikam.example")])
        .await;
    assert_at(&second, &other);
    let page = browser
        .open(one.answer_to(&first.location()).as_str())
        .await;
    let answer = through(&mut browser, page).await;
    assert_eq!(
        claims(&world, &answer).await["organization"]["id"],
        contoso.as_str()
    );
}

#[tokio::test]
async fn two_organisations_that_name_one_issuer_have_nobody_in_common_by_it() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    let mut settings = settings(&server);
    settings["justInTimeMembership"] = json!({ "role": "traveller" });
    organization(&world, "FR", DOMAIN, &settings).await;
    organization(&world, "FR", FABRIKAM, &settings).await;
    let (_, answer) = signed_in(&world, &server).await;
    let first = claims(&world, &answer).await;
    // The same subject with an address of the other one is somebody else there.
    server.conduct().claims["email"] = json!("camille@fabrikam.example");
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &server, "camille@fabrikam.example").await;
    let answer = through(&mut browser, page).await;
    assert_ne!(claims(&world, &answer).await["sub"], first["sub"]);
}

#[tokio::test]
async fn a_subject_of_the_issuer_before_opens_nothing_at_the_next_one() {
    let (one, other) = (issuer().await, issuer().await);
    let world = world_of(&["eu"], &[&one, &other]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&one)).await;
    let (_, answer) = signed_in(&world, &one).await;
    let first = claims(&world, &answer).await;
    let changed = set(&world, &id, &settings(&other)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(session_of(&world, "eu").await, 0);
    // The same `sub`, of somebody else.
    other.conduct().claims["email"] = json!("kim@contoso.example");
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &other, "kim@contoso.example").await;
    let answer = through(&mut browser, page).await;
    assert_ne!(claims(&world, &answer).await["sub"], first["sub"]);
}

#[tokio::test]
async fn a_browser_that_was_at_an_issuer_while_it_was_changed_is_not_signed_in() {
    let (one, other) = (issuer().await, issuer().await);
    let world = world_of(&["eu"], &[&one, &other]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&one)).await;
    let mut browser = at_sign_in(&world, &[]).await;
    let sent = browser.submit(&[("email", EMAIL)]).await;
    set(&world, &id, &settings(&other)).await;
    let back = one.answer_to(&sent.location());
    let answer = browser.open(back.as_str()).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    for server in [&one, &other] {
        let asked = &server.token_requests;
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 0);
    }
    assert_eq!(session_of(&world, "eu").await, 0);
}

#[tokio::test]
async fn what_the_issuer_before_said_of_a_newcomer_links_nobody_with_the_next_one() {
    let (one, other) = (issuer().await, issuer().await);
    let world = world_of(&["eu"], &[&one, &other]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&one)).await;
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &one, EMAIL).await;
    assert_eq!(page.url.path(), "/residence", "{}", page.body);
    set(&world, &id, &settings(&other)).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    // The address is asked for again, and leads to the issuer that is in force.
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert_at(&browser.submit(&[("email", EMAIL)]).await, &other);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
    assert!(world.eu().profile_store.persons().is_empty());
}

#[tokio::test]
async fn no_document_of_an_issuer_makes_us_ask_an_address_that_is_not_public() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    let id = Business::open(&world, "FR").await;
    prove(&world, &id, DOMAIN).await;
    let detail = async |settings: &Value| {
        let answer = set(&world, &id, settings).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
        answer.json()["detail"].as_str().unwrap().to_owned()
    };
    let of = |issuer: &str| json!({ "issuer": issuer, "clientId": "c" });
    for private in [
        "https://127.0.0.1",
        "https://[::1]",
        "https://169.254.169.254/latest",
        "https://10.0.0.1",
        "https://id.example:8443",
    ] {
        let said = detail(&of(private)).await;
        assert!(
            said.starts_with("`issuer`") && said.contains("openid.trustedOutbound"),
            "{said}"
        );
    }
    for (changes, what) in [
        (
            json!({ "jwks_uri": "https://169.254.169.254/keys" }),
            "keys",
        ),
        (json!({ "jwks_uri": "http://id.example/keys" }), "jwks_uri"),
        (
            json!({ "issuer": "https://another.example" }),
            "another issuer",
        ),
    ] {
        server.conduct().metadata = changes;
        let said = detail(&settings(&server)).await;
        assert!(said.contains(what), "{said}");
    }
    // The document turns bad later: the token endpoint is somewhere else.
    server.conduct().metadata = json!({ "token_endpoint": "https://169.254.169.254/token" });
    let answer = set(&world, &id, &settings(&server)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let mut browser = at_sign_in(&world, &[]).await;
    let answer = by_address(&mut browser, &server, EMAIL).await;
    let error = answer.parameter("error");
    assert_eq!(error.as_deref(), Some("temporarily_unavailable"));
}

#[tokio::test]
async fn an_administrator_of_one_organisation_neither_sees_nor_sets_anothers_issuer() {
    let ((_, contoso), (other, fabrikam), world) = two().await;
    let boss = Business::member(&world, "eu", &contoso, "administrator").await;
    let clerk = Business::member(&world, "eu", &contoso, "traveller").await;
    let body = settings(&other);
    for (method, rest) in [
        ("PUT", "/issuer"),
        ("GET", "/issuer"),
        ("POST", "/issuer/check"),
        ("DELETE", "/issuer"),
    ] {
        let path = of(&fabrikam, rest);
        let answer = Business::send(&world, "eu", (method, &path), &boss.token, &body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {rest}");
        let path = of(&contoso, rest);
        let answer = Business::send(&world, "eu", (method, &path), &clerk.token, &body).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {rest}");
    }
}

#[tokio::test]
async fn a_domain_that_leads_to_one_organisations_login_leads_to_no_other() {
    let ((one, contoso), (_, fabrikam), world) = two().await;
    let answer = prove(&world, &fabrikam, DOMAIN).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let shown = send(&world, "GET", &of(&fabrikam, "/issuer"), &Value::Null).await;
    assert_eq!(shown.json()["domains"], json!([FABRIKAM]));
    let (_, answer) = signed_in(&world, &one).await;
    let claims = claims(&world, &answer).await;
    assert_eq!(claims["organization"]["id"], contoso.as_str());
    // Nor by naming an issuer for a domain that was proven beside.
    let third = Business::open(&world, "FR").await;
    prove(&world, &third, DOMAIN).await;
    let answer = set(&world, &third, &settings(&one)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let shown = send(&world, "GET", &of(&third, "/issuer"), &Value::Null).await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_domain_that_is_given_up_ends_the_login_of_its_addresses() {
    let (server, world, id) = contoso(&["eu"]).await;
    prove(&world, &id, "contoso.test").await;
    signed_in(&world, &server).await;
    assert_eq!(session_of(&world, "eu").await, 1);
    let path = of(&id, &format!("/domains/{DOMAIN}"));
    let dropped = send(&world, "DELETE", &path, &Value::Null).await;
    assert_eq!(dropped.status, StatusCode::NO_CONTENT, "{}", dropped.body);
    assert_eq!(session_of(&world, "eu").await, 0);
    // The subject is linked, and its address is the organisation's no more.
    let mut browser = at_sign_in(&world, &[]).await;
    refused(&by_address(&mut browser, &server, "camille@contoso.test").await);
    let mut browser = at_sign_in(&world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    let page = through(&mut browser, page).await;
    assert_eq!(page.url.path(), "/organization", "{}", page.body);
    assert_eq!(session_of(&world, "eu").await, 1);
    // With the last domain the login goes.
    let path = of(&id, "/domains/contoso.test");
    send(&world, "DELETE", &path, &Value::Null).await;
    let shown = send(&world, "GET", &of(&id, "/issuer"), &Value::Null).await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_removed_member_who_had_never_signed_in_is_made_no_member_just_in_time() {
    let (server, world, id) = contoso(&["eu"]).await;
    let sub = known_in(&world, "eu", EMAIL).await;
    member(&world, "eu", &id, &sub).await;
    let path = of(
        &id,
        &format!("/members/{}", only_membership(&world, "eu").await),
    );
    send(&world, "DELETE", &path, &Value::Null).await;
    let (_, page) = signed_in(&world, &server).await;
    assert_eq!(page.title(), "Your access has ended");
    assert_eq!(session_of(&world, "eu").await, 0);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
}

#[tokio::test]
async fn an_answer_of_an_organisations_issuer_is_worth_nothing_in_another_browser() {
    let (server, world, _) = contoso(&["eu"]).await;
    let mut thief = at_sign_in(&world, &[]).await;
    let sent = thief.submit(&[("email", EMAIL)]).await;
    let back = server.answer_to(&sent.location());
    let mut victim = at_sign_in(&world, &[]).await;
    victim.submit(&[("email", EMAIL)]).await;
    let page = victim.open(back.as_str()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", page.body);
    assert_eq!(session_of(&world, "eu").await, 0);
}

#[tokio::test]
async fn coming_back_twice_is_no_second_factor() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_app().await;
    world.mailbox.next().await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let open = session_of(&world, "eu").await;
    let mut thief = at_sign_in(&world, &[]).await;
    let first = thief.submit(&[("email", EMAIL)]).await;
    let second = thief.submit(&[("email", EMAIL)]).await;
    for sent in [first, second] {
        let page = thief
            .open(server.answer_to(&sent.location()).as_str())
            .await;
        assert_eq!(page.url.path(), "/factor", "{}", page.body);
    }
    assert_eq!(session_of(&world, "eu").await, open);
}

#[tokio::test]
async fn coming_back_twice_from_a_provider_is_no_second_factor() {
    let (server, world) = social_sign_in::world_of(&["eu"]).await;
    let (mut browser, _) = RelyingParty::register(&world, social_sign_in::EMAIL).await;
    browser.add_app().await;
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.identifier")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    // Linked before.
    let app = &world.eu().app;
    let loaded = app.bundle();
    let provider = loaded.bundle.sign_in.provider("example").unwrap();
    let new = domicile_auth::store::federated_identities::NewLink {
        digest: &domicile_auth::federation::provider::digest(app, provider, "person-7"),
        realm: &domicile_auth::federation::provider::realm(provider),
        sub: &sub,
        provider: "example",
        organization: None,
    };
    domicile_auth::store::federated_identities::link(app.pool(), new)
        .await
        .unwrap();
    let open = session_of(&world, "eu").await;
    let mut thief = social_sign_in::at_sign_in(&world).await;
    let mut sent = Vec::new();
    for _ in 0..2 {
        sent.push(thief.submit_to("/federation/to/example", &[]).await);
    }
    for sent in sent {
        let page = thief
            .open(server.answer_to(&sent.location()).as_str())
            .await;
        assert_eq!(page.url.path(), "/factor", "{}", page.body);
    }
    assert_eq!(session_of(&world, "eu").await, open);
}

#[tokio::test]
async fn people_of_other_domains_sign_in_as_before() {
    let server = issuer().await;
    let social = issuer().await;
    let authorities = format!("{}\n{}", server.authority, social.authority);
    let world = World::trusting(&["eu"], Some(&authorities), |bundle| {
        social_sign_in::offer(bundle, &social);
        business(bundle, &["eu"], &[&server]);
    })
    .await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let (_, _) = RelyingParty::register(&world, social_sign_in::EMAIL).await;
    let mut browser: Browser<'_> = at_sign_in(&world, &[]).await;
    social.conduct().claims = json!({ "email": social_sign_in::EMAIL, "email_verified": true });
    let answer = social_sign_in::link(&mut browser, &world, &social).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    let mut browser = at_sign_in(&world, &[]).await;
    let answer = by_provider(&mut browser, &social).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}
