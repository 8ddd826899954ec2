//! From the first page to the last: registration, the ways to prove an address, questions, signing out.

use super::{Guest, details};
use crate::client_registration;

pub async fn visit(guest: &Guest<'_>) {
    faults(guest).await;
    registration(guest).await;
    password(guest).await;
    links(guest).await;
    introduction(guest).await;
}

/// An application that registered itself.
async fn introduction(guest: &Guest<'_>) {
    const LOGO: &str = concat!(
        "data:image/png;base64,",
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAMAAABEpIrGAAAACVBMVEX///8Pbnj/xFfjj7gnAAAAA3RSTlMA//9EUNYhAAAA",
        "dUlEQVR42p3S0Q6AIAxDUdr//2gNKMLsCronk3syErCUD4M2JE2tncIgAq46oXsH56fsI4DrFeDdpwW3yBcYgAG4E6pwJ6QA",
        "CeAuwF9AB/iauEH3LaCFeAvVU4AJlNgRehPiDuafUl/SI8z+NqveRdovY2o2ByFDA/xtPqJrAAAAAElFTkSuQmCC",
    );
    let mut said = client_registration::metadata();
    said["client_name"] = "Fare Finder of a Company With a Long Name".into();
    said["client_uri"] = "https://fare-finder.a-very-long-domain-name.example/".into();
    said["policy_uri"] = "https://client.example/privacy".into();
    said["tos_uri"] = "https://client.example/terms".into();
    let client = client_registration::register(guest.world, "eu", &said)
        .await
        .json();
    let id = client["client_id"].as_str().unwrap();
    let statement = "UPDATE auth.registered_client SET logo = $2, \
        metadata = metadata || '{\"logo_uri\": \"https://client.example/logo.png\"}' WHERE client_id = $1";
    sqlx::query(statement)
        .bind(id)
        .bind(LOGO)
        .execute(&guest.world.eu().pool)
        .await
        .unwrap();
    let mut browser = guest.browser();
    browser
        .open(&client_registration::authorize_url(guest.host, id))
        .await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    guest.keep("details-introduction", &page);
}

async fn faults(guest: &Guest<'_>) {
    let mut browser = guest.browser();
    let page = browser.open(&guest.at("/")).await;
    guest.keep("landing", &page);
    let page = browser.open(&guest.at("/nowhere")).await;
    guest.keep("error-not-found", &page);
    let page = browser.open(&guest.at("/code")).await;
    guest.keep("error-no-flow", &page);
    let page = browser
        .open(&guest.authorize_url(&[("client_id", "nobody")]))
        .await;
    guest.keep("error-untrusted", &page);
}

async fn registration(guest: &Guest<'_>) {
    let mut browser = guest.browser();
    let page = browser.open(&guest.authorize_url(&[])).await;
    guest.keep("residence", &page);
    let page = browser.submit(&[("country", "")]).await;
    guest.keep("residence-problem", &page);
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    guest.keep("details", &page);
    let wrong = [
        ("given_name", ""),
        ("family_name", "<b>"),
        ("email", "camille"),
    ];
    let page = browser.submit(&wrong).await;
    guest.keep("details-problems", &page);
    let email = guest.email("maximiliane-katharina");
    let page = browser.submit(&details(&email)).await;
    guest.keep("code", &page);
    let mail = guest.world.mailbox.next().await;
    let page = browser.submit(&[("code", "000000")]).await;
    guest.keep("code-wrong", &page);
    let page = browser.submit(&[("code", &mail.code())]).await;
    guest.keep("consent", &page);
    let page = browser.submit(&[("purpose-newsletter", "given")]).await;
    guest.keep("consent-problem", &page);
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    browser.submit(&answers).await;
    for (name, extra) in [
        ("account-choice", ("prompt", "select_account")),
        ("permission", ("prompt", "consent")),
        ("form-post", ("response_mode", "form_post")),
    ] {
        let page = browser.open(&guest.authorize_url(&[extra])).await;
        guest.keep(name, &page);
    }
    let page = browser.open(&guest.at_home("/logout")).await;
    guest.keep("sign-out", &page);
    let page = browser.submit(&[("action", "sign-out")]).await;
    guest.keep("signed-out", &page);
}

async fn password(guest: &Guest<'_>) {
    let email = guest.email("password");
    let mut browser = guest.registered(&email).await;
    browser.open(&guest.at_home("/account")).await;
    let word = "seven herons over Narvik";
    let fields = |word| {
        [
            ("action", "set"),
            ("new_password", word),
            ("new_password_again", word),
        ]
    };
    let page = browser
        .submit_to("/account/password", &fields("password1"))
        .await;
    guest.keep("account-password-too-weak", &page);
    browser.open(&guest.at_home("/account")).await;
    let page = browser.submit_to("/account/password", &fields(word)).await;
    guest.keep("account-password-set", &page);
    // Its person is told by mail.
    guest.world.mailbox.next().await;
    let (mut browser, page) = guest.told(&email).await;
    guest.keep("proof", &page);
    let page = browser
        .submit(&[("action", "password"), ("password", "wrong")])
        .await;
    guest.keep("proof-wrong", &page);
    let page = browser.submit(&[("action", "forgot")]).await;
    guest.keep("notice-reset-sent", &page);
    let link = guest.world.mailbox.next().await.link();
    let page = browser.open(&link).await;
    guest.keep("password-reset", &page);
    let (csrf, token) = (
        page.value_of("csrf").unwrap(),
        page.value_of("token").unwrap(),
    );
    for (name, word) in [
        ("password-reset-too-weak", "password1"),
        ("notice-password-changed", "a whole other sentence"),
    ] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("token", token.as_str()),
            ("new_password", word),
            ("new_password_again", word),
        ];
        let page = browser.post("/password/reset", &fields).await;
        guest.keep(name, &page);
    }
    guest.world.mailbox.next().await;
    let page = browser.open(&link).await;
    guest.keep("notice-reset-gone", &page);
}

async fn links(guest: &Guest<'_>) {
    let email = guest.email("link");
    guest.registered(&email).await;
    let (mut browser, _) = guest.told(&email).await;
    browser.submit(&[("action", "email")]).await;
    let link = guest.world.mailbox.next().await.link();
    let page = browser.open(&link).await;
    guest.keep("link", &page);
    let page = guest.browser().open(&link).await;
    guest.keep("notice-other-browser", &page);
}
