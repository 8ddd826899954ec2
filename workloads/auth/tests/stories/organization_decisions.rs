//! The decision API (`AuthZEN` 1.0): any region answers, by the roles that the home region knows.

use serde_json::{Value, json};

use crate::support::{Business, World};

const ONE: &str = "/access/v1/evaluation";
const SEVERAL: &str = "/access/v1/evaluations";

fn question(sub: &str, organization: &str, resource: &str, action: &str) -> Value {
    json!({
        "subject": { "type": "user", "id": sub },
        "action": { "name": action },
        "resource": { "type": resource, "id": "42", "properties": { "organization": organization } },
    })
}

#[tokio::test]
async fn any_region_decides_by_the_roles_of_the_home_region() {
    let world = World::of_all_regions().await;
    let id = Business::open(&world, "DE").await;
    let clerk = Business::member(&world, "jp", &id, "traveller").await;
    for region in ["eu", "jp", "us"] {
        let body = question(&clerk.sub, id.as_str(), "booking", "create");
        let answer = Business::decide(&world, region, ONE, &body).await;
        assert_eq!(answer.json(), json!({ "decision": true }), "{region}");
        assert_eq!(answer.headers["x-request-id"], "the-id");
        let body = question(&clerk.sub, id.as_str(), "invoice", "read");
        let answer = Business::decide(&world, region, ONE, &body).await;
        assert_eq!(answer.json()["decision"], false);
        assert_eq!(answer.json()["context"]["reason"], "not_permitted");
    }
}

#[tokio::test]
async fn what_is_not_known_is_not_allowed() {
    let world = World::of_all_regions().await;
    let (id, other) = (
        Business::open(&world, "FR").await,
        Business::open(&world, "FR").await,
    );
    let clerk = Business::member(&world, "eu", &id, "traveller").await;
    let mut robot = question(&clerk.sub, id.as_str(), "booking", "read");
    robot["subject"]["type"] = "robot".into();
    let mut nowhere = question(&clerk.sub, id.as_str(), "booking", "read");
    nowhere["resource"]["properties"] = json!({});
    for (body, reason) in [
        (
            question(&clerk.sub, other.as_str(), "booking", "read"),
            "not_member",
        ),
        (
            question("AAAAAAAAAAAAAAAAAAAAAA", id.as_str(), "booking", "read"),
            "not_member",
        ),
        (
            question(&clerk.sub, "eu.nothing", "booking", "read"),
            "organization_missing",
        ),
        (nowhere, "organization_missing"),
        (robot, "unknown_subject_type"),
    ] {
        let answer = Business::decide(&world, "eu", ONE, &body).await;
        assert_eq!(answer.json()["decision"], false);
        assert_eq!(answer.json()["context"]["reason"], reason, "{body}");
    }
}

#[tokio::test]
async fn several_questions_are_answered_in_order_until_the_semantic_ends_them() {
    let world = World::of_eu().await;
    let id = Business::open(&world, "FR").await;
    let clerk = Business::member(&world, "eu", &id, "traveller").await;
    let mut body = question(&clerk.sub, id.as_str(), "booking", "read");
    body["evaluations"] = json!([{}, { "action": { "name": "delete" } }, {}, { "action": 1 }]);
    let decisions = |answer: crate::support::Answer| {
        answer.json()["evaluations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["decision"].as_bool().unwrap())
            .collect::<Vec<_>>()
    };
    let answer = Business::decide(&world, "eu", SEVERAL, &body).await;
    assert_eq!(
        answer.json()["evaluations"][3]["context"]["error"]["status"],
        400
    );
    assert_eq!(decisions(answer), [true, false, true, false]);
    body["options"] = json!({ "evaluations_semantic": "deny_on_first_deny" });
    assert_eq!(
        decisions(Business::decide(&world, "eu", SEVERAL, &body).await),
        [true, false]
    );
    body["options"] = json!({ "evaluations_semantic": "permit_on_first_permit" });
    assert_eq!(
        decisions(Business::decide(&world, "eu", SEVERAL, &body).await),
        [true]
    );
    body["evaluations"] = json!([]);
    let answer = Business::decide(&world, "eu", SEVERAL, &body).await;
    assert_eq!(answer.json(), json!({ "decision": true }));
}

#[tokio::test]
async fn only_clients_that_prove_themselves_are_answered() {
    let world = World::of_eu().await;
    let answer = Business::send(&world, "eu", ("POST", ONE), "no-token", &json!({})).await;
    assert_eq!(answer.status, 401);
    for body in [json!({}), json!([]), json!({ "subject": {} })] {
        let answer = Business::decide(&world, "eu", ONE, &body).await;
        assert_eq!(answer.status, 400, "{body}");
    }
}

#[tokio::test]
async fn the_configuration_says_where_to_ask() {
    let world = World::of_eu().await;
    let path = ("GET", "/.well-known/authzen-configuration");
    let answer = Business::send(&world, "eu", path, "", &Value::Null).await;
    assert_eq!(
        answer.json(),
        json!({
            "policy_decision_point": "https://login.aurora.localhost:8443",
            "access_evaluation_endpoint": "https://login.aurora.localhost:8443/access/v1/evaluation",
            "access_evaluations_endpoint": "https://login.aurora.localhost:8443/access/v1/evaluations",
        })
    );
}
