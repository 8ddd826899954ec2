//! What a signed-in person sees and does.

use axum::http::StatusCode;
use domicile_bundle::{Delivery, Flow, Target, Transport};
use domicile_consent::{
    AttemptRequest, DecisionKind, gate, ledger,
    permit::{AttemptOutcome, Refusal},
};
use domicile_postgresql_for_tests::Role;
use serde_json::json;

use crate::{
    configuration::{CRM_KEY, SHOP_KEY},
    http::{Answer, browse, browse_in, submit},
    portal_sign_in::Story,
    region::{CAMILLE, CAMILLES_ADDRESS},
};

/// A person of a country with several time zones.
const INES: &str = "4Zk0uY0m3mW2p0QJr1xq7Q";

/// The token in the forms of a page.
pub fn form_token(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn decide(story: &Story, session: &str, purpose: &str, choice: &str) -> Answer {
    let page = browse(&story.region.public, "/", &[session]).await;
    let form = format!(
        "csrf={}&purpose={purpose}&choice={choice}",
        form_token(&page)
    );
    submit(
        &story.region.public,
        "/consents",
        &[session],
        &form,
        "same-origin",
    )
    .await
}

#[tokio::test]
async fn everything_that_is_known_is_shown_with_source_purpose_and_time() {
    let story = Story::begin().await;
    let identify = json!({ "userId": CAMILLE, "timestamp": "2026-03-01T12:30:00Z",
                           "traits": { "seatPreference": "<b>window</b>" } });
    story.region.ingest(SHOP_KEY, "identify", &identify).await;
    let session = story.signed_in().await;
    let page = browse(&story.region.public, "/", &[&session]).await.body;
    for expected in [
        CAMILLES_ADDRESS,
        "You, when you registered",
        "Your journey",
        "Seat preference",
        "shop",
        "1 March 2026, 13:30 (UTC+1)",
        "datetime=\"2026-03-01T12:30:00Z\"",
        "&#60;b&#62;window",
        "id=\"give-newsletter\"",
        "id=\"withdraw-analytics\"",
        "id=\"delete-account\"",
    ] {
        assert!(page.contains(expected), "{expected} is missing in {page}");
    }
    assert!(
        !page.contains("-service\" class=\"secondary\""),
        "a contract has no button"
    );
    assert!(!page.contains("<script") && !page.contains(" style="));
}

#[tokio::test]
async fn the_portal_speaks_the_language_that_the_person_chose() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    let french = browse_in(&story.region.public, "/", &[&session], "fr-FR,en;q=0.5").await;
    assert!(french.body.contains("<html lang=\"fr\">") && french.body.contains("Bonjour Camille"));
    let japanese = browse_in(&story.region.public, "/", &[&session], "ja").await;
    assert!(japanese.body.contains("様</h1>"), "{}", japanese.body);
    let registered = browse_in(&story.region.public, "/", &[&session], "ko").await;
    assert!(
        registered.body.contains("<html lang=\"fr\">"),
        "the language of the registration, when the browser says nothing"
    );
    let chosen = browse_in(&story.region.public, "/?language=en", &[&session], "fr").await;
    let cookie = chosen.cookie("domicile_language").unwrap();
    assert_eq!(chosen.location(), "/");
    let english = browse_in(&story.region.public, "/", &[&session, &cookie], "fr").await;
    assert!(english.body.contains("Hello, Camille"));
}

#[tokio::test]
async fn a_person_of_a_country_with_several_clocks_chooses_one() {
    let story = Story::begin().await;
    story
        .region
        .register(INES, "ES", "ines@example.org", "Inés")
        .await;
    let identify = json!({ "userId": INES, "timestamp": "2026-03-01T12:30:00Z",
                           "traits": { "seatPreference": "window" } });
    story.region.ingest(SHOP_KEY, "identify", &identify).await;
    let session = story.signed_in_as(INES).await;
    let page = browse(&story.region.public, "/", &[&session]).await.body;
    assert!(page.contains("1 March 2026, 13:30 (UTC+1)"), "{page}");
    let chosen = browse(
        &story.region.public,
        "/?time-zone=Atlantic/Canary",
        &[&session],
    )
    .await;
    let cookie = chosen.cookie("__Host-domicile-portal-time-zone").unwrap();
    let page = browse(&story.region.public, "/", &[&session, &cookie])
        .await
        .body;
    assert!(page.contains("1 March 2026, 12:30 (UTC)"), "{page}");
    let unknown = browse(
        &story.region.public,
        "/?time-zone=Mars/Olympus",
        &[&session],
    )
    .await;
    assert_eq!(unknown.cookie("__Host-domicile-portal-time-zone"), None);
}

#[tokio::test]
async fn pages_forbid_scripts_frames_and_caches() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    for path in ["/", "/delete", "/deleted", "/nowhere", "/callback?state=x"] {
        let page = browse(&story.region.public, path, &[&session]).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("script-src") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(page.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn consent_is_given_and_withdrawn_with_one_button_each() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    let given = decide(&story, &session, "newsletter", "give").await;
    assert_eq!(given.location(), "/?given=newsletter#consent-newsletter");
    let page = browse(&story.region.public, "/?given=newsletter", &[&session])
        .await
        .body;
    assert!(
        page.contains("id=\"withdraw-newsletter\"") && page.contains("“Newsletter” is now allowed"),
        "{page}"
    );
    decide(&story, &session, "newsletter", "withdraw").await;
    decide(&story, &session, "analytics", "withdraw").await;
    let page = browse(&story.region.public, "/", &[&session]).await.body;
    assert!(page.contains("id=\"give-newsletter\"") && page.contains("id=\"give-analytics\""));

    let mut connection = story.region.store.pool.acquire().await.unwrap();
    let records = ledger::records_of(&mut connection, CAMILLE).await.unwrap();
    let decisions: Vec<_> = records
        .iter()
        .map(|record| (record.purpose.as_str(), record.decision))
        .collect();
    assert_eq!(
        decisions,
        [
            ("newsletter", DecisionKind::Given),
            ("newsletter", DecisionKind::Withdrawn),
            ("analytics", DecisionKind::Objected)
        ]
    );
}

#[tokio::test]
async fn a_withdrawal_is_acknowledged_only_after_the_running_attempt_has_ended() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    decide(&story, &session, "newsletter", "give").await;
    let activation = story.region.pool_of(Role::Activation).await;
    let purposes = story.region.store.bundle().bundle.purposes.clone();
    let target = target();
    let request = || AttemptRequest {
        delivery_id: uuid::Uuid::now_v7(),
        subject: CAMILLE,
        target: &target,
        event: "Order Completed",
        purposes: &purposes,
    };
    let permit = gate::start(&activation, &[request()])
        .await
        .unwrap()
        .remove(0)
        .unwrap();

    let page = browse(&story.region.public, "/", &[&session]).await;
    let form = format!(
        "csrf={}&purpose=newsletter&choice=withdraw",
        form_token(&page)
    );
    let cookies = [session.as_str()];
    let withdrawal = submit(
        &story.region.public,
        "/consents",
        &cookies,
        &form,
        "same-origin",
    );
    tokio::pin!(withdrawal);
    let waited = tokio::time::timeout(std::time::Duration::from_millis(300), &mut withdrawal).await;
    assert!(waited.is_err(), "acknowledged while bytes may still leave");
    let refused = gate::start(&activation, &[request()])
        .await
        .unwrap()
        .remove(0)
        .unwrap_err();
    assert_eq!(
        refused,
        Refusal::ConsentWithdrawn,
        "but in force for everything new"
    );
    let mut connection = activation.acquire().await.unwrap();
    gate::finish(&mut connection, permit.spend(), AttemptOutcome::Delivered)
        .await
        .unwrap();
    assert_eq!(withdrawal.await.status, StatusCode::SEE_OTHER);
}

fn target() -> Target {
    Target {
        name: "aurora/newsletter-tool".into(),
        display_name: None,
        transport: Transport::Webhook {
            url: "https://tool.example/".into(),
            secret_file: "target-0".into(),
        },
        jurisdiction: "EU".into(),
        flows: vec![Flow {
            purpose: "newsletter".into(),
            attributes: vec!["email".into()],
            events: vec!["Order Completed".into()],
        }],
        refusal: None,
        filter: None,
        delivery: Delivery {
            timeout_milliseconds: 30_000,
            attempts: 5,
            initial_backoff_milliseconds: 1000,
            maximum_backoff_milliseconds: 60_000,
        },
    }
}

#[tokio::test]
async fn a_form_that_another_site_sends_changes_nothing() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    let other = story.signed_in().await;
    let token = form_token(&browse(&story.region.public, "/", &[&session]).await);
    let foreign = form_token(&browse(&story.region.public, "/", &[&other]).await);
    for (path, fields) in [
        ("/consents", "&purpose=newsletter&choice=give"),
        ("/delete", ""),
        ("/sign-out", ""),
    ] {
        for (token, site) in [
            ("", "same-origin"),
            ("forged", "same-origin"),
            (&foreign, "same-origin"),
            (&token, "cross-site"),
        ] {
            let form = format!("csrf={token}{fields}");
            let answer = submit(&story.region.public, path, &[&session], &form, site).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {site}");
        }
    }
    assert_eq!(
        (
            story.region.count("consent.record").await,
            story.region.count("profile.deletion").await
        ),
        (0, 0)
    );
}

#[tokio::test]
async fn a_purpose_without_a_say_cannot_be_withdrawn_by_a_made_up_form() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    for purpose in ["service", "unknown"] {
        assert_eq!(
            decide(&story, &session, purpose, "withdraw").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn the_account_is_deleted_after_a_confirmation_and_the_session_with_it() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    let question = browse(&story.region.public, "/delete", &[&session]).await;
    assert!(question.body.contains("id=\"confirm-delete\""));
    let form = format!("csrf={}", form_token(&question));
    let answer = submit(
        &story.region.public,
        "/delete",
        &[&session],
        &form,
        "same-origin",
    )
    .await;
    assert_eq!(answer.location(), "/deleted", "{}", answer.body);
    assert_eq!(story.auth.forgotten(), [CAMILLE]);
    assert_eq!(story.region.count("profile.person").await, 0);
    assert!(
        browse(&story.region.public, "/deleted", &[])
            .await
            .body
            .contains("id=\"deleted\"")
    );
    assert_eq!(
        browse(&story.region.public, "/", &[&session])
            .await
            .location(),
        "/sign-in"
    );
}

#[tokio::test]
async fn signing_out_ends_both_sessions_and_stays_signed_out() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    let token = form_token(&browse(&story.region.public, "/", &[&session]).await);
    let answer = submit(
        &story.region.public,
        "/sign-out",
        &[&session],
        &format!("csrf={token}"),
        "same-origin",
    )
    .await;
    assert!(
        answer
            .location()
            .starts_with("https://eu.login.aurora.example:8443/logout?client_id=domicile-portal")
    );
    let signed_out = answer.cookie("__Host-domicile-portal-signed-out").unwrap();
    assert!(
        browse(&story.region.public, "/", &[&signed_out])
            .await
            .body
            .contains("id=\"signed-out\"")
    );
    let copied = browse(&story.region.public, "/", &[&session]).await;
    assert_eq!(
        copied.location(),
        "/sign-in",
        "a copy of the cookie is worth nothing"
    );
}

#[tokio::test]
async fn what_happened_and_what_lost_the_merge_is_shown_too() {
    let story = Story::begin().await;
    for (key, at, tier) in [
        (CRM_KEY, "2026-03-01T00:00:00Z", "gold"),
        (SHOP_KEY, "2026-03-02T00:00:00Z", "basic"),
    ] {
        let body = json!({ "userId": CAMILLE, "timestamp": at, "traits": { "loyaltyTier": tier } });
        story.region.ingest(key, "identify", &body).await;
    }
    for number in 0..22 {
        let body = json!({ "userId": CAMILLE, "event": "Order Completed", "messageId": format!("m{number}"),
                           "properties": { "orderId": format!("order-{number}") } });
        story.region.ingest(SHOP_KEY, "track", &body).await;
    }
    let session = story.signed_in().await;
    let page = browse(&story.region.public, "/", &[&session]).await.body;
    assert!(page.contains("shop says: basic (not used)"), "{page}");
    assert!(page.contains("orderId: order-21") && !page.contains("orderId: order-1<"));
    assert!(page.contains("The latest 20 of 22 events."));
}
