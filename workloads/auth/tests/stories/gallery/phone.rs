//! A telephone number: typed, proven, and asked for a code at sign-in.

use axum::http::StatusCode;

use super::Guest;
use crate::support::sms_adapter::NUMBER;

pub async fn visit(guest: &Guest<'_>) {
    let (adapter, mailbox) = (guest.adapter, &guest.world.mailbox);
    let email = guest.email("phone");
    let mut browser = guest.registered(&email).await;
    let new = guest.at_home("/account/phone/new");
    let page = browser.open(&new).await;
    guest.keep("account-new-phone", &page);
    let page = browser.submit(&[("number", "+33 8 99 12 34 56")]).await;
    guest.keep("account-new-phone-refused", &page);
    browser.open(&new).await;
    let page = browser.submit(&[("number", NUMBER)]).await;
    guest.keep("account-phone-code", &page);
    let code = adapter.code();
    let page = browser.type_code_of(&page, "12").await;
    guest.keep("account-phone-code-wrong", &page);
    browser.type_code_of(&page, &code).await;
    // Its person is told by mail.
    mailbox.next().await;
    let page = browser.open(&guest.at_home("/account")).await;
    guest.keep("account-with-phone", &page);

    let (mut browser, _) = guest.told(&email).await;
    browser.submit(&[("action", "email")]).await;
    let code = mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    guest.keep("factor-with-number", &page);
    let page = browser.submit(&[("action", "sms")]).await;
    guest.keep("factor-texted", &page);
    adapter.answer_with(Some(StatusCode::BAD_GATEWAY));
    let csrf = page.value_of("csrf").unwrap();
    let page = browser
        .post("/factor", &[("csrf", &csrf), ("action", "sms")])
        .await;
    adapter.answer_with(None);
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    guest
        .kept
        .page(guest.brand, guest.language, "factor-not-texted", &page.body);
}
