//! Signing in by a provider.

use super::Guest;
use crate::{social_sign_in::by_provider, support::Browser};

pub async fn visit(guest: &Guest<'_>) {
    let email = guest.email("linked");
    guest.registered(&email).await;
    {
        let mut conduct = guest.server.conduct();
        conduct.claims["sub"] = email.clone().into();
        // Userinfo is of the same person (OpenID Connect Core 1.0, section 5.3.2).
        conduct.userinfo["sub"] = email.clone().into();
    }
    let mut browser: Browser<'_> = guest.browser();
    browser.open(&guest.authorize_url(&[])).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    guest.keep("details-sign-in", &page);
    let page = by_provider(&mut browser, guest.server).await;
    guest.keep("details-provider-arrived", &page);
    browser.submit(&[("email", &email)]).await;
    browser.submit(&[("action", "email")]).await;
    let code = guest.world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    guest.keep("linking", &page);
    browser.submit(&[("action", "link")]).await;
    guest.world.mailbox.next().await;
    let page = browser.open(&guest.at_home("/account")).await;
    guest.keep("account-with-provider", &page);
}
