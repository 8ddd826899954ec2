//! Somebody who gave name and address is a person already: what they add later, they add to the same one.

use serde_json::Value;

use crate::{
    authenticator::Authenticator,
    support::{Answer, Browser, RelyingParty, World, passwords::EMAIL},
};

async fn subject(world: &World, code: &str) -> String {
    let tokens = RelyingParty::exchange_well(world, "eu", code).await;
    let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    claims["sub"].as_str().unwrap().to_owned()
}

/// Opens the form of a new account and fills it in.
async fn join<'a>(world: &'a World, name: &str) -> (Browser<'a>, Answer) {
    let mut browser = Browser::new(world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let page = browser
        .submit(&[("given_name", name), ("email", EMAIL)])
        .await;
    (browser, page)
}

#[tokio::test]
async fn a_light_person_who_adds_a_passkey_stays_the_same_person_with_the_same_choices() {
    let world = World::of_eu().await;
    let (mut browser, code) = RelyingParty::register(&world, EMAIL).await;
    let light = subject(&world, &code).await;
    let store = &world.eu().profile_store;
    let (persons, decisions) = (store.persons(), store.decisions_of(&light));
    assert_eq!(persons.keys().collect::<Vec<_>>(), [&light]);

    let mut authenticator = Authenticator::new(b"camille's key");
    browser.add_passkey(&mut authenticator, "").await;
    let mut by_passkey = Browser::new(&world, "eu").at_home_in("eu");
    by_passkey.open(&RelyingParty::authorize_url(&[])).await;
    let answer = by_passkey.show_passkey(&mut authenticator).await;
    let code = answer.parameter("code").expect("nothing is asked again");
    assert_eq!(subject(&world, &code).await, light);

    assert_eq!(store.persons(), persons, "the same profile");
    assert_eq!(store.decisions_of(&light), decisions, "the same consents");
}

#[tokio::test]
async fn joining_with_a_known_address_makes_no_second_record_and_tells_a_stranger_nothing() {
    let world = World::of_eu().await;
    let (_, of_somebody_new) = join(&world, "Camille").await;
    // Who leaves before typing the code has left nothing.
    world.mailbox.next_code().await;
    let (_, code) = RelyingParty::register(&world, EMAIL).await;
    let light = subject(&world, &code).await;

    // A stranger sees what everybody sees, and has no way on.
    let (mut browser, page) = join(&world, "Mallory").await;
    assert_eq!(page.url.path(), of_somebody_new.url.path());
    let without_csrf = |page: &Answer| page.body.replace(&page.value_of("csrf").unwrap(), "");
    assert_eq!(without_csrf(&page), without_csrf(&of_somebody_new));

    // The owner of the mailbox is who they were.
    let code = world.mailbox.next_code().await;
    let answer = browser.submit(&[("code", &code)]).await;
    let code = answer
        .parameter("code")
        .expect("purposes are decided already");
    assert_eq!(subject(&world, &code).await, light);
    let store = &world.eu().profile_store;
    assert_eq!((store.persons().len(), store.puts()), (1, 1));
    assert_eq!(store.persons()[&light]["givenName"], Value::from("Camille"));
}
