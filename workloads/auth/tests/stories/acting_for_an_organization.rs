//! Signing in for an organisation: chosen by the application or the person, in the tokens, gone when the membership is.

use domicile_auth::organizations::members;
use domicile_auth::store::organizations;
use domicile_bundle::OrganizationRequirement;
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use serde_json::{Value, json};

use crate::{
    example::{BOOKINGS_API, MILEAGE_API},
    support::{
        Answer, Browser, Business, RelyingParty, World,
        endpoint::{BOOKINGS, NIGHTLY, text},
    },
};

async fn world(requirement: OrganizationRequirement) -> World {
    World::of(&["eu", "jp", "us"], move |bundle| {
        for application in &mut bundle.applications {
            application.organization = Some(requirement);
        }
    })
    .await
}

/// A person of eu who has signed in at the account page, and their subject.
async fn camille(world: &World) -> (Browser<'_>, String) {
    let mut browser = Browser::new(world, "eu");
    browser
        .open("https://login.aurora.localhost:8443/account")
        .await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", "camille@example.test"),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next().await.code();
    browser.submit(&[("code", &code)]).await;
    let sub = world
        .eu()
        .profile_store
        .persons()
        .into_keys()
        .next()
        .unwrap();
    (browser, sub)
}

async fn join(
    world: &World,
    sub: &str,
    organization: &OrganizationId,
    name: &str,
    roles: &[&str],
) -> MembershipId {
    let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
    let record = json!({ "userName": name });
    let app = &world.eu().app;
    let member = members::insert(
        app,
        organization,
        name,
        sub,
        MembershipState::Active,
        &roles,
        record.as_object().unwrap(),
    )
    .await
    .unwrap()
    .unwrap();
    MembershipId::parse(&member.id).unwrap()
}

async fn through_consent(browser: &mut Browser<'_>, answer: Answer) -> Answer {
    if answer.url.path() == "/consent" && answer.status == 200 {
        let answers = [
            ("purpose-newsletter", "denied"),
            ("purpose-marketing", "denied"),
        ];
        return browser.submit(&answers).await;
    }
    answer
}

async fn claims(world: &World, answer: &Answer) -> [Value; 3] {
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(world, "jp", &code).await.json();
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let userinfo = RelyingParty::userinfo(world, "us", &text("access_token"))
        .await
        .json();
    [
        RelyingParty::claims(&text("id_token"))["organization"].clone(),
        RelyingParty::claims(&text("access_token"))["organization"].clone(),
        userinfo["organization"].clone(),
    ]
}

#[tokio::test]
async fn a_member_of_several_organisations_chooses_and_tokens_carry_the_choice() {
    let world = world(OrganizationRequirement::Optional).await;
    let (mut browser, sub) = camille(&world).await;
    let (one, two) = (
        Business::open(&world, "FR").await,
        Business::open(&world, "JP").await,
    );
    join(&world, &sub, &one, "Acme", &["traveller", "gone"]).await;
    join(&world, &sub, &two, "Zenith", &["administrator"]).await;
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = through_consent(&mut browser, page).await;
    assert_eq!(page.title(), "For whom do you act?");
    for id in [
        "organization-1",
        "organization-2",
        "organization-none",
        "continue",
        "cancel",
    ] {
        assert!(page.body.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let again = browser.submit(&[("action", "continue")]).await;
    assert_eq!(again.status, 422);
    let answer = browser.submit(&[("organization", one.as_str())]).await;
    let expected = json!({ "id": one.as_str(), "name": "Acme", "roles": ["traveller"] });
    for claim in claims(&world, &answer).await {
        assert_eq!(claim, expected);
    }
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = browser.submit(&[("organization", "none")]).await;
    for claim in claims(&world, &answer).await {
        assert_eq!(claim, Value::Null);
    }
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn an_application_names_the_organisation_and_nobody_acts_for_one_that_is_not_theirs() {
    let world = world(OrganizationRequirement::Required).await;
    let (mut browser, sub) = camille(&world).await;
    let (own, other) = (
        Business::open(&world, "FR").await,
        Business::open(&world, "FR").await,
    );
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = through_consent(&mut browser, answer).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    let membership = join(&world, &sub, &own, "Acme", &["traveller"]).await;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[(
            "organization",
            other.as_str(),
        )]))
        .await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    let answer = browser
        .open(&RelyingParty::authorize_url(&[(
            "organization",
            own.as_str(),
        )]))
        .await;
    assert_eq!(claims(&world, &answer).await[0]["name"], "Acme");
    // The page cannot be talked into another organisation either.
    let page = browser
        .open(&RelyingParty::authorize_url(&[(
            "prompt",
            "select_account",
        )]))
        .await;
    assert_eq!(page.url.path(), "/select-account");
    let page = browser.submit(&[("action", "continue")]).await;
    assert_eq!(page.title(), "For whom do you act?");
    let answer = browser.submit(&[("organization", other.as_str())]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    // Suspended: silent requests say so, too.
    sqlx::query("UPDATE auth.organization_membership SET state = 'suspended' WHERE id = $1")
        .bind(membership.as_str())
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("prompt", "none")]))
        .await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
}

/// An API exchanges what it was shown for a token of a further API.
async fn exchanged(world: &World, token: &str) -> Answer {
    let fields = [
        (
            "grant_type",
            "urn:ietf:params:oauth:grant-type:token-exchange",
        ),
        (
            "subject_token_type",
            "urn:ietf:params:oauth:token-type:access_token",
        ),
        ("subject_token", token),
        ("resource", MILEAGE_API),
    ];
    BOOKINGS.token(world, "us", &fields).await
}

#[tokio::test]
async fn apis_learn_for_whom_a_person_acts_and_carry_it_on() {
    let world = world(OrganizationRequirement::Required).await;
    let (mut browser, sub) = camille(&world).await;
    let id = Business::open(&world, "JP").await;
    let boss = Business::member(&world, "us", &id, "administrator").await;
    let membership = join(&world, &sub, &id, "Acme", &["traveller"]).await;
    let scope = [
        ("scope", "openid bookings_read"),
        ("resource", BOOKINGS_API),
    ];
    let answer = browser.open(&RelyingParty::authorize_url(&scope)).await;
    let answer = through_consent(&mut browser, answer).await;
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let token = text(&tokens, "access_token");
    let acts = |roles: &[&str]| json!({ "id": id.as_str(), "name": "Acme", "roles": roles });
    let known = BOOKINGS.introspect(&world, "jp", &token).await;
    assert_eq!(known["organization"], acts(&["traveller"]));
    let further = exchanged(&world, &token).await;
    assert_eq!(further.status, 200, "{}", further.body);
    let further = text(&further, "access_token");
    let claims = RelyingParty::claims(&further);
    assert_eq!(
        (&claims["sub"], &claims["act"]["sub"]),
        (&json!(sub), &json!("aurora.bookings"))
    );
    assert_eq!(claims["organization"], acts(&["traveller"]));
    let known = NIGHTLY.introspect(&world, "eu", &further).await;
    assert_eq!(known["organization"], acts(&["traveller"]));

    // Who asks or exchanges learns the roles of now, whatever the token says.
    let path = format!("/organizations/v1/organizations/{id}/members/{membership}");
    let roles = json!({ "roles": ["administrator"] });
    let changed = Business::send(&world, "eu", ("PATCH", &path), &boss.token, &roles).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let known = BOOKINGS.introspect(&world, "jp", &token).await;
    assert_eq!(known["organization"], acts(&["administrator"]));
    let again = text(&exchanged(&world, &token).await, "access_token");
    assert_eq!(
        RelyingParty::claims(&again)["organization"],
        acts(&["administrator"])
    );

    // A member who is none any more acts for nobody, and not for themselves instead. Here only the membership is gone,
    // as if the grant had been kept.
    sqlx::query("UPDATE auth.organization_membership SET state = 'suspended' WHERE id = $1")
        .bind(membership.as_str())
        .execute(&world.eu().pool)
        .await
        .unwrap();
    for ended in [&token, &further] {
        let client = if ended == &token { BOOKINGS } else { NIGHTLY };
        let known = client.introspect(&world, "eu", ended).await;
        assert_eq!(known, json!({ "active": false }));
    }
    let refused = exchanged(&world, &token).await;
    assert_eq!(refused.json()["error"], "invalid_request");
}

#[tokio::test]
async fn a_token_that_is_for_nobody_but_the_person_says_nothing_of_an_organisation() {
    let world = world(OrganizationRequirement::Optional).await;
    let (mut browser, _) = camille(&world).await;
    let scope = [
        ("scope", "openid bookings_read"),
        ("resource", BOOKINGS_API),
    ];
    let answer = browser.open(&RelyingParty::authorize_url(&scope)).await;
    let answer = through_consent(&mut browser, answer).await;
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let token = text(&tokens, "access_token");
    let known = BOOKINGS.introspect(&world, "eu", &token).await;
    assert_eq!(known["active"], true);
    assert_eq!(known.get("organization"), None);
    let further = text(&exchanged(&world, &token).await, "access_token");
    assert_eq!(RelyingParty::claims(&further).get("organization"), None);
}

#[tokio::test]
async fn tokens_given_for_an_organisation_end_with_the_membership() {
    let world = world(OrganizationRequirement::Required).await;
    let (mut browser, sub) = camille(&world).await;
    let id = Business::open(&world, "JP").await;
    let boss = Business::member(&world, "us", &id, "administrator").await;
    let membership = join(&world, &sub, &id, "Acme", &["traveller"]).await;
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = through_consent(&mut browser, answer).await;
    let code = answer.parameter("code").unwrap();
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let token = tokens["access_token"].as_str().unwrap();
    assert_eq!(
        RelyingParty::userinfo(&world, "jp", token).await.status,
        200
    );

    // New roles show at once where tokens are asked about.
    let path = format!("/organizations/v1/organizations/{id}/members/{membership}");
    let roles = json!({ "roles": ["administrator"] });
    let changed = Business::send(&world, "eu", ("PATCH", &path), &boss.token, &roles).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let userinfo = RelyingParty::userinfo(&world, "jp", token).await.json();
    assert_eq!(userinfo["organization"]["roles"], roles["roles"]);

    let stopped = Business::send(
        &world,
        "eu",
        ("PATCH", &path),
        &boss.token,
        &json!({ "active": false }),
    )
    .await;
    assert_eq!(stopped.status, 200, "{}", stopped.body);
    assert_eq!(
        RelyingParty::userinfo(&world, "jp", token).await.status,
        401
    );
    let seats: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_administrator")
        .fetch_one(&world.region("jp").pool)
        .await
        .unwrap();
    assert_eq!(seats, 1);
    let found = organizations::find(&world.region("jp").pool, &id)
        .await
        .unwrap();
    assert!(found.is_some());
}
