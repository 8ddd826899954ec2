//! Organisations whose members sign in by an issuer of the organisation's own.

use std::sync::Arc;

use axum::http::StatusCode;
use domicile_auth::{organizations::members, store::identifiers};
use domicile_bundle::{Bundle, OrganizationRequirement};
use domicile_jose::now;
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use domicile_residency::{EmailAddress, subject};
use serde_json::{Value, json};

use crate::{
    organizations,
    provider::{CLIENT_ID, CLIENT_SECRET, Server},
    social_sign_in::count,
    support::{Answer, Browser, Business, RelyingParty, World},
};

pub const DOMAIN: &str = "contoso.example";
pub const EMAIL: &str = "camille@contoso.example";
pub const NOTHING: Value = Value::Null;

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
    assert_eq!(sent.status, 202, "{}", sent.body);
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
    let sub = subject().unwrap();
    known_by(world, region, email, &sub).await;
    sub
}

/// An address is a person's, as if they had proven it.
pub async fn known_by(world: &World, region: &str, email: &str, sub: &str) {
    let app = &world.region(region).app;
    let digest = app.digest_of(&EmailAddress::parse(email).unwrap());
    identifiers::reserve(app.pool(), &digest, sub)
        .await
        .unwrap();
    identifiers::activate(app.pool(), &digest, sub)
        .await
        .unwrap();
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
    let token = Business::application(world, "eu").await;
    organizations::events(world, id, &token).await
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
