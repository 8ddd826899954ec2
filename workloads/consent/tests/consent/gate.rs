//! The gate and the ledger together, on a real PostgreSQL.

use std::time::{Duration, Instant};

use crate::region::{Region, decision, purposes, request, target};
use domicile_consent::{
    DecisionKind, gate, ledger,
    permit::{AttemptOutcome, Refusal},
};

#[tokio::test]
async fn what_was_never_asked_is_refused_and_leaves_no_attempt() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 500), purposes());
    let answers = gate::start(
        &region.activation,
        &[request("camille", &target, &purposes)],
    )
    .await
    .unwrap();
    assert_eq!(
        answers.into_iter().next().unwrap().unwrap_err(),
        Refusal::ConsentNotGiven
    );
    assert_eq!(attempts(&region).await, 0);
}

#[tokio::test]
async fn a_batch_is_answered_in_order() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 500), purposes());
    give(&region, "camille").await;
    give(&region, "aki").await;
    let requests = [
        request("camille", &target, &purposes),
        request("jordan", &target, &purposes),
        request("aki", &target, &purposes),
    ];
    let answers = gate::start(&region.activation, &requests).await.unwrap();
    let deliveries: Vec<_> = answers
        .iter()
        .map(|answer| answer.as_ref().ok().map(domicile_consent::Permit::delivery))
        .collect();
    assert_eq!(
        deliveries,
        [
            Some(requests[0].delivery_id),
            None,
            Some(requests[2].delivery_id)
        ]
    );
    assert_eq!(attempts(&region).await, 2);
}

#[tokio::test]
async fn a_withdrawal_is_acknowledged_only_after_the_running_attempt_ended() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 30_000), purposes());
    give(&region, "camille").await;
    let permit = start_one(&region, "camille", &target, &purposes)
        .await
        .unwrap();

    let pool = region.profile_store.clone();
    let mut withdrawal = tokio::spawn(async move {
        ledger::decide(
            &pool,
            &[decision("camille", "newsletter", DecisionKind::Withdrawn)],
        )
        .await
        .unwrap();
        Instant::now()
    });
    let early = tokio::time::timeout(Duration::from_millis(400), &mut withdrawal).await;
    assert!(early.is_err(), "acknowledged while an attempt was running");
    assert_eq!(
        start_one(&region, "camille", &target, &purposes)
            .await
            .unwrap_err(),
        Refusal::ConsentWithdrawn,
        "in force for new attempts before it is acknowledged"
    );

    let ended = Instant::now();
    let mut connection = region.activation.acquire().await.unwrap();
    gate::finish(&mut connection, permit, AttemptOutcome::Delivered)
        .await
        .unwrap();
    assert!(withdrawal.await.unwrap() >= ended);
}

#[tokio::test]
async fn a_withdrawal_waits_for_a_crashed_sender_until_its_deadline_and_not_longer() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 300), purposes());
    give(&region, "camille").await;
    let permit = start_one(&region, "camille", &target, &purposes)
        .await
        .unwrap();
    let began = Instant::now();
    let left = permit.remaining().unwrap();
    std::mem::forget(permit); // the sender died: nobody will finish it

    ledger::decide(
        &region.profile_store,
        &[decision("camille", "newsletter", DecisionKind::Withdrawn)],
    )
    .await
    .unwrap();
    let waited = began.elapsed();
    assert!(
        waited >= left + gate::DEADLINE_MARGIN / 2,
        "acknowledged before the deadline: {waited:?}"
    );
    assert!(
        waited < left + gate::DEADLINE_MARGIN * 3,
        "waited on past the deadline: {waited:?}"
    );

    let mut connection = region.activation.acquire().await.unwrap();
    assert_eq!(gate::close_orphans(&mut connection).await.unwrap(), 1);
    assert_eq!(gate::close_orphans(&mut connection).await.unwrap(), 0);
}

#[tokio::test]
async fn a_withdrawal_does_not_wait_for_attempts_of_others_or_under_other_purposes() {
    let region = Region::start().await;
    let (newsletter, marketing, purposes) = (
        target(&["newsletter"], 30_000),
        target(&["marketing"], 30_000),
        purposes(),
    );
    give(&region, "camille").await;
    give(&region, "jordan").await;
    ledger::decide(
        &region.profile_store,
        &[decision("camille", "marketing", DecisionKind::Given)],
    )
    .await
    .unwrap();
    let others = start_one(&region, "jordan", &newsletter, &purposes)
        .await
        .unwrap();
    let own = start_one(&region, "camille", &marketing, &purposes)
        .await
        .unwrap();

    let withdrawal = [decision("camille", "newsletter", DecisionKind::Withdrawn)];
    tokio::time::timeout(
        Duration::from_secs(30),
        ledger::decide(&region.profile_store, &withdrawal),
    )
    .await
    .expect("nothing to wait for")
    .unwrap();
    drop((others, own));
}

#[tokio::test]
async fn an_attempt_cannot_slip_in_while_a_decision_is_being_recorded() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 30_000), purposes());
    give(&region, "camille").await;

    let mut transaction = region.profile_store.begin().await.unwrap();
    let withdrawal = [decision("camille", "newsletter", DecisionKind::Withdrawn)];
    let (_, open) = ledger::decide_in(&mut transaction, &withdrawal)
        .await
        .unwrap();
    assert!(open.is_empty());
    let requests = [request("camille", &target, &purposes)];
    let attempt = gate::start(&region.activation, &requests);
    let mut attempt = std::pin::pin!(attempt);
    let early = tokio::time::timeout(Duration::from_millis(300), attempt.as_mut()).await;
    assert!(
        early.is_err(),
        "the gate answered from a state that is being changed"
    );
    transaction.commit().await.unwrap();
    let answers = attempt.await.unwrap();
    assert_eq!(
        answers.into_iter().next().unwrap().unwrap_err(),
        Refusal::ConsentWithdrawn
    );
}

#[tokio::test]
async fn an_unreachable_ledger_means_no() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 500), purposes());
    give(&region, "camille").await;
    region.activation.close().await;
    assert!(
        gate::start(
            &region.activation,
            &[request("camille", &target, &purposes)]
        )
        .await
        .is_err()
    );
}

#[tokio::test]
async fn many_batches_and_decisions_at_once_never_wait_in_a_circle() {
    let region = Region::start().await;
    let (target, purposes) = (target(&["newsletter"], 50), purposes());
    let people: Vec<String> = (0..20).map(|number| format!("person-{number}")).collect();
    let batches = (0..4).map(|batch| {
        let (region, people, target, purposes) = (&region, &people, &target, &purposes);
        async move {
            for round in 0..10 {
                let mut order: Vec<&String> = people.iter().collect();
                order.rotate_left((batch * 5 + round) % 20);
                let requests: Vec<_> = order
                    .iter()
                    .map(|person| request(person, target, purposes))
                    .collect();
                let _answers = gate::start(&region.activation, &requests).await.unwrap();
            }
        }
    });
    let decisions = people.iter().map(|person| {
        let pool = &region.profile_store;
        async move {
            for kind in [DecisionKind::Given, DecisionKind::Withdrawn] {
                ledger::decide(pool, &[decision(person, "newsletter", kind)])
                    .await
                    .unwrap();
            }
        }
    });
    let everything = async {
        tokio::join!(
            futures::future::join_all(batches),
            futures::future::join_all(decisions)
        );
    };
    tokio::time::timeout(Duration::from_mins(1), everything)
        .await
        .expect("no deadlock");
}

async fn give(region: &Region, subject: &str) {
    ledger::decide(
        &region.profile_store,
        &[decision(subject, "newsletter", DecisionKind::Given)],
    )
    .await
    .unwrap();
}

async fn start_one(
    region: &Region,
    subject: &str,
    target: &domicile_bundle::Target,
    purposes: &[domicile_bundle::Purpose],
) -> Result<domicile_consent::Permit, Refusal> {
    gate::start(&region.activation, &[request(subject, target, purposes)])
        .await
        .unwrap()
        .remove(0)
}

async fn attempts(region: &Region) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM consent.attempt")
        .fetch_one(&region.activation)
        .await
        .unwrap()
}
