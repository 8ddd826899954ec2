//! What sign-in tells of a person for the copy of their data that the profile store of their region makes.

use axum::{body::Body, http::Request};
use domicile_bundle::status::Workload;
use domicile_service::mesh::PeerIdentity;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::{
    authenticator::Authenticator,
    support::{
        Answer, Business, RelyingParty, SmsAdapter, World,
        passwords::{EMAIL, PASSWORD, with_password},
        sms_adapter::NUMBER,
        world::offer_all,
    },
};

/// What a peer is answered that asks what is kept of a person.
async fn asked(world: &World, workload: Workload, region: &str, sub: &str) -> Answer {
    let peer = PeerIdentity {
        workload,
        region: region.to_owned(),
    };
    let path = format!("/mesh/v1/persons/{sub}");
    let request = Request::get(&path)
        .extension(peer)
        .body(Body::empty())
        .unwrap();
    let response = world.eu().mesh.clone().oneshot(request).await.unwrap();
    Answer::of(response, Url::parse("https://mesh.test").unwrap()).await
}

async fn told(world: &World, sub: &str) -> Value {
    asked(world, Workload::ProfileStore, "eu", sub).await.json()
}

fn only<'a>(told: &'a Value, list: &str) -> &'a Value {
    let all = told[list].as_array().unwrap();
    assert_eq!(all.len(), 1, "{list}: {told}");
    &all[0]
}

fn sub_of(world: &World) -> String {
    let persons = world.eu().profile_store.persons();
    persons.into_keys().next().unwrap()
}

#[tokio::test]
async fn what_a_person_accepted_and_how_they_sign_in_is_told_and_no_secret() {
    let (adapter, world) = SmsAdapter::with_world(|bundle, _| offer_all(bundle)).await;
    let mut browser = with_password(&world, EMAIL, PASSWORD).await;
    browser.add_number(&adapter, NUMBER).await;
    let mut authenticator = Authenticator::new(b"camille's key");
    browser
        .add_passkey(&mut authenticator, "My telephone")
        .await;
    let sub = sub_of(&world);

    let told = told(&world, &sub).await;

    let documents = told["documents"].as_array().unwrap();
    let terms = documents.iter().find(|own| own["document"] == "terms");
    let terms = terms.unwrap_or_else(|| panic!("{told}"));
    assert_eq!(
        (&terms["application"], &terms["language"]),
        (&json!("aurora.shop"), &json!("en"))
    );
    assert!(
        terms["version"].is_string() && terms["at"].is_string(),
        "{terms}"
    );
    assert_eq!(only(&told, "passkeys")["name"], "My telephone");
    assert_eq!(told["telephoneNumber"]["number"], NUMBER);
    assert_eq!(only(&told, "identifiers")["keptAs"], "keyed digest");
    assert!(only(&told, "passwords")["changedAt"].is_string());
    assert!(only(&told, "devices")["lastSeenAt"].is_string());
    assert_eq!(only(&told, "grants")["application"], "aurora.shop");
    // Digests, handles and hashes stay where they are.
    let text = told.to_string();
    for secret in [
        "argon2",
        "digest\":",
        "hash",
        "handle",
        "sealed",
        "credential",
        "token",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn a_member_is_told_of_organisations_and_of_what_their_directory_says() {
    let world = World::of_eu().await;
    let organization = Business::open(&world, "FR").await;
    let member = Business::member(&world, "eu", &organization, "traveller").await;
    let told = told(&world, &member.sub).await;
    let membership = only(&told, "memberships");
    assert_eq!(membership["name"], "Contoso Travel");
    assert_eq!(membership["roles"], json!(["traveller"]));
    assert_eq!(
        membership["directory"]["userName"],
        format!("{}@contoso.example", member.sub)
    );
}

#[tokio::test]
async fn only_the_profile_store_of_the_region_is_told() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, EMAIL).await;
    let sub = sub_of(&world);
    for (workload, region) in [
        (Workload::ProfileStore, "us"),
        (Workload::Auth, "eu"),
        (Workload::Activation, "eu"),
    ] {
        let answer = asked(&world, workload, region, &sub).await;
        assert_eq!(answer.status, 403, "{workload:?} of {region}");
    }
    let nobody = told(&world, "AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(nobody["devices"], json!([]));
}

/// Nothing to tell: random names, or what is gone within the hour.
const NOT_TOLD: [&str; 4] = [
    "logout_notice",
    "passkey_owner",
    "passkey_proof",
    "password_reset",
];
/// Each is in the copy.
const TOLD: [&str; 16] = [
    "application_sign_in",
    "authenticator_app",
    "client_grant",
    "document_acceptance",
    "external_session",
    "federated_identity",
    "identifier",
    "membership_number",
    "organization_leaver",
    "organization_membership",
    "passkey",
    "password",
    "phone_number",
    "profile_question",
    "recovery_code",
    "session",
];

#[tokio::test]
async fn no_table_that_names_people_is_left_out_of_the_copy_unseen() {
    let world = World::of_eu().await;
    let mut tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.columns \
         WHERE table_schema = 'auth' AND column_name = 'sub'",
    )
    .fetch_all(&world.eu().pool)
    .await
    .unwrap();
    tables.sort();
    let mut known: Vec<&str> = TOLD.into_iter().chain(NOT_TOLD).collect();
    known.sort_unstable();
    assert_eq!(
        tables, known,
        "a new table belongs into store/personal_data.rs, or is named here with its reason"
    );
}
