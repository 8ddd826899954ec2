//! People of a company that keeps its own login.

use std::sync::Arc;

use axum::http::StatusCode;
use domicile_auth::{
    profile_store::{NewPerson, ProfileStore},
    store::identifiers,
};
use domicile_bundle::{Bundle, ExternalIssuer, ProvidedClaim, ProviderProtocol, SocialProvider};
use domicile_jose::now;
use domicile_residency::EmailAddress;
use serde_json::{Value, json};
use url::Url;

use crate::{
    provider::{CLIENT_ID, Server},
    social_sign_in::{EMAIL, count},
    support::{Answer, Browser, RelyingParty, World},
};

pub const AUTHORITATIVE: bool = true;

/// Lets the issuer stand in for sign-in.
pub fn stand_in(
    bundle: &mut Bundle,
    regions: &[&str],
    server: &Server,
    authoritative_for_email: bool,
) {
    // Every region is asked whether it knows a newcomer.
    bundle
        .regions
        .retain(|region| regions.contains(&region.name.as_str()));
    bundle
        .openid
        .trusted_hosts
        .push(format!("localhost:{}", server.port));
    bundle.sign_in.second_factor = domicile_bundle::SecondFactor::Disabled;
    bundle.sign_in.external = Some(ExternalIssuer {
        provider: SocialProvider {
            name: ExternalIssuer::NAME.to_owned(),
            display_name: "Aurora staff".to_owned(),
            protocol: ProviderProtocol::OpenIdConnect(server.origin.clone()),
            client_id: CLIENT_ID.to_owned(),
            has_secret: true,
            scopes: vec!["email".to_owned(), "profile".to_owned()],
            claims: vec![
                ProvidedClaim {
                    attribute: "givenName".to_owned(),
                    claim: "nickname".to_owned(),
                    purpose: "service".to_owned(),
                },
                ProvidedClaim {
                    attribute: "loyaltyTier".to_owned(),
                    claim: "tier".to_owned(),
                    purpose: "marketing".to_owned(),
                },
            ],
        },
        authoritative_for_email,
        residence_claim: authoritative_for_email.then(|| "/address/country".to_owned()),
    });
}

/// What the issuer says of Camille.
pub fn camille() -> Value {
    json!({
        "email": EMAIL, "email_verified": true, "given_name": "Camille", "family_name": "Martin", "nickname": "Cam",
        "tier": "platinum", "address": { "country": "FR" }, "sid": "session-1", "acr": "silver",
        "amr": ["pwd", "otp", "mfa"], "auth_time": now() - 100,
    })
}

/// An issuer, and a tenant whose login it is.
pub async fn world_of(
    regions: &[&'static str],
    authoritative_for_email: bool,
) -> (Arc<Server>, World) {
    let server = Server::start().await;
    {
        let mut conduct = server.conduct();
        conduct.claims = camille();
        conduct.metadata = json!({ "end_session_endpoint": format!("{}/logout", server.origin) });
    }
    let world = World::trusting(regions, Some(&server.authority), |bundle| {
        stand_in(bundle, regions, &server, authoritative_for_email);
    })
    .await;
    (server, world)
}

/// Opens the shop's address: the browser is at the issuer.
pub async fn at_issuer(browser: &mut Browser<'_>, server: &Server, extra: &[(&str, &str)]) -> Url {
    let sent = browser.open(&RelyingParty::authorize_url(extra)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let location = sent.location();
    assert!(
        location.as_str().starts_with(&server.origin),
        "{location} {}",
        sent.body
    );
    location
}

/// Signs in at the issuer and comes back.
pub async fn sign_in(browser: &mut Browser<'_>, server: &Server, extra: &[(&str, &str)]) -> Answer {
    let there = at_issuer(browser, server, extra).await;
    browser.open(server.answer_to(&there).as_str()).await
}

/// Decides about purposes.
pub async fn decide(browser: &mut Browser<'_>) -> Answer {
    assert_eq!(browser.at.path(), "/consent");
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    browser.submit(&answers).await
}

/// The tokens that came of an answer.
pub async fn tokens(world: &World, answer: &Answer) -> Value {
    let code = answer.parameter("code").expect("a code");
    RelyingParty::exchange_well(world, "eu", &code).await.json()
}

/// Camille, who has signed in for the first time.
pub async fn newcomer<'a>(world: &'a World, server: &Server) -> (Browser<'a>, Value) {
    let mut browser = Browser::new(world, "eu");
    sign_in(&mut browser, server, &[]).await;
    let answer = decide(&mut browser).await;
    let tokens = tokens(world, &answer).await;
    (browser, tokens)
}

/// Somebody who had an account before the issuer stood in.
pub async fn had_an_account(world: &World, email: &str) -> String {
    let app = &world.eu().app;
    let address = EmailAddress::parse(email).unwrap();
    let (digest, sub) = (app.digest_of(&address), "AAAAAAAAAAAAAAAAAAAAAA");
    identifiers::reserve(app.pool(), &digest, sub)
        .await
        .unwrap();
    identifiers::activate(app.pool(), &digest, sub)
        .await
        .unwrap();
    let person = NewPerson {
        country: "FR",
        language: "fr",
        brand: "aurora/aurora",
        email,
        given_name: "Camille",
        family_name: None,
        application: "aurora.shop",
    };
    let loaded = app.bundle();
    let store = ProfileStore::of(app.mesh_client(), &loaded.bundle).unwrap();
    store.put_person(sub, &person).await.unwrap();
    sub.to_owned()
}

#[tokio::test]
async fn the_companys_own_login_signs_people_in_and_no_page_of_ours_asks_who_they_are() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "eu");
    let page = sign_in(&mut browser, &server, &[]).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    let answer = decide(&mut browser).await;
    let first = tokens(&world, &answer).await;
    let persons = world.eu().profile_store.persons();
    let (sub, person) = persons.iter().next().unwrap();
    assert_eq!(
        (&person["email"], &person["givenName"], &person["country"]),
        (&json!(EMAIL), &json!("Cam"), &json!("FR")),
        "as the claims are mapped"
    );
    let claims = RelyingParty::claims(first["id_token"].as_str().unwrap());
    assert_eq!(claims["sub"], *sub);
    assert_eq!(claims["amr"], json!(["pwd", "otp", "mfa"]));
    assert_eq!(claims["acr"], "silver");
    assert!((95..200).contains(&(now() - claims["auth_time"].as_i64().unwrap())));

    let mut browser = Browser::new(&world, "eu");
    let answer = sign_in(&mut browser, &server, &[]).await;
    let again = tokens(&world, &answer).await;
    let claims = RelyingParty::claims(again["id_token"].as_str().unwrap());
    assert_eq!(claims["sub"], *sub);
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    assert!(world.mailbox.is_empty().await, "no code was mailed");
}

#[tokio::test]
async fn what_an_application_asks_of_the_sign_in_reaches_the_issuer() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let asked = [
        ("prompt", "login"),
        ("max_age", "600"),
        ("login_hint", EMAIL),
        ("ui_locales", "de"),
        ("acr_values", "gold silver"),
    ];
    let there = at_issuer(&mut browser, &server, &asked).await;
    let there: std::collections::HashMap<String, String> =
        there.query_pairs().into_owned().collect();
    assert_eq!(there["prompt"], "login");
    assert_eq!(there["max_age"], "0");
    assert_eq!(there["login_hint"], EMAIL);
    assert_eq!(there["ui_locales"], "de");
    assert_eq!(there["acr_values"], "gold silver");
    // The one that was reached is said on.
    server.conduct().claims["auth_time"] = json!(now());
    let mut browser = Browser::new(&world, "eu");
    sign_in(&mut browser, &server, &asked).await;
    let answer = decide(&mut browser).await;
    let tokens = tokens(&world, &answer).await;
    let claims = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["acr"], "silver");
}

#[tokio::test]
async fn an_old_proof_is_refused_where_a_new_one_was_asked_for() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "eu");
    let answer = sign_in(&mut browser, &server, &[("max_age", "10")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    assert!(world.eu().profile_store.persons().is_empty());
}

#[tokio::test]
async fn where_its_word_proves_no_address_people_say_where_they_live_and_prove_their_mailbox_once()
{
    let (server, world) = world_of(&["eu"], !AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "eu");
    let page = sign_in(&mut browser, &server, &[]).await;
    assert_eq!(page.url.path(), "/residence", "{}", page.body);
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    for proposed in ["value=\"Cam\"", &format!("value=\"{EMAIL}\"")] {
        assert!(page.body.contains(proposed), "{}", page.body);
    }
    let details = [("given_name", "Camille"), ("email", EMAIL)];
    browser.submit(&details).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    let answer = decide(&mut browser).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    assert!(world.mailbox.next().await.text.contains("has changed"));

    let mut browser = Browser::new(&world, "eu");
    let answer = sign_in(&mut browser, &server, &[]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    assert!(world.mailbox.is_empty().await, "proven once");
    assert_eq!(world.eu().profile_store.persons().len(), 1);
}

#[tokio::test]
async fn an_account_that_was_there_is_linked_by_an_address_that_the_issuer_is_authoritative_for() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let sub = had_an_account(&world, EMAIL).await;
    let (_, tokens) = newcomer(&world, &server).await;
    let claims = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["sub"], sub);
    assert_eq!(world.eu().profile_store.persons().len(), 1);
}

#[tokio::test]
async fn a_name_that_the_issuer_does_not_say_is_all_that_is_asked_for() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    for name in ["given_name", "nickname"] {
        server.conduct().claims[name] = Value::Null;
    }
    server.conduct().userinfo = json!({ "sub": "person-7" });
    let mut browser = Browser::new(&world, "eu");
    let page = sign_in(&mut browser, &server, &[]).await;
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert!(!page.body.contains("id=\"email\""), "{}", page.body);
    let page = browser.submit(&[("given_name", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.submit(&[("given_name", "Camille")]).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    let persons = world.eu().profile_store.persons();
    assert_eq!(persons.values().next().unwrap()["email"], EMAIL);
}

#[tokio::test]
async fn what_the_issuer_says_is_kept_for_purposes_that_are_permitted() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    server.conduct().claims["nickname"] = json!("Cami");
    sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
    let service = json!({ "attribute": "givenName", "purpose": "service", "value": "Cami" });
    let provided = world.eu().profile_store.provided();
    assert_eq!(
        provided,
        [json!({ "provider": "external", "values": [service] })]
    );
    // Marketing was denied; once it is given, the next sign-in keeps what it covers.
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    world.eu().profile_store.decide(sub, "marketing", "Given");
    let mut browser = Browser::new(&world, "eu");
    sign_in(&mut browser, &server, &[]).await;
    let kept = world.eu().profile_store.provided().pop().unwrap();
    assert!(kept.to_string().contains("platinum"), "{kept}");
}

#[tokio::test]
async fn whoever_is_known_in_another_region_is_signed_in_there() {
    let (server, world) = world_of(&["eu", "jp", "us"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    let mut browser = Browser::new(&world, "jp");
    let there = at_issuer(&mut browser, &server, &[("prompt", "login")]).await;
    server.conduct().claims["auth_time"] = json!(now());
    let sent = browser.open(server.answer_to(&there).as_str()).await;
    // At home, the issuer is asked for the session that it has: nobody signs in twice.
    let there = sent.location();
    assert!(there.as_str().starts_with(&server.origin), "{there}");
    assert_eq!(sent.url.host_str(), Some("eu.login.aurora.localhost"));
    let answer = browser.open(server.answer_to(&there).as_str()).await;
    assert!(
        answer.parameter("code").expect("a code").starts_with("eu."),
        "{}",
        answer.body
    );
    for elsewhere in ["jp", "us"] {
        for table in ["federated_identity", "session"] {
            assert_eq!(
                count(&world, elsewhere, table).await,
                0,
                "{elsewhere} {table}"
            );
        }
        assert!(world.region(elsewhere).profile_store.persons().is_empty());
    }
}

#[tokio::test]
async fn a_newcomer_is_made_a_person_in_the_region_of_the_country_that_the_issuer_says() {
    let (server, world) = world_of(&["eu", "jp"], AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "jp");
    let sent = sign_in(&mut browser, &server, &[]).await;
    let page = browser
        .open(server.answer_to(&sent.location()).as_str())
        .await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    assert_eq!(page.url.host_str(), Some("eu.login.aurora.localhost"));
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    assert!(world.region("jp").profile_store.persons().is_empty());
    assert_eq!(count(&world, "jp", "federated_identity").await, 0);
}

#[tokio::test]
async fn a_silent_request_is_answered_by_the_session_at_the_issuer() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let silent = [("prompt", "none")];
    let mut browser = Browser::new(&world, "eu");
    let there = at_issuer(&mut browser, &server, &silent).await;
    let answer = browser.open(server.answer_to(&there).as_str()).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("interaction_required"),
        "a newcomer is asked about purposes"
    );
    newcomer(&world, &server).await;
    let mut browser = Browser::new(&world, "eu");
    let answer = sign_in(&mut browser, &server, &silent).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    // Nobody is signed in at the issuer.
    let mut browser = Browser::new(&world, "eu");
    let there = at_issuer(&mut browser, &server, &silent).await;
    assert_eq!(
        said_no(&server, &mut browser, &there).await,
        "login_required"
    );
}

/// The issuer answers with an error: what the application is told.
async fn said_no(server: &Server, browser: &mut Browser<'_>, there: &Url) -> String {
    let mut back = server.answer_to(there);
    let state = there.query_pairs().find(|(name, _)| name == "state");
    let state = state.unwrap().1.into_owned();
    back.set_query(Some(&format!("error=access_denied&state={state}")));
    let answer = browser.open(back.as_str()).await;
    answer.parameter("error").expect("an error")
}

#[tokio::test]
async fn whoever_cancels_at_the_issuer_is_not_signed_in_and_the_application_is_told() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let mut browser = Browser::new(&world, "eu");
    let there = at_issuer(&mut browser, &server, &[]).await;
    assert_eq!(
        said_no(&server, &mut browser, &there).await,
        "access_denied"
    );
}

#[tokio::test]
async fn a_session_that_is_not_sure_enough_is_made_surer_at_the_issuer_once() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    server.conduct().claims["amr"] = json!(["pwd"]);
    let (mut browser, _) = newcomer(&world, &server).await;
    let wish = [("acr_values", "urn:domicile:acr:multi-factor")];
    let there = at_issuer(&mut browser, &server, &wish).await;
    // A wish that the issuer does not meet is left open.
    let answer = browser.open(server.answer_to(&there).as_str()).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    // A must is an error.
    let must = json!({ "id_token": { "acr": { "essential": true, "values": ["urn:domicile:acr:multi-factor"] } } });
    let must = must.to_string();
    let there = at_issuer(&mut browser, &server, &[("claims", &must)]).await;
    let answer = browser.open(server.answer_to(&there).as_str()).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("unmet_authentication_requirements")
    );
    server.conduct().claims["amr"] = json!(["pwd", "otp", "mfa"]);
    let there = at_issuer(&mut browser, &server, &[("claims", &must)]).await;
    let answer = browser.open(server.answer_to(&there).as_str()).await;
    let tokens = tokens(&world, &answer).await;
    let claims = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["acr"], "urn:domicile:acr:multi-factor");
}

#[tokio::test]
async fn without_a_secret_the_client_proves_itself_with_a_key_of_the_tenant() {
    let server = Server::start().await;
    server.conduct().claims = camille();
    let world = World::trusting(&["eu"], Some(&server.authority), |bundle| {
        stand_in(bundle, &["eu"], &server, AUTHORITATIVE);
        if let Some(external) = &mut bundle.sign_in.external {
            external.provider.has_secret = false;
        }
    })
    .await;
    let keys = Browser::new(&world, "eu")
        .get("https://login.aurora.localhost:8443/jwks")
        .await
        .json();
    server.conduct().client_keys = Some(keys);
    let (_, tokens) = newcomer(&world, &server).await;
    assert!(tokens["id_token"].is_string());
}

#[tokio::test]
async fn erasing_a_person_forgets_what_the_issuer_said() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    identifiers::remove_person(&world.eu().pool, sub)
        .await
        .unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.external_session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(
        (left, count(&world, "eu", "federated_identity").await),
        (0, 0)
    );
}

#[tokio::test]
async fn the_account_offers_nothing_that_the_issuer_stands_in_for() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let (mut browser, _) = newcomer(&world, &server).await;
    let page = browser
        .open("https://eu.login.aurora.localhost:8443/account")
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("id=\"devices-title\""), "{}", page.body);
    for absent in ["passkeys-title", "social-title", "password-title"] {
        assert!(!page.body.contains(absent), "{absent}");
    }
}
