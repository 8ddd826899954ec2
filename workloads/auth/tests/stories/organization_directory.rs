//! SCIM: the directory of an organisation makes, changes and removes its members, each where they live.

use domicile_organizations::OrganizationId;
use serde_json::{Value, json};

use crate::support::{Answer, Business, World};

const NOTHING: Value = Value::Null;
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// An organisation with a proven domain, and the token of its directory.
struct Directory<'a> {
    world: &'a World,
    id: OrganizationId,
    token: String,
    boss: crate::support::business::Manager,
}

impl<'a> Directory<'a> {
    async fn of(world: &'a World, country: &str) -> Self {
        let id = Business::open(world, country).await;
        let boss = Business::member(world, "eu", &id, "administrator").await;
        let home = world.region(id.region());
        sqlx::query(
            "INSERT INTO auth.organization_domain (organization_id, domain, proven_at) VALUES ($1, 'contoso.example', now())",
        )
        .bind(id.as_str())
        .execute(&home.pool)
        .await
        .unwrap();
        let path = format!("/organizations/v1/organizations/{id}/directory-tokens");
        let answer = Business::send(world, "eu", ("POST", &path), &boss.token, &NOTHING).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        Self {
            world,
            id,
            token,
            boss,
        }
    }

    async fn send(&self, region: &str, method: &str, path: &str, body: Value) -> Answer {
        self.send_with(region, method, path, &[], body).await
    }

    async fn send_with(
        &self,
        region: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Answer {
        let path = format!("/scim/v2/{}{path}", self.id);
        Business::send_with(
            self.world,
            region,
            (method, &path),
            &self.token,
            headers,
            &body,
        )
        .await
    }

    async fn make(&self, name: &str, country: &str) -> Value {
        let answer = self.send("eu", "POST", "/Users", user(name, country)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()
    }
}

fn user(name: &str, country: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": format!("{name}@contoso.example"),
        "name": { "givenName": name, "familyName": "Tester" },
        "emails": [{ "value": format!("{name}@contoso.example"), "type": "work", "primary": true }],
        "addresses": [{ "type": "work", "country": country }],
    })
}

fn patch(operation: &Value) -> Value {
    json!({ "schemas": [PATCH], "Operations": [operation] })
}

#[tokio::test]
async fn a_user_is_made_where_they_live_found_from_anywhere_and_kept_nowhere_else() {
    let world = World::of_all_regions().await;
    let directory = Directory::of(&world, "DE").await;
    let made = directory.make("yuki", "JP").await;
    let id = made["id"].as_str().unwrap();
    assert!(id.starts_with("jp."));
    assert_eq!(made["meta"]["version"], "W/\"1\"");
    assert_eq!(world.region("jp").profile_store.persons().len(), 1);
    assert!(world.eu().profile_store.persons().is_empty());
    for region in ["eu", "jp", "us"] {
        let answer = directory
            .send(region, "GET", &format!("/Users/{id}"), NOTHING)
            .await;
        assert_eq!(
            answer.json()["userName"],
            "yuki@contoso.example",
            "{region}"
        );
        assert_eq!(answer.headers["etag"], "W/\"1\"");
        assert_eq!(answer.headers["content-type"], "application/scim+json");
        let filter =
            "/Users?filter=userName%20eq%20%22YUKI%40contoso.example%22&attributes=userName";
        let list = directory.send(region, "GET", filter, NOTHING).await.json();
        assert_eq!(list["totalResults"], 1);
        assert_eq!(list["Resources"][0]["name"], NOTHING);
    }
    // What is kept where she lives is sealed.
    let kept: String = sqlx::query_scalar(
        "SELECT string_agg(row_to_json(membership)::text, '') FROM auth.organization_membership AS membership",
    )
    .fetch_one(&world.region("jp").pool)
    .await
    .unwrap();
    assert!(!kept.to_lowercase().contains("yuki"), "{kept}");
}

#[tokio::test]
async fn a_user_is_replaced_and_patched_only_in_the_version_that_was_seen() {
    let world = World::of_all_regions().await;
    let directory = Directory::of(&world, "FR").await;
    let made = directory.make("sam", "US").await;
    let path = format!("/Users/{}", made["id"].as_str().unwrap());
    let title = || patch(&json!({ "op": "add", "path": "title", "value": "Buyer" }));
    let stale = [("if-match", "W/\"7\"")];
    let answer = directory
        .send_with("us", "PATCH", &path, &stale, title())
        .await;
    assert_eq!(answer.status, 412);
    let seen = [("if-match", "W/\"1\"")];
    let answer = directory
        .send_with("us", "PATCH", &path, &seen, title())
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["title"], "Buyer");
    assert_eq!(answer.headers["etag"], "W/\"2\"");
    assert_eq!(
        directory
            .send_with("us", "PATCH", &path, &seen, title())
            .await
            .status,
        412
    );
    let answer = directory
        .send("jp", "PUT", &path, user("samantha", "US"))
        .await;
    assert_eq!(answer.json()["userName"], "samantha@contoso.example");
    assert_eq!(answer.json()["title"], NOTHING);
    let answer = directory
        .send(
            "eu",
            "PATCH",
            &path,
            patch(&json!({ "op": "replace", "path": "active", "value": false })),
        )
        .await;
    assert_eq!(answer.json()["active"], false);
    assert_eq!(
        directory.send("eu", "DELETE", &path, NOTHING).await.status,
        204
    );
    assert_eq!(
        directory.send("eu", "GET", &path, NOTHING).await.status,
        404
    );
}

#[tokio::test]
async fn a_user_name_is_given_once_in_an_organisation_and_a_known_person_is_made_no_second_time() {
    let world = World::of_all_regions().await;
    let (one, other) = (
        Directory::of(&world, "FR").await,
        Directory::of(&world, "JP").await,
    );
    one.make("alex", "US").await;
    let again = one.send("jp", "POST", "/Users", user("ALEX", "JP")).await;
    assert_eq!(again.status, 409);
    assert_eq!(again.json()["scimType"], "uniqueness");
    // Another organisation of another region, and another country: the same person, where they live already.
    let made = other.make("alex", "JP").await;
    assert!(made["id"].as_str().unwrap().starts_with("us."));
    assert_eq!(world.region("us").profile_store.persons().len(), 1);
    assert!(world.region("jp").profile_store.persons().is_empty());
}

#[tokio::test]
async fn only_addresses_of_proven_domains_are_taken() {
    let world = World::of_eu().await;
    let directory = Directory::of(&world, "FR").await;
    let mut foreign = user("camille", "FR");
    foreign["emails"][0]["value"] = "camille@example.test".into();
    let answer = directory.send("eu", "POST", "/Users", foreign).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["scimType"]),
        (400, &json!("invalidValue"))
    );
    let mut below = user("camille", "FR");
    below["emails"][0]["value"] = "camille@mail.contoso.example".into();
    assert_eq!(
        directory.send("eu", "POST", "/Users", below).await.status,
        400
    );
    assert!(world.eu().profile_store.persons().is_empty());
}

#[tokio::test]
async fn groups_are_roles_and_a_directory_makes_no_administrator() {
    let world = World::of_all_regions().await;
    let directory = Directory::of(&world, "FR").await;
    let made = directory.make("kim", "JP").await;
    let id = made["id"].as_str().unwrap();
    let add = |member: &str| {
        patch(&json!({ "op": "add", "path": "members", "value": [{ "value": member }] }))
    };
    let answer = directory
        .send("us", "PATCH", "/Groups/traveller", add(id))
        .await;
    assert_eq!(answer.json()["members"][0]["value"], id, "{}", answer.body);
    let shown = directory
        .send("eu", "GET", &format!("/Users/{id}"), NOTHING)
        .await;
    assert_eq!(shown.json()["groups"][0]["value"], "traveller");

    let boss = directory.boss.membership.as_str();
    let user = format!("/Users/{id}");
    for (method, path, body, status) in [
        ("PATCH", "/Groups/administrator", add(id), 403),
        (
            "PUT",
            "/Groups/administrator",
            json!({ "displayName": "administrator", "members": [] }),
            403,
        ),
        (
            "PATCH",
            "/Groups/administrator",
            patch(&json!({ "op": "remove", "path": format!("members[value eq \"{boss}\"]") })),
            403,
        ),
        (
            "PATCH",
            user.as_str(),
            patch(
                &json!({ "op": "add", "path": "groups", "value": [{ "value": "administrator" }] }),
            ),
            400,
        ),
        (
            "PATCH",
            user.as_str(),
            patch(
                &json!({ "op": "add", "value": { "roles": ["administrator"], "groups": [{ "value": "administrator" }] } }),
            ),
            200,
        ),
        ("POST", "/Groups", json!({ "displayName": "owner" }), 403),
        ("DELETE", "/Groups/administrator", NOTHING, 403),
        ("GET", "/Groups/owner", NOTHING, 404),
        (
            "PATCH",
            "/Groups/traveller",
            add("jp.AAAAAAAAAAAAAAAAAAAAAA"),
            400,
        ),
        (
            "PATCH",
            "/Groups/traveller",
            patch(&json!({ "op": "replace", "path": "displayName", "value": "administrator" })),
            400,
        ),
    ] {
        let answer = directory.send("eu", method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
    }
    let shown = directory.send("eu", "GET", &user, NOTHING).await;
    assert_eq!(shown.json()["groups"], json!([shown.json()["groups"][0]]));
    assert_eq!(shown.json()["groups"][0]["value"], "traveller");
}

#[tokio::test]
async fn the_last_administrator_is_neither_stopped_nor_removed_by_a_directory() {
    let world = World::of_eu().await;
    let directory = Directory::of(&world, "FR").await;
    let path = format!("/Users/{}", directory.boss.membership);
    assert_eq!(
        directory.send("eu", "DELETE", &path, NOTHING).await.status,
        409
    );
    let stop = patch(&json!({ "op": "replace", "path": "active", "value": false }));
    assert_eq!(directory.send("eu", "PATCH", &path, stop).await.status, 409);
}

#[tokio::test]
async fn a_token_of_one_organisation_is_nothing_at_another() {
    let world = World::of_all_regions().await;
    let (one, other) = (
        Directory::of(&world, "FR").await,
        Directory::of(&world, "JP").await,
    );
    let made = other.make("eve", "US").await;
    let id = made["id"].as_str().unwrap();
    for (method, path) in [
        ("GET", format!("/scim/v2/{}/Users", other.id)),
        ("GET", format!("/scim/v2/{}/Users/{id}", other.id)),
        ("DELETE", format!("/scim/v2/{}/Users/{id}", other.id)),
        (
            "GET",
            format!("/scim/v2/{}/ServiceProviderConfig", other.id),
        ),
    ] {
        let answer = Business::send(&world, "eu", (method, &path), &one.token, &NOTHING).await;
        assert_eq!(answer.status, 401, "{path}");
    }
    // The member of another organisation under one's own.
    for method in ["GET", "DELETE"] {
        let answer = one
            .send("eu", method, &format!("/Users/{id}"), NOTHING)
            .await;
        assert_eq!(answer.status, 404, "{method}");
    }
    // A token of a directory manages nothing, and an ended one opens nothing.
    let path = format!("/organizations/v1/organizations/{}/members", one.id);
    let answer = Business::send(&world, "eu", ("GET", &path), &one.token, &NOTHING).await;
    assert_eq!(answer.status, 401);
    sqlx::query("DELETE FROM auth.organization_directory_token")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(one.send("us", "GET", "/Users", NOTHING).await.status, 401);
}

#[tokio::test]
async fn a_filter_bomb_is_refused_at_the_door() {
    let world = World::of_all_regions().await;
    let directory = Directory::of(&world, "FR").await;
    let deep = format!("{}a%20pr{}", "(".repeat(300), ")".repeat(300));
    let wide = vec!["a%20pr"; 200].join("%20or%20");
    let long = format!("a%20eq%20%22{}%22", "x".repeat(4000));
    for bomb in [deep, wide, long] {
        let answer = directory
            .send("eu", "GET", &format!("/Users?filter={bomb}"), NOTHING)
            .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["scimType"]),
            (400, &json!("invalidFilter"))
        );
    }
}

#[tokio::test]
async fn several_operations_are_done_in_one_request_and_answered_one_by_one() {
    let world = World::of_all_regions().await;
    let directory = Directory::of(&world, "FR").await;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            { "method": "PATCH", "path": "/Groups/traveller", "data": patch(&json!({ "op": "add", "path": "members", "value": [{ "value": "bulkId:one" }] })) },
            { "method": "POST", "path": "/Users", "bulkId": "one", "data": user("lee", "US") },
            { "method": "POST", "path": "/Users", "bulkId": "two", "data": user("lee", "JP") },
            { "method": "DELETE", "path": "/Users/jp.AAAAAAAAAAAAAAAAAAAAAA" },
        ],
    });
    let answer = directory.send("jp", "POST", "/Bulk", body).await;
    let shown = answer.json();
    let status: Vec<&str> = shown["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(status, ["201", "200", "409", "404"], "{}", answer.body);
    let list = directory
        .send("eu", "GET", "/Groups?filter=members.value%20pr", NOTHING)
        .await
        .json();
    let names: Vec<&str> = list["Resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["administrator", "traveller"]);
}

#[tokio::test]
async fn the_documents_say_what_the_service_does() {
    let world = World::of_eu().await;
    let directory = Directory::of(&world, "FR").await;
    let answer = directory
        .send("eu", "GET", "/ServiceProviderConfig", NOTHING)
        .await;
    assert_eq!(answer.json()["bulk"]["maxOperations"], 100);
    let answer = directory.send("eu", "GET", "/ResourceTypes", NOTHING).await;
    assert_eq!(answer.json()["totalResults"], 2);
    let schema = "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User";
    assert_eq!(
        directory.send("eu", "GET", schema, NOTHING).await.json()["name"],
        "User"
    );
    assert_eq!(
        directory
            .send("eu", "GET", "/Schemas/none", NOTHING)
            .await
            .status,
        404
    );
}
