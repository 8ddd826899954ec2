//! The account, with everything that can stand on it, and a device that is let in.

use super::Guest;
use crate::{
    authenticator::Authenticator,
    support::{
        Browser,
        endpoint::{KIOSK, text},
        membership_system::{NUMBER, PIN},
        passkey::options_of,
    },
};

pub async fn visit(guest: &Guest<'_>) {
    let email = guest.email("account");
    let mut browser = guest
        .registered(&email)
        .await
        .named("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0");
    let page = browser.open(&guest.at_home("/account")).await;
    guest.keep("account", &page);
    if guest.has_passkeys() {
        membership(guest, &mut browser).await;
        passkey(guest, &mut browser, &email).await;
    }
    device(guest).await;
}

/// A number is one person's: it is linked at one brand.
async fn membership(guest: &Guest<'_>, browser: &mut Browser<'_>) {
    let wrong = [
        ("membership", "miles"),
        ("number", "1"),
        ("answer-pin", "2"),
    ];
    let page = browser.submit_to("/account/memberships/link", &wrong).await;
    guest.keep("account-membership-unconfirmed", &page);
    let right = [
        ("membership", "miles"),
        ("number", NUMBER),
        ("answer-pin", PIN),
    ];
    let page = browser.submit_to("/account/memberships/link", &right).await;
    guest.keep("account-with-membership", &page);
}

async fn passkey(guest: &Guest<'_>, browser: &mut Browser<'_>, email: &str) {
    let new = guest.at_home("/account/passkeys/new");
    let page = browser.open(&new).await;
    guest.keep("account-new-passkey", &page);
    let origin = page.url.origin().ascii_serialization();
    let answer = Authenticator::new(email.as_bytes()).create(&options_of(&page), &origin);
    let (csrf, ceremony) = (
        page.value_of("csrf").unwrap(),
        page.value_of("ceremony").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("ceremony", ceremony.as_str()),
        ("answer", answer.as_str()),
        ("name", "Laptop"),
    ];
    let answer = browser.post(&new, &fields).await;
    let page = browser.follow(answer).await;
    guest.keep("account-with-passkey", &page);
    let from = page.body.find("/account/passkeys/name?").unwrap();
    let rename = &page.body[from..from + page.body[from..].find('"').unwrap()];
    let page = browser.open(&guest.at_home(rename)).await;
    guest.keep("account-passkey-name", &page);
    guest.world.mailbox.next().await;
}

async fn device(guest: &Guest<'_>) {
    let mut browser = guest.registered(&guest.email("device")).await;
    let scope = [("scope", "openid profile")];
    let begun = KIOSK
        .post(guest.world, "eu", "/device_authorization", &scope)
        .await;
    let user_code = text(&begun, "user_code");
    let page = browser.open(&guest.at_home("/device")).await;
    guest.keep("device", &page);
    let page = browser
        .submit(&[("user_code", "BCDF-GHJK"), ("action", "continue")])
        .await;
    guest.keep("device-unknown", &page);
    let page = browser
        .submit(&[("user_code", &user_code), ("action", "continue")])
        .await;
    guest.keep("device-confirm", &page);
    let page = browser
        .submit(&[("user_code", &user_code), ("action", "approve")])
        .await;
    guest.keep("device-done", &page);
}
