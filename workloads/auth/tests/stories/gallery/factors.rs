//! Second factors: setting them up, being asked for them, and codes on paper.

use super::Guest;
use crate::{
    second_factors::codes_on,
    support::{authenticator_app::AuthenticatorApp, sms_adapter::NUMBER},
};

const MULTI_FACTOR: (&str, &str) = ("acr_values", "urn:domicile:acr:multi-factor");

pub async fn visit(guest: &Guest<'_>) {
    let email = guest.email("factors");
    let mut browser = guest.registered(&email).await;
    let essential =
        r#"{"id_token":{"acr":{"essential":true,"values":["urn:domicile:acr:multi-factor"]}}}"#;
    let page = browser
        .open(&guest.authorize_url(&[("claims", essential)]))
        .await;
    guest.keep("enrolment", &page);
    let number = guest.at_home("/enrolment/phone");
    let page = browser.open(&number).await;
    guest.keep("phone-number", &page);
    let page = browser.submit(&[("number", "12")]).await;
    guest.keep("phone-number-refused", &page);
    browser.open(&number).await;
    let page = browser.submit(&[("number", NUMBER)]).await;
    guest.keep("phone-code", &page);
    let page = browser.type_code_of(&page, "12").await;
    guest.keep("phone-code-wrong", &page);
    let page = browser.open(&guest.at_home("/account/app/new")).await;
    guest.keep("account-new-app", &page);
    let app = AuthenticatorApp::reading(&page);
    let (csrf, secret) = (
        page.value_of("csrf").unwrap(),
        page.value_of("secret").unwrap(),
    );
    for (name, code) in [
        ("account-new-app-wrong", "000000".to_owned()),
        ("recovery-codes", app.code(-1)),
    ] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("secret", secret.as_str()),
            ("code", code.as_str()),
        ];
        let page = browser.post("/account/app/new", &fields).await;
        guest.keep(name, &page);
        assert_eq!(codes_on(&page).is_empty(), code == "000000");
    }
    // Its person is told by mail.
    guest.world.mailbox.next().await;
    let page = browser.open(&guest.authorize_url(&[MULTI_FACTOR])).await;
    guest.keep("factor", &page);
    let page = browser.submit(&[("code", "000000")]).await;
    guest.keep("factor-wrong", &page);
}
