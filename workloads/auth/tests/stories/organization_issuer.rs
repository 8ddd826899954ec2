//! Signing in by an organisation's own issuer.

use axum::http::StatusCode;
use domicile_jose::now;
use serde_json::json;

use crate::{
    organization_login::{
        DOMAIN, EMAIL, NOTHING, assert_at, at_sign_in, by_address, claims, contoso, events, issuer,
        known_by, known_in, member, of, only_membership, organization, send, session_of, settings,
        signed_in, through, world_of,
    },
    social_sign_in::count,
    support::{Browser, RelyingParty},
};

#[tokio::test]
async fn an_address_of_the_domain_leads_to_the_organisations_login_whether_or_not_anybody_has_it() {
    let (server, world, _) = contoso(&["eu"]).await;
    known_in(&world, "eu", EMAIL).await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@contoso.example"] {
        let mut browser = at_sign_in(&world, &[]).await;
        let sent = browser.submit(&[("email", email)]).await;
        assert_at(&sent, &server);
        let asked: Vec<(String, String)> = sent.location().query_pairs().into_owned().collect();
        let hint = asked.iter().find(|(name, _)| name == "login_hint");
        assert_eq!(hint.map(|(_, value)| value.as_str()), Some(email));
        let names: Vec<String> = asked.into_iter().map(|(name, _)| name).collect();
        seen.push((sent.status, names));
        // Whoever has mistyped goes back and types another one.
        let page = browser.get("/register").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(world.mailbox.is_empty().await, "no code was mailed");
    // Who registers with such an address is sent there, too.
    let mut browser = at_sign_in(&world, &[]).await;
    browser
        .open("https://eu.login.aurora.localhost:8443/register?intent=register")
        .await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let details = [("given_name", "Camille"), ("email", EMAIL)];
    let sent = browser.submit(&details).await;
    assert_at(&sent, &server);
}

#[tokio::test]
async fn a_newcomer_becomes_a_person_and_a_member_just_in_time_and_comes_back_as_the_same() {
    let (server, world, id) = contoso(&["eu"]).await;
    let (_, answer) = signed_in(&world, &server).await;
    let first = claims(&world, &answer).await;
    let persons = world.eu().profile_store.persons();
    let (sub, person) = persons.iter().next().unwrap();
    assert_eq!(first["sub"], *sub);
    assert_eq!(
        (&person["email"], &person["givenName"], &person["country"]),
        (&json!(EMAIL), &json!("Camille"), &json!("FR"))
    );
    let expected = json!({ "id": id.as_str(), "name": "Contoso Travel", "roles": ["traveller"] });
    assert_eq!(first["organization"], expected);
    assert_eq!(first["amr"], json!(["pwd", "otp", "mfa"]));
    assert_eq!(first["acr"], "silver");
    assert!((95..200).contains(&(now() - first["auth_time"].as_i64().unwrap())));
    let joined = ("issuer".to_owned(), "member.join".to_owned());
    assert!(events(&world, &id).await.contains(&joined));

    let (_, answer) = signed_in(&world, &server).await;
    let again = claims(&world, &answer).await;
    assert_eq!(again["sub"], *sub);
    assert_eq!(again["organization"], expected);
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    assert!(world.mailbox.is_empty().await, "no code was mailed");
}

#[tokio::test]
async fn without_just_in_time_membership_a_newcomer_acts_for_themselves() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let (mut browser, answer) = signed_in(&world, &server).await;
    let claims = claims(&world, &answer).await;
    assert_eq!(claims["organization"], NOTHING);
    let page = browser
        .open("https://eu.login.aurora.localhost:8443/organizations")
        .await;
    assert!(
        page.body.contains("You are in no organisation."),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_name_and_a_country_are_taken_where_the_organisation_says_they_are() {
    let server = issuer().await;
    server.conduct().claims = json!({
        "email": EMAIL, "name": { "first": "Cam", "last": "Mart" }, "address": { "country": "FR" },
        "given_name": null, "family_name": null,
    });
    server.conduct().userinfo = json!({ "sub": "person-7" });
    let world = world_of(&["eu"], &[&server]).await;
    let mut settings = settings(&server);
    settings["claims"] = json!({
        "givenName": "/name/first", "familyName": "/name/last", "residence": "/address/country",
    });
    organization(&world, "FR", DOMAIN, &settings).await;
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &server, EMAIL).await;
    // `email_verified` is not said at all: the organisation is authoritative for its domain.
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    let persons = world.eu().profile_store.persons();
    let person = persons.values().next().unwrap();
    assert_eq!(
        (&person["givenName"], &person["familyName"]),
        (&json!("Cam"), &json!("Mart"))
    );
    // What the token does not say is asked for.
    server.conduct().claims["sub"] = json!("person-8");
    server.conduct().claims["email"] = json!("kim@contoso.example");
    server.conduct().claims["name"] = json!({ "last": "Lee" });
    server.conduct().userinfo["sub"] = json!("person-8");
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &server, "kim@contoso.example").await;
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert!(page.body.contains("value=\"Lee\""), "{}", page.body);
    let page = browser
        .submit(&[("given_name", "Kim"), ("family_name", "Lee")])
        .await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    assert_eq!(world.eu().profile_store.persons().len(), 2);
}

#[tokio::test]
async fn a_member_is_found_by_the_address_in_whatever_region_they_live() {
    let (server, world, id) = contoso(&["eu", "jp"]).await;
    let sub = known_in(&world, "jp", EMAIL).await;
    member(&world, "jp", &id, &sub).await;
    let mut browser = at_sign_in(&world, &[]).await;
    let there = by_address(&mut browser, &server, EMAIL).await;
    // At home the issuer is asked again; it knows the browser.
    assert_at(&there, &server);
    let page = browser
        .open(server.answer_to(&there.location()).as_str())
        .await;
    assert_eq!(page.url.host_str(), Some("jp.login.aurora.localhost"));
    let answer = through(&mut browser, page).await;
    let claims = claims(&world, &answer).await;
    assert_eq!(claims["sub"], *sub);
    assert_eq!(claims["organization"]["id"], id.as_str());
    assert_eq!(
        (
            session_of(&world, "eu").await,
            count(&world, "eu", "federated_identity").await,
            count(&world, "jp", "federated_identity").await
        ),
        (0, 0, 1)
    );
    assert!(world.eu().profile_store.persons().is_empty());
    // From now on they are found by who they are there.
    let mut browser = at_sign_in(&world, &[]).await;
    let there = by_address(&mut browser, &server, EMAIL).await;
    assert_at(&there, &server);
}

#[tokio::test]
async fn an_application_that_names_the_organisation_leads_there_without_a_question() {
    let (server, world, id) = contoso(&["eu"]).await;
    signed_in(&world, &server).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let asked = [("organization", id.as_str())];
    let sent = browser.open(&RelyingParty::authorize_url(&asked)).await;
    assert_at(&sent, &server);
    let answer = browser
        .open(server.answer_to(&sent.location()).as_str())
        .await;
    let claims = claims(&world, &answer).await;
    assert_eq!(claims["organization"]["id"], id.as_str());
    // Who cancels there is not signed in, and the application is told.
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let sent = browser.open(&RelyingParty::authorize_url(&asked)).await;
    let mut back = server.answer_to(&sent.location());
    let location = sent.location();
    let state = location.query_pairs().find(|(name, _)| name == "state");
    let state = state.unwrap().1.into_owned();
    back.set_query(Some(&format!("error=access_denied&state={state}")));
    let answer = browser.open(back.as_str()).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn whoever_signed_in_otherwise_is_sent_there_before_they_act_for_the_organisation() {
    let (server, world, id) = contoso(&["eu"]).await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap().clone();
    member(&world, "eu", &id, &sub).await;
    // Her work address is of the same person.
    known_by(&world, "eu", EMAIL, &sub).await;
    let silent = [("organization", id.as_str()), ("prompt", "none")];
    let answer = browser.open(&RelyingParty::authorize_url(&silent)).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(page.url.path(), "/organization", "{}", page.body);
    let sent = browser.submit(&[("organization", id.as_str())]).await;
    assert_at(&sent, &server);
    let answer = browser
        .open(server.answer_to(&sent.location()).as_str())
        .await;
    let acting = claims(&world, &answer).await;
    assert_eq!(acting["organization"]["id"], id.as_str());
    assert_eq!(acting["sub"], *sub);
    // In that session she goes on for the organisation, and may say that she acts for herself.
    let answer = browser.open(&RelyingParty::authorize_url(&silent)).await;
    assert_eq!(
        claims(&world, &answer).await["organization"]["id"],
        id.as_str()
    );
    let choose = [("prompt", "select_account")];
    browser.open(&RelyingParty::authorize_url(&choose)).await;
    let page = browser.submit(&[("action", "continue")]).await;
    assert_eq!(page.url.path(), "/organization", "{}", page.body);
    let answer = browser.submit(&[("organization", "none")]).await;
    assert_eq!(claims(&world, &answer).await["organization"], NOTHING);
}

#[tokio::test]
async fn an_account_that_has_an_app_is_asked_for_its_code_whatever_the_issuer_says() {
    let server = issuer().await;
    let world = world_of(&["eu"], &[&server]).await;
    // The account was there before the organisation.
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (app, _) = browser.add_app().await;
    world.mailbox.next().await;
    organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let open = session_of(&world, "eu").await;
    let mut browser = at_sign_in(&world, &[]).await;
    let page = by_address(&mut browser, &server, EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    assert_eq!(session_of(&world, "eu").await, open);
    let answer = browser.submit(&[("code", &app.code(0))]).await;
    let answer = through(&mut browser, answer).await;
    let claims = claims(&world, &answer).await;
    assert_eq!(claims["amr"], json!(["pwd", "otp", "mfa"]));
}

#[tokio::test]
async fn who_is_stopped_or_removed_is_signed_out_and_comes_in_again_by_an_invitation_only() {
    let (server, world, id) = contoso(&["eu"]).await;
    let (_, answer) = signed_in(&world, &server).await;
    claims(&world, &answer).await;
    let path = of(
        &id,
        &format!("/members/{}", only_membership(&world, "eu").await),
    );
    assert_eq!(session_of(&world, "eu").await, 1);

    let stopped = send(&world, "PATCH", &path, &json!({ "active": false })).await;
    assert_eq!(stopped.status, StatusCode::OK, "{}", stopped.body);
    assert_eq!(session_of(&world, "eu").await, 0);
    let (_, page) = signed_in(&world, &server).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    assert_eq!(page.title(), "Your access has ended");

    send(&world, "PATCH", &path, &json!({ "active": true })).await;
    let (_, answer) = signed_in(&world, &server).await;
    claims(&world, &answer).await;

    let removed = send(&world, "DELETE", &path, &NOTHING).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.body);
    assert_eq!(session_of(&world, "eu").await, 0);
    let (_, page) = signed_in(&world, &server).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);

    let invitation = json!({ "email": EMAIL, "roles": ["traveller"] });
    let sent = send(&world, "POST", &of(&id, "/invitations"), &invitation).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    let link = world.mailbox.next().await.link();
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser.open(&link).await;
    let page = by_address(&mut browser, &server, EMAIL).await;
    assert_eq!(page.title(), "Join Contoso Travel?");
    let fields = [
        ("csrf", page.value_of("csrf").unwrap()),
        ("invitation", page.value_of("invitation").unwrap()),
        ("action", "join".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post("/organizations/join", &fields).await;
    let (_, answer) = signed_in(&world, &server).await;
    assert_eq!(
        claims(&world, &answer).await["organization"]["id"],
        id.as_str()
    );
}
