//! An organisation's own issuer as the login of its members.

use std::sync::Arc;

use axum::http::StatusCode;
use domicile_auth::{organizations::members, store::identifiers};
use domicile_bundle::{Bundle, OrganizationRequirement};
use domicile_jose::now;
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use domicile_residency::{EmailAddress, subject};
use serde_json::{Value, json};

use crate::{
    provider::{CLIENT_ID, CLIENT_SECRET, Server},
    social_sign_in::count,
    support::{Answer, Browser, Business, RelyingParty, World},
};

pub const DOMAIN: &str = "contoso.example";
pub const EMAIL: &str = "camille@contoso.example";
const NOTHING: Value = Value::Null;

/// An address of the API.
pub fn of(id: &OrganizationId, rest: &str) -> String {
    format!("/organizations/v1/organizations/{id}{rest}")
}

/// Lets applications ask for whom somebody acts, in these regions.
pub fn business(bundle: &mut Bundle, regions: &[&str], servers: &[&Server]) {
    bundle
        .regions
        .retain(|region| regions.contains(&region.name.as_str()));
    for server in servers {
        let host = format!("localhost:{}", server.port);
        bundle.openid.trusted_hosts.push(host);
    }
    for application in &mut bundle.applications {
        application.organization = Some(OrganizationRequirement::Optional);
    }
}

/// What an issuer says of Camille.
pub fn camille() -> Value {
    json!({
        "email": EMAIL, "email_verified": true, "given_name": "Camille", "family_name": "Martin",
        "acr": "silver", "amr": ["pwd", "otp", "mfa"], "auth_time": now() - 100,
    })
}

pub async fn issuer() -> Arc<Server> {
    let server = Server::start().await;
    server.conduct().claims = camille();
    server
}

/// A tenant of these regions that trusts these issuers' hosts.
pub async fn world_of(regions: &[&'static str], servers: &[&Arc<Server>]) -> World {
    let authorities: Vec<&str> = servers
        .iter()
        .map(|server| server.authority.as_str())
        .collect();
    let servers: Vec<&Server> = servers.iter().map(|server| &***server).collect();
    World::trusting(regions, Some(&authorities.join("\n")), |bundle| {
        business(bundle, regions, &servers);
    })
    .await
}

pub async fn send(world: &World, method: &str, path: &str, body: &Value) -> Answer {
    let token = Business::application(world, "eu").await;
    Business::send(world, "eu", (method, path), &token, body).await
}

/// Proves a mail domain by the mailed code.
pub async fn prove(world: &World, id: &OrganizationId, domain: &str) -> Answer {
    let path = of(id, &format!("/domains/{domain}"));
    send(world, "PUT", &path, &NOTHING).await;
    let mailbox = json!({ "mailbox": "postmaster" });
    let sent = send(world, "POST", &format!("{path}/code"), &mailbox).await;
    assert_eq!(sent.status.as_u16(), 202, "{}", sent.body);
    let code = world.mailbox.next().await.code();
    let body = json!({ "code": code });
    send(world, "POST", &format!("{path}/proof"), &body).await
}

pub fn settings(server: &Server) -> Value {
    json!({ "issuer": server.origin, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET })
}

pub async fn set(world: &World, id: &OrganizationId, settings: &Value) -> Answer {
    send(world, "PUT", &of(id, "/issuer"), settings).await
}

/// An organisation whose proven domain leads to its login.
pub async fn organization(
    world: &World,
    country: &str,
    domain: &str,
    settings: &Value,
) -> OrganizationId {
    let id = Business::open(world, country).await;
    let proven = prove(world, &id, domain).await;
    assert_eq!(proven.status, StatusCode::OK, "{}", proven.body);
    let answer = set(world, &id, settings).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    id
}

/// One organisation that makes members of whom its issuer names, in `eu`.
pub async fn contoso(regions: &[&'static str]) -> (Arc<Server>, World, OrganizationId) {
    let server = issuer().await;
    let world = world_of(regions, &[&server]).await;
    let mut settings = settings(&server);
    settings["justInTimeMembership"] = json!({ "role": "traveller" });
    let id = organization(&world, "FR", DOMAIN, &settings).await;
    (server, world, id)
}

/// At the page that asks for an address.
pub async fn at_sign_in<'a>(world: &'a World, extra: &[(&str, &str)]) -> Browser<'a> {
    let mut browser = Browser::new(world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(extra)).await;
    browser
}

/// Types an address that leads to the issuer, agrees there, and comes back.
pub async fn by_address(browser: &mut Browser<'_>, server: &Server, email: &str) -> Answer {
    let sent = browser.submit(&[("email", email)]).await;
    assert_at(&sent, server);
    browser
        .open(server.answer_to(&sent.location()).as_str())
        .await
}

pub fn assert_at(sent: &Answer, server: &Server) {
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let location = sent.location();
    assert!(
        location.as_str().starts_with(&server.origin),
        "{location} {}",
        sent.body
    );
}

/// Answers what is asked of a newcomer: where they live, and about purposes.
pub async fn through(browser: &mut Browser<'_>, mut page: Answer) -> Answer {
    for _ in 0..3 {
        if page.status != StatusCode::OK {
            break;
        }
        page = match page.url.path() {
            "/residence" => {
                let country = [("country", "FR"), ("action", "register")];
                browser.submit(&country).await
            }
            "/consent" => {
                let answers = [
                    ("purpose-newsletter", "denied"),
                    ("purpose-marketing", "denied"),
                ];
                browser.submit(&answers).await
            }
            _ => break,
        };
    }
    page
}

/// Camille signs in by the organisation's login: the browser, and how the application is answered.
pub async fn signed_in<'a>(world: &'a World, server: &Server) -> (Browser<'a>, Answer) {
    let mut browser = at_sign_in(world, &[]).await;
    let page = by_address(&mut browser, server, EMAIL).await;
    let answer = through(&mut browser, page).await;
    (browser, answer)
}

/// The claims of the ID token that came of an answer.
pub async fn claims(world: &World, answer: &Answer) -> Value {
    let code = answer
        .parameter("code")
        .unwrap_or_else(|| panic!("a code: {answer:?}"));
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await.json();
    RelyingParty::claims(tokens["id_token"].as_str().unwrap())
}

/// Somebody who has an account, without a sign-in.
pub async fn known_in(world: &World, region: &str, email: &str) -> String {
    let app = &world.region(region).app;
    let digest = app.digest_of(&EmailAddress::parse(email).unwrap());
    let sub = subject().unwrap();
    identifiers::reserve(app.pool(), &digest, &sub)
        .await
        .unwrap();
    identifiers::activate(app.pool(), &digest, &sub)
        .await
        .unwrap();
    sub
}

pub async fn member(
    world: &World,
    region: &str,
    organization: &OrganizationId,
    sub: &str,
) -> MembershipId {
    let record = json!({ "userName": sub });
    let member = members::insert(
        &world.region(region).app,
        organization,
        "Contoso Travel",
        sub,
        MembershipState::Active,
        &["traveller".to_owned()],
        record.as_object().unwrap(),
    )
    .await
    .unwrap()
    .unwrap();
    MembershipId::parse(&member.id).unwrap()
}

pub async fn events(world: &World, id: &OrganizationId) -> Vec<(String, String)> {
    let answer = send(world, "GET", &of(id, "/events"), &NOTHING).await;
    let text = |event: &Value, name: &str| event[name].as_str().unwrap_or_default().to_owned();
    answer.json()["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (text(event, "actor"), text(event, "action")))
        .collect()
}

/// The only membership of a region.
pub async fn only_membership(world: &World, region: &str) -> String {
    sqlx::query_scalar("SELECT id FROM auth.organization_membership")
        .fetch_one(&world.region(region).pool)
        .await
        .unwrap()
}

pub async fn session_of(world: &World, region: &str) -> i64 {
    count(world, region, "session").await
}

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
    let app = &world.eu().app;
    let digest = app.digest_of(&EmailAddress::parse(EMAIL).unwrap());
    identifiers::reserve(app.pool(), &digest, &sub)
        .await
        .unwrap();
    identifiers::activate(app.pool(), &digest, &sub)
        .await
        .unwrap();
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
