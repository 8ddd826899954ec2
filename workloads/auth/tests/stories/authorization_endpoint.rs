//! What the authorization endpoint does with `response_mode`, `prompt`, `max_age`, hints and `claims`.

use axum::http::{StatusCode, header};

use crate::support::{Answer, Browser, RelyingParty, World, relying_party::CALLBACK};

const HOST: &str = "eu.login.aurora.localhost";

/// A browser that is signed in, and the ID token that the shop got.
async fn signed_in(world: &World) -> (Browser<'_>, String) {
    let (browser, code) = RelyingParty::register(world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await.json();
    (browser, tokens["id_token"].as_str().unwrap().to_owned())
}

fn policy(answer: &Answer) -> &str {
    answer.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
}

#[tokio::test]
async fn an_answer_comes_as_query_as_fragment_or_as_a_form() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    let query = RelyingParty::authorize_url(&[("response_mode", "query")]);
    let answer = browser.open(&query).await;
    for name in ["code", "state", "iss"] {
        assert!(answer.parameter(name).is_some(), "{name}");
    }
    let fragment = RelyingParty::authorize_url(&[("response_mode", "fragment")]);
    let location = browser.open(&fragment).await.location();
    assert_eq!(location.query(), None);
    let fragment = location.fragment().unwrap();
    assert!(fragment.starts_with("code=eu."), "{fragment}");
    assert!(fragment.contains("&iss=https%3A%2F%2Flogin.aurora.localhost%3A8443&state=the-state"));

    let form = RelyingParty::authorize_url(&[("response_mode", "form_post")]);
    let page = browser.open(&form).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&format!(
        "<form id=\"form-post\" method=\"post\" action=\"{CALLBACK}\">"
    )));
    assert_eq!(page.value_of("state").as_deref(), Some("the-state"));
    assert_eq!(
        page.value_of("iss").as_deref(),
        Some("https://login.aurora.localhost:8443")
    );
    assert!(
        page.body.contains("<button id=\"continue\""),
        "works without scripting"
    );
    let code = page.value_of("code").unwrap();
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
}

#[tokio::test]
async fn the_form_of_an_answer_runs_one_script_of_ours_and_goes_to_the_application() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    let form = RelyingParty::authorize_url(&[("response_mode", "form_post")]);
    let first = browser.open(&form).await;
    let second = browser.open(&form).await;
    let policy = policy(&first);
    assert!(
        policy.contains("form-action 'self' https://shop.aurora.localhost:8443"),
        "{policy}"
    );
    assert!(policy.contains("default-src 'none'"), "{policy}");
    let nonce = &policy[policy.find("script-src 'nonce-").unwrap() + 18..];
    let nonce = &nonce[..nonce.find('\'').unwrap()];
    assert!(first.body.contains(&format!("<script nonce=\"{nonce}\">")));
    assert!(!second.body.contains(nonce), "a nonce is used once");
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn script_in_the_state_stays_text_in_the_form_of_an_answer() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    for state in [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "</script><svg onload=alert(1)>",
    ] {
        let form = RelyingParty::authorize_url(&[("response_mode", "form_post"), ("state", state)]);
        let page = browser.open(&form).await;
        assert_eq!(page.body.matches("<script").count(), 1, "{state}");
        for tag in ["<img src=x", "<svg onload"] {
            assert!(!page.body.contains(tag), "{state}");
        }
    }
}

#[tokio::test]
async fn a_signed_answer_is_for_the_client_short_lived_and_of_this_issuer() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    for mode in ["jwt", "query.jwt"] {
        let answer = browser
            .open(&RelyingParty::authorize_url(&[("response_mode", mode)]))
            .await;
        assert_eq!(answer.parameter("code"), None);
        let claims = RelyingParty::claims(&answer.parameter("response").unwrap());
        assert_eq!(claims["aud"], "aurora.shop");
        assert_eq!(claims["iss"], "https://login.aurora.localhost:8443");
        assert_eq!(claims["state"], "the-state");
        let left = claims["exp"].as_i64().unwrap() - jiff::Timestamp::now().as_second();
        assert!((1..=600).contains(&left), "{left}");
        let code = claims["code"].as_str().unwrap();
        let tokens = RelyingParty::exchange_well(&world, "eu", code).await;
        assert_eq!(tokens.status, StatusCode::OK);
    }
    let page = browser
        .open(&RelyingParty::authorize_url(&[(
            "response_mode",
            "form_post.jwt",
        )]))
        .await;
    assert!(page.value_of("response").is_some() && page.value_of("code").is_none());
    let refused = browser
        .open(&RelyingParty::authorize_url(&[
            ("response_mode", "fragment.jwt"),
            ("prompt", "none login"),
        ]))
        .await;
    let location = refused.location();
    let token = location
        .fragment()
        .unwrap()
        .strip_prefix("response=")
        .unwrap();
    assert_eq!(RelyingParty::claims(token)["error"], "invalid_request");
}

#[tokio::test]
async fn a_person_who_cancels_is_reported_in_the_mode_that_was_asked_for() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser
        .open(&RelyingParty::authorize_url(&[(
            "response_mode",
            "form_post",
        )]))
        .await;
    let page = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(page.value_of("error").as_deref(), Some("access_denied"));
    assert_eq!(page.value_of("state").as_deref(), Some("the-state"));
}

#[tokio::test]
async fn prompt_consent_shows_what_the_application_gets_and_asks() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    let url = RelyingParty::authorize_url(&[("prompt", "consent"), ("scope", "openid email")]);
    let page = browser.open(&url).await;
    assert_eq!(page.title(), "Aurora Shop asks for your permission");
    assert!(page.body.contains("<li>E-mail address</li>"));
    assert!(!page.body.contains("<li>First name</li>"));
    let answer = browser.submit(&[("action", "continue")]).await;
    assert!(answer.parameter("code").is_some());
    browser.open(&url).await;
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn prompt_select_account_offers_the_open_one_and_another() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    let url = RelyingParty::authorize_url(&[("prompt", "select_account")]);
    let page = browser.open(&url).await;
    assert_eq!(page.title(), "Which account?");
    assert!(page.body.contains("camille@example.test"));
    let answer = browser.submit(&[("action", "continue")]).await;
    assert!(answer.parameter("code").is_some());
    browser.open(&url).await;
    let page = browser.submit(&[("action", "other")]).await;
    assert_eq!(page.title(), "Sign in");
    let stranger = Browser::new(&world, "eu").open(&url).await;
    assert_eq!(stranger.title(), "Where do you live?");
}

#[tokio::test]
async fn a_login_hint_is_typed_in_for_the_person_and_does_not_leave_the_region() {
    let world = World::of_all_regions().await;
    let mut browser = Browser::new(&world, "eu");
    let url = RelyingParty::authorize_url(&[("login_hint", "camille@example.test")]);
    browser.open(&url).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    assert_eq!(page.value_of("email"), None);
    assert!(page.body.contains("value=\"camille@example.test\""));
    let mut traveller = Browser::new(&world, "eu");
    traveller.open(&url).await;
    let page = traveller
        .submit(&[("country", "JP"), ("action", "register")])
        .await;
    assert_eq!(page.url.host_str(), Some("jp.login.aurora.localhost"));
    assert!(!page.body.contains("camille@example.test"));
}

#[tokio::test]
async fn an_id_token_of_the_person_is_accepted_as_a_hint_and_one_of_somebody_else_is_not_answered()
{
    let world = World::of_eu().await;
    let (mut browser, own) = signed_in(&world).await;
    let (_, other_code) = RelyingParty::register(&world, "alex@example.test").await;
    let other = RelyingParty::exchange_well(&world, "eu", &other_code)
        .await
        .json();
    let other = other["id_token"].as_str().unwrap();
    let silent =
        |hint: &str| RelyingParty::authorize_url(&[("prompt", "none"), ("id_token_hint", hint)]);
    assert!(
        browser
            .open(&silent(&own))
            .await
            .parameter("code")
            .is_some()
    );
    let answer = browser.open(&silent(other)).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
    let answer = browser.open(&silent("not.a.token")).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
    // Whoever signs in instead is not taken for the one that the application speaks of.
    browser
        .open(&RelyingParty::authorize_url(&[("id_token_hint", other)]))
        .await;
    browser.submit(&[("email", "camille@example.test")]).await;
    let code = world.mailbox.next().await.code();
    let answer = browser.submit(&[("code", &code)]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
}

#[tokio::test]
async fn an_expired_id_token_is_still_a_hint() {
    let world = World::of_eu().await;
    let (mut browser, own) = signed_in(&world).await;
    let mut claims = RelyingParty::claims(&own);
    claims["iat"] = 1_600_000_000.into();
    claims["exp"] = 1_600_000_600.into();
    let expired = world.eu().app.keys().signing.sign("JWT", &claims).unwrap();
    let url = RelyingParty::authorize_url(&[("prompt", "none"), ("id_token_hint", &expired)]);
    assert!(browser.open(&url).await.parameter("code").is_some());
}

#[tokio::test]
async fn a_request_too_long_for_a_browser_is_refused_to_the_application() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let unknown = "x".repeat(8000);
    let answer = browser
        .get(&RelyingParty::authorize_url_on(
            "login.aurora.localhost",
            &[("unknown", &unknown)],
        ))
        .await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
    let answer = browser
        .open(&RelyingParty::authorize_url_on(HOST, &[("unknown", "x")]))
        .await;
    assert_eq!(answer.title(), "Where do you live?");
}

#[tokio::test]
async fn what_may_be_left_out_changed_in_order_or_wished_for_does_not_hinder() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    for extra in [
        ("nonce", ""),
        ("state", ""),
        ("scope", "email profile openid"),
        ("acr_values", "1 2"),
        ("ui_locales", "se fr"),
        ("state", "x".repeat(1000).as_str()),
        ("nonce", "x".repeat(64).as_str()),
        ("nonce", "x".repeat(384).as_str()),
    ] {
        let answer = browser.open(&RelyingParty::authorize_url(&[extra])).await;
        let code = answer.parameter("code").expect("a code");
        let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
        assert_eq!(tokens.status, StatusCode::OK, "{extra:?}");
        if extra.0 == "nonce" {
            let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
            assert_eq!(claims["nonce"].as_str().unwrap_or_default(), extra.1);
        }
    }
}

#[tokio::test]
async fn the_pages_speak_the_language_that_the_application_wishes_for() {
    let world = World::of_eu().await;
    let url = RelyingParty::authorize_url(&[("ui_locales", "se fr")]);
    let page = Browser::new(&world, "eu").open(&url).await;
    assert!(page.body.contains("<html lang=\"fr\">"));
}

#[tokio::test]
async fn the_discovery_document_says_what_the_authorization_endpoint_does() {
    let world = World::of_eu().await;
    let (mut browser, _) = signed_in(&world).await;
    let url = "https://login.aurora.localhost:8443/.well-known/openid-configuration";
    let document = browser.get(url).await.json();
    let issuer = "https://login.aurora.localhost:8443";
    for (name, path) in [
        ("authorization_endpoint", "/authorize"),
        ("pushed_authorization_request_endpoint", "/par"),
        ("end_session_endpoint", "/logout"),
        ("jwks_uri", "/jwks"),
    ] {
        assert_eq!(document[name], format!("{issuer}{path}"), "{name}");
    }
    assert_eq!(document["issuer"], issuer);
    assert_eq!(
        document["response_types_supported"],
        serde_json::json!(["code"])
    );
    assert_eq!(
        document["authorization_response_iss_parameter_supported"],
        true
    );
    for mode in document["response_modes_supported"].as_array().unwrap() {
        let extra = [("response_mode", mode.as_str().unwrap())];
        let answer = browser.open(&RelyingParty::authorize_url(&extra)).await;
        assert!(
            answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER,
            "{mode}"
        );
    }
    for prompt in document["prompt_values_supported"].as_array().unwrap() {
        let extra = [("prompt", prompt.as_str().unwrap())];
        let answer = browser
            .get(&RelyingParty::authorize_url_on(HOST, &extra))
            .await;
        assert_ne!(
            answer.parameter("error").as_deref(),
            Some("invalid_request"),
            "{prompt}"
        );
    }
}
