//! People with passwords.

use super::{Answer, Browser, RelyingParty, World};

pub const EMAIL: &str = "camille@example.test";
pub const PASSWORD: &str = "seven herons over Narvik";
pub const ACCOUNT: &str = "https://eu.login.aurora.localhost:8443/account";

/// Somebody who registered and set a password on the account.
pub async fn with_password<'a>(world: &'a World, email: &str, password: &str) -> Browser<'a> {
    let (mut browser, _) = RelyingParty::register(world, email).await;
    browser.open(ACCOUNT).await;
    let page = set_password(&mut browser, password).await;
    assert!(page.body.contains("Your password is set."), "{}", page.body);
    world.mailbox.next_notice("password").await;
    browser
}

pub async fn set_password(browser: &mut Browser<'_>, password: &str) -> Answer {
    let fields = [
        ("action", "set"),
        ("new_password", password),
        ("new_password_again", password),
    ];
    browser.submit_to("/account/password", &fields).await
}

/// Another browser, up to the page of the ways to sign in.
pub async fn at_proof<'a>(world: &'a World, email: &str) -> Browser<'a> {
    from_to_proof(Browser::new(world, "eu"), email).await
}

pub async fn from_to_proof<'a>(browser: Browser<'a>, email: &str) -> Browser<'a> {
    let mut browser = browser.at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser.submit(&[("email", email)]).await;
    assert_eq!(page.url.path(), "/sign-in", "{}", page.body);
    browser
}

pub async fn try_password(browser: &mut Browser<'_>, password: &str) -> Answer {
    browser
        .submit(&[("action", "password"), ("password", password)])
        .await
}
