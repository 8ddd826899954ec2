//! Terms and privacy notices: accepted at registration, asked for again when a version says so, and never come around.

use axum::http::StatusCode;
use domicile_bundle::{Acceptance, Application, Brand, Bundle, application::PORTAL_CLIENT_ID};
use sqlx::FromRow;

use crate::{
    authenticator::Authenticator,
    social_sign_in::{at_sign_in, by_provider, world_of},
    support::{
        Answer, Browser, RelyingParty, World,
        endpoint::{KIOSK, SHOP, text},
        passwords::{ACCOUNT, EMAIL, PASSWORD, at_proof, try_password, with_password},
        world::offer_all,
    },
};

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The terms of both brands have to be agreed to; privacy notices are shown.
fn with_terms(bundle: &mut Bundle) {
    for document in bundle
        .brands
        .iter_mut()
        .flat_map(|brand| &mut brand.documents)
    {
        if document.name == "terms" {
            document.acceptance = Acceptance::Required;
        }
    }
}

fn terms(brand: &mut Brand) -> &mut domicile_bundle::LegalDocument {
    let mut documents = brand.documents.iter_mut();
    documents.find(|document| document.name == "terms").unwrap()
}

/// A version of the shop's terms that asks everybody again.
fn publish(world: &World, version: &str) {
    world.eu().reconfigure(|bundle| {
        let terms = terms(&mut bundle.brands[0]);
        version.clone_into(&mut terms.version);
        terms.reconsent_before = Some(domicile_jose::now());
        terms.effective_at = Some(1_798_761_600);
        terms.texts[0].changes = Some("Miles last three years.\n\nFamilies pool them.".to_owned());
    });
}

/// Everything was accepted in another version, a long time ago.
pub async fn as_if_accepted_long_ago(world: &World) {
    for statement in [
        "INSERT INTO auth.document_acceptance (sub, brand, document, version, manner, language, application, accepted_at) \
         SELECT sub, brand, document, '2020-01', manner, language, application, '2020-01-01' \
         FROM auth.document_acceptance ON CONFLICT DO NOTHING",
        "DELETE FROM auth.document_acceptance WHERE version <> '2020-01'",
    ] {
        sqlx::query(statement)
            .execute(&world.eu().pool)
            .await
            .unwrap();
    }
}

#[derive(Debug, PartialEq, Eq, FromRow)]
struct Row {
    brand: String,
    document: String,
    version: String,
    manner: String,
    language: String,
    application: String,
}

async fn recorded(world: &World) -> Vec<Row> {
    sqlx::query_as(
        "SELECT brand, document, version, manner, language, application FROM auth.document_acceptance \
         ORDER BY brand, document, version, manner",
    )
    .fetch_all(&world.eu().pool)
    .await
    .unwrap()
}

fn row(brand: &str, document: &str, version: &str, manner: &str, language: &str) -> Row {
    Row {
        brand: brand.to_owned(),
        document: document.to_owned(),
        version: version.to_owned(),
        manner: manner.to_owned(),
        language: language.to_owned(),
        application: "aurora.shop".to_owned(),
    }
}

async fn registered_in_french(world: &World) -> Browser<'_> {
    let mut browser = Browser::new(world, "eu").speaking("fr");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    assert!(
        page.body.contains("En continuant, vous acceptez"),
        "{}",
        page.body
    );
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    browser.submit(&[("code", &code)]).await;
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    assert!(answer.parameter("code").is_some(), "nothing else is asked");
    browser
}

fn is_asked(page: &Answer) -> bool {
    page.status == StatusCode::OK && page.url.path() == "/documents"
}

#[tokio::test]
async fn whoever_registers_has_accepted_what_the_page_showed_in_its_language() {
    let world = World::of(&["eu"], with_terms).await;
    registered_in_french(&world).await;
    let aurora = "aurora/aurora";
    assert_eq!(
        recorded(&world).await,
        [
            row(aurora, "privacy", "2026-01", "shown", "fr"),
            row(aurora, "terms", "2026-01", "accepted", "fr"),
        ]
    );
}

#[tokio::test]
async fn terms_that_changed_while_somebody_registered_are_asked_for_and_not_taken_as_accepted() {
    let world = World::of(&["eu"], with_terms).await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let details = [("given_name", "Camille"), ("email", EMAIL)];
    browser.submit(&details).await;
    world
        .eu()
        .reconfigure(|bundle| terms(&mut bundle.brands[0]).version = "2026-02".to_owned());
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert!(is_asked(&page), "{}", page.body);
    assert_eq!(page.title(), "Please read this first");
    assert_eq!(recorded(&world).await, []);
}

#[tokio::test]
async fn a_version_that_asks_again_says_what_changed_and_is_accepted_once() {
    let world = World::of(&["eu"], with_terms).await;
    let mut browser = registered_in_french(&world).await.speaking("en");
    as_if_accepted_long_ago(&world).await;
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(
        answer.parameter("code").is_some(),
        "a new version alone asks nobody"
    );

    publish(&world, "2027-01");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page), "{}", page.body);
    assert_eq!(page.title(), "Something has changed");
    for expected in [
        "<p>Miles last three years.</p>",
        "<p>Families pool them.</p>",
        "Version 2027-01, applies from 2027-01-01",
        "https://www.aurora.example/en/terms",
        "Agree and continue",
    ] {
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
    }
    assert!(
        !page.body.contains("document-privacy"),
        "the notice is as it was"
    );
    let answer = browser.submit(&[("action", "accept")]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    let accepted = row("aurora/aurora", "terms", "2027-01", "accepted", "en");
    assert!(recorded(&world).await.contains(&accepted));
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(answer.parameter("code").is_some(), "once");
}

#[tokio::test]
async fn a_notice_that_changed_is_shown_and_nobody_has_to_agree() {
    let world = World::of(&["eu"], |_| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    as_if_accepted_long_ago(&world).await;
    world.eu().reconfigure(|bundle| {
        let notice = &mut bundle.brands[0].documents[1];
        notice.version = "2026-02".to_owned();
        notice.reconsent_before = Some(1_767_225_600);
        notice.texts[0].changes = Some("We keep data for two years.".to_owned());
    });
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page), "{}", page.body);
    assert!(page.body.contains("would like you to know this"));
    assert!(!page.body.contains("Agree"), "{}", page.body);
    let answer = browser.submit(&[("action", "accept")]).await;
    assert!(answer.parameter("code").is_some());
    let shown = row("aurora/aurora", "privacy", "2026-02", "shown", "en");
    assert!(recorded(&world).await.contains(&shown));
}

#[tokio::test]
async fn whoever_does_not_agree_is_refused_to_the_application_and_keeps_what_is_theirs() {
    let world = World::of(&["eu"], |bundle| {
        with_terms(bundle);
        let portal = Application {
            client_id: PORTAL_CLIENT_ID.to_owned(),
            organization: None,
            ..bundle.application("aurora.shop").unwrap().clone()
        };
        bundle.applications.push(portal);
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    as_if_accepted_long_ago(&world).await;
    publish(&world, "2027-01");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    let portal = RelyingParty::authorize_url(&[("client_id", PORTAL_CLIENT_ID)]);
    let answer = browser.open(&portal).await;
    assert!(
        answer.parameter("code").is_some(),
        "the portal is open without"
    );
    let page = browser.open(ACCOUNT).await;
    assert_eq!((page.status, page.url.path()), (StatusCode::OK, "/account"));
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page), "a refusal is no acceptance");
}

#[tokio::test]
async fn every_way_to_sign_in_leads_to_the_terms() {
    let (provider, world) = world_of(&["eu"]).await;
    world.eu().reconfigure(|bundle| {
        offer_all(bundle);
        with_terms(bundle);
    });
    let mut known = with_password(&world, EMAIL, PASSWORD).await;
    let mut authenticator = Authenticator::new(b"camille's key");
    known.add_passkey(&mut authenticator, "").await;
    let mut linking = at_sign_in(&world).await;
    by_provider(&mut linking, &provider).await;
    linking.submit(&[("email", EMAIL)]).await;
    try_password(&mut linking, PASSWORD).await;
    // An account with a passkey wants it before it is linked.
    linking.submit(&[("action", "link")]).await;
    linking.show_passkey(&mut authenticator).await;
    linking.submit(&[("action", "link")]).await;
    as_if_accepted_long_ago(&world).await;
    publish(&world, "2027-01");

    let mut browser = at_proof(&world, EMAIL).await;
    let page = try_password(&mut browser, PASSWORD).await;
    assert!(is_asked(&page), "password: {}", page.body);
    let mut browser = at_proof(&world, EMAIL).await;
    browser.submit(&[("action", "email")]).await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert!(is_asked(&page), "code: {}", page.body);
    let mut browser = at_sign_in(&world).await;
    let page = browser.show_passkey(&mut authenticator).await;
    assert!(is_asked(&page), "passkey: {}", page.body);
    let mut browser = at_sign_in(&world).await;
    let page = by_provider(&mut browser, &provider).await;
    assert!(is_asked(&page), "provider: {}", page.body);
}

#[tokio::test]
async fn no_kept_session_other_application_host_or_silent_request_comes_around_the_terms() {
    let world = World::of(&["eu"], |bundle| {
        with_terms(bundle);
        let mut twin = bundle.application("aurora.shop").unwrap().clone();
        twin.client_id = "aurora.twin".to_owned();
        bundle.applications.push(twin);
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    as_if_accepted_long_ago(&world).await;
    // A question that was kept from before.
    let consent = RelyingParty::authorize_url(&[("prompt", "consent")]);
    let page = browser.open(&consent).await;
    assert_eq!(page.url.path(), "/permission");
    let csrf = page.value_of("csrf").unwrap();
    publish(&world, "2027-01");
    let fields = [("csrf", csrf.as_str()), ("action", "continue")];
    let answer = browser.post("/permission", &fields).await;
    let page = browser.follow(answer).await;
    assert!(is_asked(&page), "kept question: {}", page.body);

    for (name, value) in [("client_id", "aurora.twin"), ("prompt", "select_account")] {
        let mut page = browser
            .open(&RelyingParty::authorize_url(&[(name, value)]))
            .await;
        if page.url.path() == "/select-account" {
            page = browser.submit(&[("action", "continue")]).await;
        }
        assert!(is_asked(&page), "{name}={value}: {}", page.body);
    }
    let silent = RelyingParty::authorize_url(&[("prompt", "none")]);
    let answer = browser.open(&silent).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("interaction_required")
    );
    assert_eq!(answer.parameter("code"), None);

    // The host of another brand shows that brand, and the terms of the application's own.
    let mut elsewhere = Browser::new(&world, "eu").at_home_in("eu");
    let other_host = RelyingParty::authorize_url_on("eu.id.holidays.localhost", &[]);
    elsewhere.open(&other_host).await;
    elsewhere
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    let page = elsewhere.sign_in_by_code(EMAIL).await;
    assert!(is_asked(&page), "other host: {}", page.body);
    assert!(page.body.contains("Version 2027-01"), "{}", page.body);
}

#[tokio::test]
async fn a_form_that_speaks_of_other_terms_than_those_in_force_accepts_nothing() {
    let world = World::of(&["eu"], with_terms).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    as_if_accepted_long_ago(&world).await;
    publish(&world, "2027-01");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    let (csrf, old) = (
        page.value_of("csrf").unwrap(),
        page.value_of("documents").unwrap(),
    );
    publish(&world, "2027-02");
    for documents in [old.as_str(), "", "en.AAAA"] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("documents", documents),
            ("action", "accept"),
        ];
        let page = browser.post("/documents", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{documents}");
        assert!(page.body.contains("Version 2027-02"), "{}", page.body);
    }
    let rows = recorded(&world).await;
    assert!(rows.iter().all(|row| row.version == "2020-01"), "{rows:?}");
}

#[tokio::test]
async fn a_device_is_let_in_by_somebody_who_has_accepted_its_terms() {
    let world = World::of(&["eu"], with_terms).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    as_if_accepted_long_ago(&world).await;
    publish(&world, "2027-01");
    let begun = KIOSK
        .post(
            &world,
            "eu",
            "/device_authorization",
            &[("scope", "openid")],
        )
        .await
        .json();
    let user_code = begun["user_code"].as_str().unwrap().to_owned();
    let approve = [("user_code", user_code.as_str()), ("action", "approve")];
    browser
        .open("https://eu.login.aurora.localhost:8443/device")
        .await;
    let page = browser.submit(&approve).await;
    assert!(is_asked(&page), "{}", page.body);
    let fields = [
        ("grant_type", DEVICE),
        ("device_code", begun["device_code"].as_str().unwrap()),
    ];
    let pending = KIOSK.token(&world, "eu", &fields).await;
    assert_eq!(pending.json()["error"], "authorization_pending");
    let page = browser.submit(&[("action", "accept")]).await;
    assert_eq!(page.url.path(), "/device", "{}", page.body);
    let page = browser.submit(&approve).await;
    assert_eq!(page.title(), "Your device is signed in");
}

#[tokio::test]
async fn an_application_that_is_signed_in_stays_so_until_the_next_sign_in() {
    let world = World::of(&["eu"], with_terms).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let scope = [("scope", "openid offline_access")];
    let answer = browser.open(&RelyingParty::authorize_url(&scope)).await;
    let code = answer.parameter("code").unwrap();
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    as_if_accepted_long_ago(&world).await;
    publish(&world, "2027-01");
    let refreshed = SHOP
        .refresh(&world, "eu", &text(&tokens, "refresh_token"))
        .await;
    assert_eq!(refreshed.status, StatusCode::OK, "{}", refreshed.body);
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page));
}

#[tokio::test]
async fn what_somebody_accepted_is_forgotten_with_them() {
    let world = World::of(&["eu"], with_terms).await;
    registered_in_french(&world).await;
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.document_acceptance LIMIT 1")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, &sub)
        .await
        .unwrap();
    assert_eq!(recorded(&world).await, []);
}
