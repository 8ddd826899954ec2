//! Every page in the person's language and the brand's look.

use crate::support::{Browser, RelyingParty, World};

#[tokio::test]
async fn pages_and_mail_speak_the_browsers_language() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu").speaking("fr-CA, en;q=0.5");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(page.title(), "Où habitez-vous\u{a0}?");
    assert!(page.body.contains("<html lang=\"fr\">"));
    assert!(page.body.contains("<option value=\"JP\">Japon</option>"));
    browser.submit(&[("country", "FR")]).await;
    browser
        .submit(&[("given_name", "Camille"), ("email", "camille@example.test")])
        .await;
    let mail = world.mailbox.next().await;
    assert!(mail.text.contains("Votre code Aurora"), "{}", mail.text);
    let page = browser.submit(&[("code", &mail.code())]).await;
    assert!(page.body.contains("Lettre d’information"));
}

#[tokio::test]
async fn a_japanese_form_asks_for_the_family_name_first() {
    let world = World::of_eu().await;
    let first_field = async |language: &'static str| {
        let mut browser = Browser::new(&world, "eu").speaking(language);
        browser.open(&RelyingParty::authorize_url(&[])).await;
        let page = browser.submit(&[("country", "FR")]).await;
        let given = page.body.find("id=\"given_name\"").unwrap();
        let family = page.body.find("id=\"family_name\"").unwrap();
        if family < given { "family" } else { "given" }
    };
    assert_eq!(first_field("ja").await, "family");
    for language in ["en", "fr", "de", "es", "th"] {
        assert_eq!(first_field(language).await, "given", "{language}");
    }
}

#[tokio::test]
async fn a_language_that_is_chosen_stays_chosen() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let page = browser
        .open(&RelyingParty::authorize_url(&[("ui_locales", "fr en")]))
        .await;
    assert_eq!(page.title(), "Où habitez-vous\u{a0}?");
    let page = browser.open("/residence?language=en").await;
    assert_eq!(page.title(), "Where do you live?");
    let page = browser.submit(&[("country", "FR")]).await;
    assert_eq!(page.title(), "Create your account");
}

#[tokio::test]
async fn a_language_that_nobody_speaks_is_not_remembered() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser
        .open("/residence?language=xx%0d%0aset-cookie:+a=b")
        .await;
    assert_eq!(page.title(), "Where do you live?");
    assert_eq!(
        browser.cookie("eu.login.aurora.localhost", "domicile_language"),
        None
    );
}

#[tokio::test]
async fn a_brands_host_shows_the_brand() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let page = browser.open("https://id.holidays.localhost:8443/").await;
    assert!(page.body.contains("Welcome to Aurora Holidays"));
    let page = browser
        .open(&RelyingParty::authorize_url_on(
            "id.holidays.localhost",
            &[],
        ))
        .await;
    assert_eq!(page.url.host_str(), Some("eu.id.holidays.localhost"));
    assert!(page.body.contains("Aurora Holidays"));
    let page = browser.open("https://login.aurora.localhost:8443/").await;
    assert!(page.body.contains("Welcome to Aurora<"));
}
