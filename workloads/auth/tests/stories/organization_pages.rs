//! Joining by an invitation, and managing one's own organisation in the browser.

use serde_json::{Value, json};

use crate::support::{Answer, Browser, Business, World, mailbox::Mail};

fn link(mail: &Mail) -> String {
    let text = mail.text.replace("=\n", "").replace("=3D", "=");
    let from = text.find("https://").unwrap();
    let rest = &text[from..];
    rest[..rest.find(char::is_whitespace).unwrap()].to_owned()
}

/// Follows the link as somebody who has no account yet, of a country and with an address.
async fn arrive<'a>(
    world: &'a World,
    link: &str,
    country: &str,
    email: &str,
) -> (Browser<'a>, Answer) {
    arrive_in(Browser::new(world, "us"), world, link, country, email).await
}

async fn arrive_in<'a>(
    mut browser: Browser<'a>,
    world: &World,
    link: &str,
    country: &str,
    email: &str,
) -> (Browser<'a>, Answer) {
    browser.open(link).await;
    browser
        .submit(&[("country", country), ("action", "register")])
        .await;
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", email),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    (browser, page)
}

async fn invitation(world: &World, token: &str, id: &str, email: &str, role: &str) -> String {
    let path = format!("/organizations/v1/organizations/{id}/invitations");
    let body = json!({ "email": email, "roles": [role] });
    let answer = Business::send(world, "eu", ("POST", &path), token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    link(&world.mailbox.next().await)
}

async fn join(browser: &mut Browser<'_>, page: &Answer) -> Answer {
    let (csrf, invitation) = (
        page.value_of("csrf").unwrap(),
        page.value_of("invitation").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("invitation", invitation.as_str()),
        ("action", "join"),
    ];
    let answer = browser.post("/organizations/join", &fields).await;
    browser.follow(answer).await
}

#[tokio::test]
async fn whoever_was_invited_joins_where_they_live_and_manages_what_they_administer() {
    let world = World::of_all_regions().await;
    let token = Business::application(&world, "eu").await;
    let id = Business::open(&world, "JP").await;
    let link = invitation(
        &world,
        &token,
        id.as_str(),
        "camille@contoso.example",
        "administrator",
    )
    .await;
    let (mut browser, page) = arrive(&world, &link, "FR", "camille@contoso.example").await;
    assert_eq!(page.title(), "Join Contoso Travel?");
    assert_eq!(page.url.host_str(), Some("eu.login.aurora.localhost"));
    let page = join(&mut browser, &page).await;
    assert_eq!(page.title(), "Your organisations");
    assert!(page.body.contains("Contoso Travel") && page.body.contains("id=\"manage-1\""));
    let seats: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_administrator")
        .fetch_one(&world.region("jp").pool)
        .await
        .unwrap();
    assert_eq!(seats, 1);

    let manage = format!("/organizations/manage?organization={id}");
    let page = browser.get(&manage).await;
    assert!(
        page.body.contains("camille@contoso.example"),
        "{}",
        page.body
    );
    let csrf = page.value_of("csrf").unwrap();
    let member = page.value_of("member").unwrap();
    let send = |fields: Vec<(&'static str, String)>| {
        let mut all = vec![("csrf", csrf.clone()), ("organization", id.to_string())];
        all.extend(fields);
        all
    };
    for (fields, notice) in [
        (
            send(vec![
                ("action", "remove".into()),
                ("member", member.clone()),
            ]),
            "last-administrator",
        ),
        (
            send(vec![
                ("action", "roles".into()),
                ("member", member.clone()),
                ("role", "traveller".into()),
            ]),
            "last-administrator",
        ),
        (
            send(vec![
                ("action", "invite".into()),
                ("email", "kim@contoso.example".into()),
                ("role", "traveller".into()),
            ]),
            "invited",
        ),
        (
            send(vec![
                ("action", "invite".into()),
                ("email", "kim@contoso.example".into()),
                ("role", "owner".into()),
            ]),
            "refused",
        ),
    ] {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = browser.post("/organizations/manage", &fields).await;
        assert_eq!(
            answer.parameter("notice").as_deref(),
            Some(notice),
            "{fields:?}"
        );
        let page = browser.follow(answer).await;
        assert!(page.body.contains("id=\"notice\""));
    }
    let link = self::link(&world.mailbox.next().await);
    let (mut other, page) = arrive(&world, &link, "US", "kim@contoso.example").await;
    let page = join(&mut other, &page).await;
    assert!(page.body.contains("traveller") && !page.body.contains("id=\"manage-1\""));
    let page = other.get(&manage).await;
    assert_eq!(page.status, 404);
    let page = browser.get(&manage).await;
    assert!(page.body.contains("kim@contoso.example"));
}

#[tokio::test]
async fn an_invitation_is_for_the_address_that_it_was_sent_to_and_works_once() {
    let world = World::of_all_regions().await;
    let token = Business::application(&world, "eu").await;
    let id = Business::open(&world, "FR").await;
    let link = invitation(
        &world,
        &token,
        id.as_str(),
        "camille@contoso.example",
        "administrator",
    )
    .await;
    let (mut thief, page) = arrive(&world, &link, "US", "thief@evil.example").await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("id=\"other-address\""));
    // The form is not on the page; somebody who makes one gets no further.
    let overview = thief
        .open("https://us.login.aurora.localhost:8443/account")
        .await;
    let csrf = overview.value_of("csrf").unwrap();
    let secret = link.split('=').next_back().unwrap();
    let fields = [
        ("csrf", csrf.as_str()),
        ("invitation", secret),
        ("action", "join"),
    ];
    let answer = thief
        .post(
            "https://us.login.aurora.localhost:8443/organizations/join",
            &fields,
        )
        .await;
    assert_eq!(answer.status, 403);
    let foreign = [
        ("csrf", "forged"),
        ("invitation", secret),
        ("action", "join"),
    ];
    let answer = thief
        .post(
            "https://us.login.aurora.localhost:8443/organizations/join",
            &foreign,
        )
        .await;
    assert!(!answer.status.is_success());

    let (mut browser, page) = arrive(&world, &link, "FR", "camille@contoso.example").await;
    join(&mut browser, &page).await;
    // The same person may follow the link again; nothing changes.
    let again = browser.open(&link).await;
    join(&mut browser, &again).await;
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_membership")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(rows, 1);
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_membership")
        .fetch_one(&world.region("us").pool)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_opens_nothing() {
    let world = World::of_all_regions().await;
    let token = Business::application(&world, "eu").await;
    let id = Business::open(&world, "FR").await;
    let link = invitation(
        &world,
        &token,
        id.as_str(),
        "camille@contoso.example",
        "administrator",
    )
    .await;
    let path = format!("/organizations/v1/organizations/{id}/invitations");
    let list = Business::send(&world, "eu", ("GET", &path), &token, &Value::Null)
        .await
        .json();
    for one in list["invitations"].as_array().unwrap() {
        let path = format!("{path}/{}", one["id"].as_str().unwrap());
        Business::send(&world, "eu", ("DELETE", &path), &token, &Value::Null).await;
    }
    let (_, page) = arrive(&world, &link, "FR", "camille@contoso.example").await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn while_a_region_does_not_answer_its_members_are_missing_and_the_page_says_so() {
    // The tenant has a region `us`, and it is down.
    let world = World::of(&["eu", "jp"], |_| {}).await;
    let token = Business::application(&world, "eu").await;
    let id = Business::open(&world, "FR").await;
    let email = "camille@contoso.example";
    let link = invitation(&world, &token, id.as_str(), email, "administrator").await;
    let near = Browser::new(&world, "eu");
    let (mut browser, page) = arrive_in(near, &world, &link, "FR", email).await;
    join(&mut browser, &page).await;
    let other = Business::member(&world, "jp", &id, "traveller").await;
    let page = browser
        .get(&format!("/organizations/manage?organization={id}"))
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    for shown in [email, &format!("{}@contoso.example", other.sub)] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    let missing = page.body.split("id=\"members-missing\"").nth(1).unwrap();
    assert!(missing[..missing.find("</div>").unwrap()].contains(": us"));
    // Whoever does not ask for a part gets no part that looks like the whole.
    let path = format!("/organizations/v1/organizations/{id}/members");
    let whole = Business::send(&world, "eu", ("GET", &path), &token, &Value::Null).await;
    assert_eq!(whole.status, 500, "{}", whole.body);
    let path = format!("{path}?partial=true");
    let part = Business::send(&world, "eu", ("GET", &path), &token, &Value::Null).await;
    assert_eq!(part.json()["unanswered"], json!(["us"]));
    assert_eq!(part.json()["members"].as_array().unwrap().len(), 2);
}
