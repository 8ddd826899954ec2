//! People who sign in by a provider that they have an account at.

use std::sync::Arc;

use axum::http::StatusCode;
use domicile_bundle::{Bundle, ProvidedClaim, ProviderProtocol, SocialProvider};
use serde_json::json;

use crate::{
    provider::Server,
    support::{Answer, Browser, RelyingParty, World},
};

pub const EMAIL: &str = "camille@example.test";
const ACCOUNT: &str = "https://eu.login.aurora.localhost:8443/account";

/// Lets people sign in by the provider.
pub fn offer(bundle: &mut Bundle, server: &Server) {
    let claim = |claim: &str, attribute: &str, purpose: &str| ProvidedClaim {
        attribute: attribute.to_owned(),
        claim: claim.to_owned(),
        purpose: purpose.to_owned(),
    };
    bundle
        .openid
        .trusted_hosts
        .push(format!("localhost:{}", server.port));
    bundle.sign_in.social = vec![SocialProvider {
        name: "example".to_owned(),
        display_name: "Example".to_owned(),
        protocol: ProviderProtocol::OpenIdConnect(server.origin.clone()),
        client_id: "aurora".to_owned(),
        has_secret: true,
        scopes: vec!["email".to_owned(), "profile".to_owned()],
        claims: vec![
            claim("given_name", "givenName", "service"),
            claim("tier", "loyaltyTier", "marketing"),
        ],
    }];
}

/// A provider and a tenant that offers it.
pub async fn world_of(regions: &[&'static str]) -> (Arc<Server>, World) {
    let server = Server::start().await;
    server.conduct().claims =
        json!({ "email": EMAIL, "email_verified": true, "given_name": "Cam", "tier": "platinum" });
    let world = World::trusting(regions, Some(&server.authority), |bundle| {
        offer(bundle, &server);
    })
    .await;
    (server, world)
}

/// Presses the button, agrees at the provider and comes back.
pub async fn by_provider(browser: &mut Browser<'_>, server: &Server) -> Answer {
    let sent = browser.submit_to("/federation/to/example", &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let back = server.answer_to(&sent.location());
    browser.open(back.as_str()).await
}

/// A browser on the page that asks for an address.
pub async fn at_sign_in(world: &World) -> Browser<'_> {
    let mut browser = Browser::new(world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
}

/// Somebody with an account links it with the provider: how the sign-in that does so ends.
pub async fn link(browser: &mut Browser<'_>, world: &World, server: &Server) -> Answer {
    let page = by_provider(browser, server).await;
    assert!(page.body.contains("id=\"social-arrived\""), "{}", page.body);
    browser.submit(&[("email", EMAIL)]).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/linking", "{}", page.body);
    browser.submit(&[("action", "link")]).await
}

pub async fn count(world: &World, region: &str, table: &str) -> i64 {
    let statement = match table {
        "federated_identity" => "SELECT count(*) FROM auth.federated_identity",
        "federation_attempt" => "SELECT count(*) FROM auth.federation_attempt",
        _ => "SELECT count(*) FROM auth.session",
    };
    sqlx::query_scalar(statement)
        .fetch_one(&world.region(region).pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_newcomer_registers_with_what_the_provider_proposes_and_is_signed_in_by_it_alone_afterwards()
 {
    let (server, world) = world_of(&["eu"]).await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    assert!(page.body.contains("id=\"social-example\""), "{}", page.body);
    let page = by_provider(&mut browser, &server).await;
    // What the provider says is proposed, and the person changes it.
    for proposed in ["value=\"Cam\"", &format!("value=\"{EMAIL}\"")] {
        assert!(page.body.contains(proposed), "{}", page.body);
    }
    assert!(!page.body.contains("id=\"social-example\""));
    assert!(world.eu().profile_store.persons().is_empty());
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", EMAIL),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.title(), "Sign in with Example from now on?");
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
    let page = browser.submit(&[("action", "link")]).await;
    assert_eq!(page.url.path(), "/consent", "registration goes on");
    let persons = world.eu().profile_store.persons();
    assert_eq!(persons.values().next().unwrap()["givenName"], "Camille");
    assert!(
        world.eu().profile_store.provided().is_empty(),
        "nobody agreed to more"
    );

    let mut browser = at_sign_in(&world).await;
    let page = by_provider(&mut browser, &server).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    let tokens =
        RelyingParty::exchange_well(&world, "eu", &answer.parameter("code").unwrap()).await;
    let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(claims["amr"], json!(["fed"]));
    assert_eq!(claims["sub"], *persons.keys().next().unwrap());
}

/// A tenant that maps no claim of the provider.
async fn of_an_unmapped_provider(server: &Arc<Server>) -> World {
    World::trusting(&["eu"], Some(&server.authority), |bundle| {
        offer(bundle, server);
        bundle.sign_in.social[0].claims.clear();
    })
    .await
}

/// A newcomer comes by the provider: the page where they register.
async fn newcomer_by_provider(browser: &mut Browser<'_>, server: &Server) -> Answer {
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    by_provider(browser, server).await
}

#[tokio::test]
async fn the_standard_name_is_proposed_without_a_mapping_and_only_what_is_submitted_is_kept() {
    let server = Server::start().await;
    server.conduct().claims = json!({
        "email": EMAIL, "email_verified": true, "given_name": "Cam", "family_name": "Martine", "name": "Cam Martine",
    });
    let world = of_an_unmapped_provider(&server).await;
    let mut browser = Browser::new(&world, "eu");
    let page = newcomer_by_provider(&mut browser, &server).await;
    for proposed in ["value=\"Cam\"", "value=\"Martine\""] {
        assert!(page.body.contains(proposed), "{}", page.body);
    }
    assert!(world.eu().profile_store.persons().is_empty());
    let details = [
        ("given_name", "Camille"),
        ("family_name", ""),
        ("email", EMAIL),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert!(!page.body.contains("id=\"take-"), "{}", page.body);
    browser.submit(&[("action", "link")]).await;
    let persons = world.eu().profile_store.persons();
    let person = persons.values().next().unwrap();
    assert_eq!(person["givenName"], "Camille");
    assert!(!json!(person).to_string().contains("Martine"), "{person}");
    assert!(world.eu().profile_store.provided().is_empty());
}

#[tokio::test]
async fn a_name_that_a_provider_says_only_as_a_whole_is_proposed_undivided() {
    let server = Server::start().await;
    server.conduct().claims = json!({ "email": EMAIL, "name": "Gabriel García Márquez" });
    let world = of_an_unmapped_provider(&server).await;
    let mut browser = Browser::new(&world, "eu");
    let page = newcomer_by_provider(&mut browser, &server).await;
    let undivided = "value=\"Gabriel García Márquez\"";
    assert!(page.body.contains(undivided), "{}", page.body);
    assert_eq!(page.body.matches("Márquez").count(), 1, "in one field");
}

#[tokio::test]
async fn an_account_is_linked_once_both_are_proven_and_its_person_is_told() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    let answer = link(&mut browser, &world, &server).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    let mail = world.mailbox.next().await;
    assert_eq!(mail.to, EMAIL);
    assert!(mail.text.contains("how you sign in has changed"));
    let mut browser = at_sign_in(&world).await;
    let answer = by_provider(&mut browser, &server).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    assert!(world.mailbox.is_empty().await, "no code was needed");
}

#[tokio::test]
async fn only_what_the_person_chooses_is_taken_and_only_for_purposes_that_are_permitted() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    by_provider(&mut browser, &server).await;
    browser.submit(&[("email", EMAIL)]).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert!(page.body.contains("id=\"take-givenName\""), "{}", page.body);
    assert!(
        !page.body.contains("checked"),
        "nothing is chosen beforehand"
    );
    assert!(!page.body.contains("platinum"), "marketing was denied");
    let chosen = [
        ("action", "link"),
        ("take-givenName", "yes"),
        ("take-loyaltyTier", "yes"),
    ];
    browser.submit(&chosen).await;
    let value = json!({ "attribute": "givenName", "purpose": "service", "value": "Cam" });
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "provider": "example", "values": [value] })]
    );
}

#[tokio::test]
async fn whoever_does_not_want_the_link_is_signed_in_without_it() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    by_provider(&mut browser, &server).await;
    browser.submit(&[("email", EMAIL)]).await;
    let code = world.mailbox.next_code().await;
    browser.submit(&[("code", &code)]).await;
    let answer = browser.submit(&[("action", "skip")]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
    let host = "eu.login.aurora.localhost";
    assert!(browser.cookie(host, "__Host-domicile-arrived").is_none());
}

#[tokio::test]
async fn camille_comes_home_by_her_provider_whichever_region_answers() {
    let (server, world) = world_of(&["eu", "jp", "us"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    link(&mut browser, &world, &server).await;
    // A new browser in Japan, at a brand's own address: the callback is answered there, and carried to her browser's.
    let mut browser = Browser::new(&world, "jp");
    browser
        .open(&RelyingParty::authorize_url_on("id.aurora.localhost", &[]))
        .await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    assert_eq!(page.url.host_str(), Some("eu.id.aurora.localhost"));
    let answer = by_provider(&mut browser, &server).await;
    let code = answer.parameter("code").expect("a code");
    assert!(code.starts_with("eu."), "{code}");
    assert_eq!(answer.url.host_str(), Some("eu.id.aurora.localhost"));
    for elsewhere in ["jp", "us"] {
        for table in ["federated_identity", "federation_attempt", "session"] {
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
async fn links_are_added_and_removed_in_the_account() {
    let (server, world) = world_of(&["eu"]).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.open(ACCOUNT).await;
    assert!(page.body.contains("id=\"link-example\""), "{}", page.body);
    let sent = browser.get("/account/social/to/example").await;
    assert_eq!(sent.parameter("prompt").as_deref(), Some("login"));
    let back = server.answer_to(&sent.location());
    let page = browser.open(back.as_str()).await;
    assert_eq!(page.url.path(), "/linking", "{}", page.body);
    let page = browser.submit(&[("action", "link")]).await;
    assert_eq!(page.url.path(), "/account");
    let id = page.value_of("id").expect("a link that can be removed");
    assert!(!page.body.contains("id=\"link-example\""), "{}", page.body);
    assert!(world.mailbox.next().await.text.contains("has changed"));

    let removed = browser.submit_to("/account/social", &[("id", &id)]).await;
    assert!(
        removed.body.contains("The link was removed."),
        "{}",
        removed.body
    );
    assert!(removed.body.contains("id=\"link-example\""));
    assert!(world.mailbox.next().await.text.contains("has changed"));
    let mut browser = at_sign_in(&world).await;
    let page = by_provider(&mut browser, &server).await;
    assert!(page.body.contains("id=\"social-arrived\""), "{}", page.body);
}

#[tokio::test]
async fn erasing_a_person_forgets_their_links() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    link(&mut browser, &world, &server).await;
    assert_eq!(count(&world, "eu", "federated_identity").await, 1);
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, sub)
        .await
        .unwrap();
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
}

#[tokio::test]
async fn a_person_who_says_no_at_the_provider_goes_on_another_way() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    let sent = browser.submit_to("/federation/to/example", &[]).await;
    let mut back = server.answer_to(&sent.location());
    let state = sent.parameter("state").unwrap();
    back.set_query(Some(&format!("error=access_denied&state={state}")));
    let page = browser.open(back.as_str()).await;
    assert!(
        page.body.contains("You did not go on with Example."),
        "{}",
        page.body
    );
    let answer = browser.sign_in_by_code(EMAIL).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}
