//! Forgetting a person, on a real PostgreSQL.

use std::time::Duration;

use crate::region::{Region, decision, purposes, request, target};
use domicile_consent::{DecisionKind, erasure, gate, ledger, permit::AttemptOutcome, state};

#[tokio::test]
async fn erasing_leaves_the_leaf_hash_and_nothing_else() {
    let region = Region::start().await;
    let records = ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
    ledger::decide(
        &region.profile_store,
        &[decision("jordan", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();

    erase(&region, "camille").await;

    let mut connection = region.profile_store.acquire().await.unwrap();
    assert!(
        state::of(&mut connection, "camille")
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        ledger::records_of(&mut connection, "camille")
            .await
            .unwrap()
            .is_empty()
    );
    let kept: Vec<u8> =
        sqlx::query_scalar("SELECT leaf_hash FROM consent.record WHERE id = $1 AND salt IS NULL")
            .bind(records[0].id)
            .fetch_one(&region.profile_store)
            .await
            .unwrap();
    assert_eq!(kept, records[0].leaf_hash);
    assert_eq!(
        state::of(&mut connection, "jordan").await.unwrap().len(),
        1,
        "nobody else is touched"
    );
}

#[tokio::test]
async fn an_erasure_is_acknowledged_only_after_the_running_attempt_ended() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 30_000), purposes());
    ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
    let mut answers = gate::start(
        &region.activation,
        &[request("camille", &target, &purposes)],
    )
    .await
    .unwrap();
    let permit = answers.remove(0).unwrap();

    let mut transaction = region.profile_store.begin().await.unwrap();
    let open = erasure::erase(&mut transaction, "camille").await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(open.len(), 1);
    let mut waiting = std::pin::pin!(open.ended(&region.profile_store));
    assert!(
        tokio::time::timeout(Duration::from_millis(300), waiting.as_mut())
            .await
            .is_err()
    );

    let mut connection = region.activation.acquire().await.unwrap();
    gate::finish(&mut connection, permit, AttemptOutcome::Delivered)
        .await
        .unwrap();
    waiting.await.unwrap();
}

#[tokio::test]
async fn what_other_tables_have_to_forget_is_kept_until_it_is_done() {
    let region = Region::start().await;
    erase(&region, "camille").await;
    erase(&region, "camille").await;
    let mut connection = region.activation.acquire().await.unwrap();
    assert_eq!(
        erasure::pending(&mut connection).await.unwrap(),
        ["camille"]
    );
    erasure::done(&mut connection, "camille").await.unwrap();
    assert!(erasure::pending(&mut connection).await.unwrap().is_empty());
}

async fn erase(region: &Region, subject: &str) {
    let mut transaction = region.profile_store.begin().await.unwrap();
    let open = erasure::erase(&mut transaction, subject).await.unwrap();
    transaction.commit().await.unwrap();
    open.ended(&region.profile_store).await.unwrap();
}
