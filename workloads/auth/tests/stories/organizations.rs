//! Business customers: an organisation in one region, its members where they live, and administrators who manage only
//! their own.

use domicile_bundle::status::Workload;
use domicile_organizations::OrganizationId;
use serde_json::{Value, json};

use crate::support::{Answer, Business, RelyingParty, World};

const NOTHING: Value = Value::Null;

fn of(id: &OrganizationId, rest: &str) -> String {
    format!("/organizations/v1/organizations/{id}{rest}")
}

pub async fn events(world: &World, id: &OrganizationId, token: &str) -> Vec<(String, String)> {
    let answer = Business::send(world, "eu", ("GET", &of(id, "/events")), token, &NOTHING).await;
    let text = |event: &Value, name: &str| event[name].as_str().unwrap_or_default().to_owned();
    answer.json()["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (text(event, "actor"), text(event, "action")))
        .collect()
}

fn problem(answer: &Answer) -> String {
    let kind = answer.json()["type"].as_str().unwrap().to_owned();
    kind.trim_start_matches("urn:domicile:problem:").to_owned()
}

#[tokio::test]
async fn an_organisation_is_kept_where_its_country_is_and_any_region_answers_for_it() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "JP").await;
    assert_eq!(id.region(), "jp");
    let token = Business::application(&world, "us").await;
    for region in ["eu", "jp", "us"] {
        let answer = Business::send(&world, region, ("GET", &of(&id, "")), &token, &NOTHING).await;
        assert_eq!(
            answer.json()["name"],
            "Contoso Travel",
            "{region}: {}",
            answer.body
        );
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization")
            .fetch_one(&world.region(region).pool)
            .await
            .unwrap();
        assert_eq!(rows, i64::from(region == "jp"));
    }
    // Nothing that is kept says who was invited.
    let kept: String = sqlx::query_scalar(
        "SELECT string_agg(row_to_json(invitation)::text, '') FROM auth.organization_invitation AS invitation",
    )
    .fetch_one(&world.region("jp").pool)
    .await
    .unwrap();
    assert!(!kept.contains("boss"), "{kept}");
}

#[tokio::test]
async fn members_of_three_regions_are_listed_and_changed_where_they_live() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "DE").await;
    let boss = Business::member(&world, "us", &id, "administrator").await;
    let clerk = Business::member(&world, "jp", &id, "traveller").await;
    let answer = Business::send(
        &world,
        "jp",
        ("GET", &of(&id, "/members")),
        &boss.token,
        &NOTHING,
    )
    .await;
    assert_eq!(
        answer.json()["members"].as_array().unwrap().len(),
        2,
        "{}",
        answer.body
    );

    let path = of(&id, &format!("/members/{}", clerk.membership));
    let roles = json!({ "roles": ["administrator", "traveller"] });
    let answer = Business::send(&world, "eu", ("PATCH", &path), &boss.token, &roles).await;
    assert_eq!(answer.json()["roles"], roles["roles"], "{}", answer.body);
    let answer = Business::send(&world, "eu", ("DELETE", &path), &boss.token, &NOTHING).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    for region in ["eu", "us"] {
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.organization_membership")
            .fetch_one(&world.region(region).pool)
            .await
            .unwrap();
        assert_eq!(rows, i64::from(region == "us"), "{region}");
    }
    let actor = format!("member:{}", boss.membership);
    let list = events(&world, &id, &boss.token).await;
    assert_eq!(list[0], (actor.clone(), "member.remove".to_owned()));
    assert_eq!(list[1], (actor, "member.change".to_owned()));
    assert_eq!(list.last().unwrap().1, "organization.open");
}

#[tokio::test]
async fn an_administrator_of_one_organisation_cannot_touch_another() {
    let world = World::of_all_regions().await;
    let (own, other) = (
        Business::open(&world, "FR").await,
        Business::open(&world, "FR").await,
    );
    let boss = Business::member(&world, "eu", &own, "administrator").await;
    let victim = Business::member(&world, "eu", &other, "traveller").await;
    let member = format!("/members/{}", victim.membership);
    for (method, path, body) in [
        ("GET", of(&other, ""), NOTHING),
        ("GET", of(&other, "/members"), NOTHING),
        ("GET", of(&other, "/events"), NOTHING),
        ("PATCH", of(&other, &member), json!({ "active": false })),
        ("DELETE", of(&other, &member), NOTHING),
        (
            "POST",
            of(&other, "/invitations"),
            json!({ "email": "x@x.example", "roles": ["administrator"] }),
        ),
        ("POST", of(&other, "/directory-tokens"), NOTHING),
        ("PUT", of(&other, "/domains/x.example"), NOTHING),
        ("DELETE", of(&other, ""), NOTHING),
        // Another organisation's member under one's own organisation.
        ("PATCH", of(&own, &member), json!({ "active": false })),
        ("DELETE", of(&own, &member), NOTHING),
    ] {
        let answer = Business::send(&world, "eu", (method, &path), &boss.token, &body).await;
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.body);
    }
    let answer = Business::send(
        &world,
        "eu",
        ("GET", &of(&own, "/members")),
        &boss.token,
        &NOTHING,
    )
    .await;
    assert_eq!(answer.json()["members"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn who_is_no_administrator_can_neither_invite_nor_raise_themselves() {
    let world = World::of_eu().await;
    let id = Business::open(&world, "FR").await;
    Business::member(&world, "eu", &id, "administrator").await;
    let clerk = Business::member(&world, "eu", &id, "traveller").await;
    let own = of(&id, &format!("/members/{}", clerk.membership));
    for (method, path, body) in [
        ("PATCH", own, json!({ "roles": ["administrator"] })),
        (
            "POST",
            of(&id, "/invitations"),
            json!({ "email": "me@x.example", "roles": ["administrator"] }),
        ),
        ("GET", of(&id, "/members"), NOTHING),
    ] {
        let answer = Business::send(&world, "eu", (method, &path), &clerk.token, &body).await;
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    // A token without the scope, and one whose grant has ended.
    let token = Business::token(&world, "eu", &clerk.sub, "openid").await;
    let answer = Business::send(&world, "eu", ("GET", &of(&id, "")), &token, &NOTHING).await;
    assert_eq!(
        (answer.status.as_u16(), problem(&answer).as_str()),
        (403, "insufficient-scope")
    );
    sqlx::query("UPDATE auth.client_grant SET revoked_at = now()")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let answer = Business::send(&world, "eu", ("GET", &of(&id, "")), &clerk.token, &NOTHING).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_token_that_is_bound_to_a_key_or_was_exchanged_manages_nothing() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "FR").await;
    let boss = Business::member(&world, "eu", &id, "administrator").await;
    let members = of(&id, "/members");
    let as_it_is = Business::send(&world, "eu", ("GET", &members), &boss.token, &NOTHING).await;
    assert_eq!(as_it_is.status, 200, "{}", as_it_is.body);
    for (claim, value) in [
        ("cnf", json!({ "jkt": "thumbprint" })),
        ("act", json!({ "sub": "aurora.bookings" })),
    ] {
        let mut claims = RelyingParty::claims(&boss.token);
        claims[claim] = value;
        let signer = &world.eu().app.keys().signing;
        let token = signer.sign("at+jwt", &claims).unwrap();
        let answer = Business::send(&world, "eu", ("GET", &members), &token, &NOTHING).await;
        assert_eq!(answer.status, 401, "{claim}: {}", answer.body);
    }
}

#[tokio::test]
async fn an_invitation_gives_only_roles_that_there_are() {
    let world = World::of_eu().await;
    let id = Business::open(&world, "FR").await;
    let boss = Business::member(&world, "eu", &id, "administrator").await;
    for roles in [json!(["owner"]), json!([])] {
        let body = json!({ "email": "x@x.example", "roles": roles });
        let answer = Business::send(
            &world,
            "eu",
            ("POST", &of(&id, "/invitations")),
            &boss.token,
            &body,
        )
        .await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
    assert!(world.mailbox.is_empty().await);
    let body = json!({ "email": "x@x.example", "roles": ["traveller"], "language": "fr" });
    let answer = Business::send(
        &world,
        "eu",
        ("POST", &of(&id, "/invitations")),
        &boss.token,
        &body,
    )
    .await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    world.mailbox.next().await;
    let list = Business::send(
        &world,
        "eu",
        ("GET", &of(&id, "/invitations")),
        &boss.token,
        &NOTHING,
    )
    .await;
    assert!(!list.body.contains("x@x.example"));
    let name = answer.json()["id"].as_str().unwrap().to_owned();
    let path = of(&id, &format!("/invitations/{name}"));
    let answer = Business::send(&world, "eu", ("DELETE", &path), &boss.token, &NOTHING).await;
    assert_eq!(answer.status, 204);
    let answer = Business::send(&world, "eu", ("DELETE", &path), &boss.token, &NOTHING).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn the_last_administrator_cannot_leave_be_stopped_or_give_up_the_role() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "FR").await;
    let boss = Business::member(&world, "us", &id, "administrator").await;
    let path = of(&id, &format!("/members/{}", boss.membership));
    for (method, body) in [
        ("DELETE", NOTHING),
        ("PATCH", json!({ "active": false })),
        ("PATCH", json!({ "roles": ["traveller"] })),
    ] {
        let answer = Business::send(&world, "eu", (method, &path), &boss.token, &body).await;
        assert_eq!(
            (answer.status.as_u16(), problem(&answer).as_str()),
            (409, "last-administrator")
        );
    }
    let second = Business::member(&world, "jp", &id, "administrator").await;
    let answer = Business::send(&world, "eu", ("DELETE", &path), &second.token, &NOTHING).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
}

#[tokio::test]
async fn two_administrators_of_two_regions_who_leave_at_once_do_not_both_leave() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "FR").await;
    for _ in 0..5 {
        let one = Business::member(&world, "us", &id, "administrator").await;
        let other = Business::member(&world, "jp", &id, "administrator").await;
        let paths =
            [&one, &other].map(|member| of(&id, &format!("/members/{}", member.membership)));
        let (first, second) = tokio::join!(
            Business::send(&world, "eu", ("DELETE", &paths[0]), &one.token, &NOTHING),
            Business::send(&world, "us", ("DELETE", &paths[1]), &other.token, &NOTHING),
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 204, "{statuses:?}");
        assert_ne!(statuses[1], 204, "both have left");
        // The next round begins without administrators.
        for region in ["us", "jp"] {
            sqlx::query("DELETE FROM auth.organization_membership")
                .execute(&world.region(region).pool)
                .await
                .unwrap();
        }
        sqlx::query("DELETE FROM auth.organization_administrator")
            .execute(&world.eu().pool)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn whoever_is_erased_leaves_seat_and_memberships_behind_nowhere() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "JP").await;
    let boss = Business::member(&world, "eu", &id, "administrator").await;
    let peer = domicile_service::mesh::PeerIdentity {
        workload: Workload::ProfileStore,
        region: "eu".to_owned(),
    };
    let request = axum::http::Request::delete(format!("/mesh/v1/persons/{}", boss.sub))
        .extension(peer)
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(world.eu().mesh.clone(), request)
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 204);
    for (region, table) in [
        ("eu", "organization_membership"),
        ("jp", "organization_administrator"),
    ] {
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "SELECT count(*) FROM auth.{table}"
        )))
        .fetch_one(&world.region(region).pool)
        .await
        .unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[tokio::test]
async fn a_mail_domain_is_proven_by_a_mailbox_of_who_runs_it_and_by_no_other() {
    let world = World::of_eu().await;
    let id = Business::open(&world, "FR").await;
    let boss = Business::member(&world, "eu", &id, "administrator").await;
    let domain = of(&id, "/domains/contoso.example");
    let send = |method: &'static str, path: String, body: Value| {
        let (world, token) = (&world, &boss.token);
        async move { Business::send(world, "eu", (method, &path), token, &body).await }
    };
    assert_eq!(send("PUT", domain.clone(), NOTHING).await.status, 200);
    let body = json!({ "mailbox": "camille" });
    assert_eq!(
        send("POST", format!("{domain}/code"), body).await.status,
        400
    );
    let body = json!({ "mailbox": "postmaster" });
    assert_eq!(
        send("POST", format!("{domain}/code"), body).await.status,
        202
    );
    let mail = world.mailbox.next().await;
    assert_eq!(mail.to, "postmaster@contoso.example");
    let wrong = if mail.code() == "000000" {
        "000001"
    } else {
        "000000"
    };
    for _ in 0..5 {
        let body = json!({ "code": wrong });
        assert_eq!(
            send("POST", format!("{domain}/proof"), body).await.status,
            409
        );
    }
    // Tried too often: even the right code is refused now.
    let body = json!({ "code": mail.code() });
    assert_eq!(
        send("POST", format!("{domain}/proof"), body).await.status,
        409
    );
    let body = json!({ "mailbox": "admin" });
    assert_eq!(
        send("POST", format!("{domain}/code"), body).await.status,
        202
    );
    let body = json!({ "code": world.mailbox.next().await.code() });
    assert_eq!(
        send("POST", format!("{domain}/proof"), body).await.status,
        200
    );
}

#[tokio::test]
async fn a_tenant_without_organisations_has_none_of_their_addresses() {
    let world = World::of(&["eu"], |bundle| bundle.organizations = None).await;
    let token = Business::application(&world, "eu").await;
    let path = (
        "GET",
        "/organizations/v1/organizations/eu.AAAAAAAAAAAAAAAAAAAAAA",
    );
    let answer = Business::send(&world, "eu", path, &token, &NOTHING).await;
    assert_eq!(answer.status, 404);
    let path = ("GET", "/.well-known/authzen-configuration");
    let answer = Business::send(&world, "eu", path, &token, &NOTHING).await;
    assert_eq!(answer.status, 404);
}
