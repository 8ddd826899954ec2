//! Changes of an organisation's own issuer that come at one moment, late, or again: every region has the same copy.

use axum::http::StatusCode;
use domicile_organizations::OrganizationId;
use serde_json::{Value, json};

use crate::{
    organization_login::{
        DOMAIN, NOTHING, contoso, issuer, of, organization, send, set, settings, world_of,
    },
    provider::{CLIENT_ID, Server},
    support::{Answer, Business, World},
};

const REGIONS: [&str; 3] = ["eu", "jp", "us"];
const SECOND: &str = "mail.contoso.example";

/// What a region keeps of an organisation's login, without the secret, which each seals for itself.
async fn copy(world: &World, region: &str, id: &OrganizationId) -> Value {
    sqlx::query_scalar(
        "SELECT coalesce((SELECT to_jsonb(own) - 'client_secret' - 'changed_at' FROM auth.organization_issuer AS own \
           WHERE organization_id = $1), '{}') \
         || jsonb_build_object('domains', (SELECT coalesce(jsonb_agg(domain ORDER BY domain), '[]') \
           FROM auth.organization_issuer_domain WHERE organization_id = $1))",
    )
    .bind(id.as_str())
    .fetch_one(&world.region(region).pool)
    .await
    .unwrap()
}

/// The copy that every region has.
async fn copy_everywhere(world: &World, id: &OrganizationId) -> Value {
    let home = copy(world, id.region(), id).await;
    for region in REGIONS {
        assert_eq!(copy(world, region, id).await, home, "{region}");
    }
    home
}

fn with_client(server: &Server, client: &str) -> Value {
    let mut settings = settings(server);
    settings["clientId"] = json!(client);
    settings
}

/// Two changes at one moment, each at another region.
async fn at_once(
    world: &World,
    one: (&str, &str, &Value),
    other: (&str, &str, &Value),
) -> [Answer; 2] {
    let token = Business::application(world, "eu").await;
    let first = Business::send(world, "jp", (one.0, one.1), &token, one.2);
    let second = Business::send(world, "us", (other.0, other.1), &token, other.2);
    let (first, second) = tokio::join!(first, second);
    [first, second]
}

#[tokio::test]
async fn of_two_changes_at_one_moment_one_is_in_force_everywhere() {
    let server = issuer().await;
    let world = world_of(&REGIONS, &[&server]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let path = of(&id, "/issuer");
    for round in 0..6 {
        let names = [format!("one-{round}"), format!("other-{round}")];
        let [one, other] = [&names[0], &names[1]].map(|name| with_client(&server, name));
        let answers = at_once(&world, ("PUT", &path, &one), ("PUT", &path, &other)).await;
        let kept = copy_everywhere(&world, &id).await;
        let client = kept["client_id"].as_str().unwrap();
        let winner = names.iter().position(|name| name == client);
        let winner = winner.expect("what was there before is gone");
        assert_eq!(
            answers[winner].status,
            StatusCode::OK,
            "{}",
            answers[winner].body
        );
        for answer in &answers {
            let known = [StatusCode::OK, StatusCode::CONFLICT];
            assert!(known.contains(&answer.status), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_login_that_is_set_and_removed_at_one_moment_is_there_everywhere_or_nowhere() {
    let server = issuer().await;
    let world = world_of(&REGIONS, &[&server]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let path = of(&id, "/issuer");
    for round in 0..6 {
        let next = with_client(&server, &format!("next-{round}"));
        at_once(&world, ("PUT", &path, &next), ("DELETE", &path, &NOTHING)).await;
        copy_everywhere(&world, &id).await;
        assert_eq!(
            set(&world, &id, &settings(&server)).await.status,
            StatusCode::OK
        );
    }
}

/// The domains that an organisation has proven.
async fn proven(world: &World, id: &OrganizationId) -> Value {
    sqlx::query_scalar(
        "SELECT coalesce(jsonb_agg(domain ORDER BY domain), '[]') FROM auth.organization_domain \
         WHERE organization_id = $1 AND proven_at IS NOT NULL",
    )
    .bind(id.as_str())
    .fetch_one(&world.region(id.region()).pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_login_has_the_domains_that_are_proven_however_they_change_while_it_does() {
    let server = issuer().await;
    let world = world_of(&REGIONS, &[&server]).await;
    let id = organization(&world, "FR", DOMAIN, &settings(&server)).await;
    let (domain, issuer) = (of(&id, &format!("/domains/{SECOND}")), of(&id, "/issuer"));
    for round in 0..4 {
        send(&world, "PUT", &domain, &NOTHING).await;
        let mailbox = json!({ "mailbox": "postmaster" });
        let sent = send(&world, "POST", &format!("{domain}/code"), &mailbox).await;
        if sent.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        let code = json!({ "code": world.mailbox.next().await.code() });
        let proof = format!("{domain}/proof");
        let next = with_client(&server, &format!("proving-{round}"));
        at_once(&world, ("POST", &proof, &code), ("PUT", &issuer, &next)).await;
        let kept = copy_everywhere(&world, &id).await;
        assert_eq!(
            kept["domains"],
            proven(&world, &id).await,
            "proving, {round}"
        );
        let next = with_client(&server, &format!("giving-up-{round}"));
        at_once(
            &world,
            ("DELETE", &domain, &NOTHING),
            ("PUT", &issuer, &next),
        )
        .await;
        let kept = copy_everywhere(&world, &id).await;
        // What was refused for the sake of the other change left its domain where it was.
        for left in kept["domains"].as_array().unwrap() {
            let proven = proven(&world, &id).await;
            assert!(proven.as_array().unwrap().contains(left), "{round}: {left}");
        }
        send(&world, "DELETE", &domain, &NOTHING).await;
        assert_eq!(
            copy_everywhere(&world, &id).await["domains"],
            json!([DOMAIN])
        );
    }
}

/// A message between regions, as it may arrive late.
async fn told(world: &World, region: &str, question: &Value) -> Value {
    let app = &world.eu().app;
    let loaded = app.bundle();
    let entry = loaded.bundle.region_named(region).unwrap();
    let url = format!("{}/mesh/v1/organizations/questions", entry.mesh.auth);
    let answer = app.mesh_client().post(url).json(question).send().await;
    answer.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_change_that_comes_late_changes_nothing_and_one_that_comes_twice_is_done() {
    let (server, world, id) = contoso(&REGIONS).await;
    set(&world, &id, &with_client(&server, "second")).await;
    let kept = copy_everywhere(&world, &id).await;
    let version: i64 = sqlx::query_scalar("SELECT version FROM auth.organization_issuer_version")
        .fetch_one(&world.region("jp").pool)
        .await
        .unwrap();
    let withdraw = |version: i64| json!({ "changeIssuer": { "version": version, "change": { "withdraw": { "organization": id.as_str() } } } });
    let late = told(&world, "jp", &withdraw(version - 1)).await;
    assert_eq!(late, json!({ "superseded": { "version": version } }));
    assert_eq!(
        told(&world, "jp", &withdraw(version)).await,
        json!("inForce")
    );
    assert_eq!(copy_everywhere(&world, &id).await, kept);
    // Nor does anything come after an organisation has closed.
    let closed = send(&world, "DELETE", &of(&id, ""), &NOTHING).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT);
    let late = told(&world, "jp", &withdraw(version + 1)).await;
    assert!(late["superseded"].is_object(), "{late}");
}

#[tokio::test]
async fn a_home_that_was_restored_from_a_backup_is_followed_again() {
    let (server, world, id) = contoso(&REGIONS).await;
    for client in ["second", "third", CLIENT_ID] {
        set(&world, &id, &with_client(&server, client)).await;
    }
    for statement in [
        "UPDATE auth.organization_issuer_version SET version = 1",
        "UPDATE auth.organization_issuer SET client_id = 'of the backup'",
    ] {
        let pool = &world.region(id.region()).pool;
        sqlx::query(statement).execute(pool).await.unwrap();
    }
    let checked = send(&world, "POST", &of(&id, "/issuer/check"), &NOTHING).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    let kept = copy_everywhere(&world, &id).await;
    assert_eq!(
        kept["client_id"], "of the backup",
        "the home is the authority"
    );
    assert_eq!(
        set(&world, &id, &settings(&server)).await.status,
        StatusCode::OK
    );
    assert_eq!(copy_everywhere(&world, &id).await["client_id"], CLIENT_ID);
}
