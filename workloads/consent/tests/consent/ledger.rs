//! The ledger on a real PostgreSQL.

use crate::region::{Region, connect, decision};
use domicile_consent::{ConsentError, DecisionKind, ledger, state};
use domicile_postgresql_for_tests::Role;

#[tokio::test]
async fn the_state_is_the_latest_decision() {
    let region = Region::start().await;
    for kind in [
        DecisionKind::Given,
        DecisionKind::Withdrawn,
        DecisionKind::Given,
    ] {
        ledger::decide(
            &region.profile_store,
            &[decision("camille", "newsletter", kind)],
        )
        .await
        .unwrap();
    }
    ledger::decide(
        &region.profile_store,
        &[decision("camille", "marketing", DecisionKind::Denied)],
    )
    .await
    .unwrap();

    let mut connection = region.profile_store.acquire().await.unwrap();
    let states = state::of(&mut connection, "camille").await.unwrap();
    let told: Vec<_> = states
        .iter()
        .map(|state| (state.purpose.as_str(), state.decision))
        .collect();
    assert_eq!(
        told,
        [
            ("marketing", DecisionKind::Denied),
            ("newsletter", DecisionKind::Given)
        ]
    );
    assert!(
        state::of(&mut connection, "jordan")
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_record_read_back_still_makes_its_leaf_hash() {
    let region = Region::start().await;
    let written = ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
    let mut connection = region.profile_store.acquire().await.unwrap();
    let mut read = ledger::records_of(&mut connection, "camille")
        .await
        .unwrap();
    assert_eq!(read, written);
    assert!(read[0].is_intact().unwrap());
    read[0].decision = DecisionKind::Denied;
    assert!(
        !read[0].is_intact().unwrap(),
        "another content has another hash"
    );
}

#[tokio::test]
async fn decisions_are_of_one_person_at_a_time() {
    let region = Region::start().await;
    let two = [
        decision("camille", "newsletter", DecisionKind::Given),
        decision("jordan", "newsletter", DecisionKind::Given),
    ];
    for wrong in [&two[..], &[]] {
        let answer = ledger::decide(&region.profile_store, wrong).await;
        assert!(matches!(answer, Err(ConsentError::NotOnePerson)));
    }
}

#[tokio::test]
async fn no_workload_may_change_or_delete_a_record() {
    let region = Region::start().await;
    ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
    for statement in [
        "UPDATE consent.record SET decision = 'Denied'",
        "DELETE FROM consent.record",
        "TRUNCATE consent.record CASCADE",
        "DELETE FROM consent.state",
        "SELECT consent.erasure_done('camille')",
    ] {
        let error = sqlx::query(statement)
            .execute(&region.profile_store)
            .await
            .unwrap_err();
        assert_eq!(
            sqlstate(&error),
            "42501",
            "{statement}: insufficient privilege"
        );
    }
    for statement in [
        "SELECT count(*) FROM consent.record",
        "INSERT INTO consent.state SELECT 'camille', 'marketing', 'Given', gen_random_uuid(), '1', now()",
        "DELETE FROM consent.attempt",
        "UPDATE consent.attempt SET deadline_at = now()",
        "SELECT consent.erase('camille')",
    ] {
        let error = sqlx::query(statement)
            .execute(&region.activation)
            .await
            .unwrap_err();
        assert_eq!(
            sqlstate(&error),
            "42501",
            "{statement}: insufficient privilege"
        );
    }
}

#[tokio::test]
async fn not_even_the_owner_changes_a_record() {
    let region = Region::start().await;
    ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
    let owner = connect(&region.database, Role::ConsentOwner).await;
    for statement in [
        "UPDATE record SET decision = 'Denied'",
        "UPDATE record SET subject = NULL",
        "UPDATE record SET leaf_hash = salt",
        "DELETE FROM record",
        "TRUNCATE record CASCADE",
    ] {
        let error = sqlx::query(statement).execute(&owner).await.unwrap_err();
        assert!(
            sqlstate(&error).starts_with("23"),
            "{statement}: integrity constraint, not {error}"
        );
    }
}

fn sqlstate(error: &sqlx::Error) -> String {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .unwrap_or_default()
        .into_owned()
}
