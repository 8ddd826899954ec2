//! "Keep me signed in on this device."

use axum::http::header;

use crate::support::{
    Browser, RelyingParty, World,
    passwords::{ACCOUNT, EMAIL, PASSWORD, at_proof, with_password},
};

async fn signed_in<'a>(world: &'a World, stay: &[(&str, &str)]) -> (Browser<'a>, Option<String>) {
    let mut browser = at_proof(world, EMAIL).await;
    let page = browser.get("/sign-in").await;
    let csrf = page.value_of("csrf").unwrap();
    let mut fields = vec![
        ("csrf", csrf.as_str()),
        ("action", "password"),
        ("password", PASSWORD),
    ];
    fields.extend_from_slice(stay);
    let answer = browser.post("/sign-in", &fields).await;
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    let lifetime = cookies
        .filter_map(|cookie| cookie.to_str().ok())
        .find(|cookie| cookie.starts_with("__Host-domicile-session="))
        .expect("a session")
        .split_once("Max-Age=")
        .map(|(_, seconds)| seconds.to_owned());
    (browser, lifetime)
}

#[tokio::test]
async fn who_does_not_choose_to_stay_is_signed_out_with_the_browser_and_when_idle() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let (mut browser, lifetime) = signed_in(&world, &[]).await;
    assert_eq!(lifetime, None);
    sqlx::query("UPDATE auth.session SET last_seen_at = now() - interval '2 hours'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(browser.open(ACCOUNT).await.title(), "Sign in");
}

#[tokio::test]
async fn who_chooses_to_stay_is_signed_in_until_the_longer_limits() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let (mut browser, lifetime) = signed_in(&world, &[("keep_signed_in", "yes")]).await;
    assert_eq!(lifetime.as_deref(), Some("15552000"));
    let rest = async |days: &str| {
        let statement = "UPDATE auth.session SET last_seen_at = now() - $1::interval, \
                         authenticated_at = least(authenticated_at, now() - interval '1 hour')";
        sqlx::query(statement)
            .bind(days)
            .execute(&world.eu().pool)
            .await
            .unwrap();
    };
    rest("20 days").await;
    let page = browser.open(ACCOUNT).await;
    assert!(page.body.contains("Stays signed in"), "{}", page.body);
    rest("31 days").await;
    assert_eq!(browser.open(ACCOUNT).await.title(), "Sign in");
}

#[tokio::test]
async fn nobody_stays_signed_in_where_the_tenant_does_not_let_them() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    let page = browser.submit(&[("email", EMAIL)]).await;
    assert!(!page.body.contains("keep_signed_in"));
    let code = world.mailbox.next().await.code();
    browser
        .submit(&[("code", &code), ("keep_signed_in", "yes")])
        .await;
    let persistent: bool = sqlx::query_scalar("SELECT persistent FROM auth.session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert!(!persistent);
}
