//! Forgetting a person.

use domicile_consent::erasure;
use domicile_postgresql_for_tests::Role;

use crate::{
    configuration::{bundle, target},
    region::{CAMILLE, JORDAN, Region, connect, until},
};

#[tokio::test]
async fn an_erased_person_is_in_no_delivery_in_no_line_of_the_log_and_has_no_recipients() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut failing = target("crm", region.port(), &[("service", &["email"])]);
    failing.delivery.initial_backoff_milliseconds = 3_600_000;
    failing.delivery.maximum_backoff_milliseconds = 3_600_000;
    bundle.targets = vec![failing];
    region.person(CAMILLE).await;
    region.person(JORDAN).await;
    region.receiver.answer(500);
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    let other = region.order(JORDAN).await;
    region.until_logged(event, "Retrying/TargetRefused").await;
    region.until_logged(other, "Retrying/TargetRefused").await;

    let mut transaction = region.profile_store.begin().await.unwrap();
    sqlx::query("DELETE FROM profile.person WHERE sub = $1")
        .bind(CAMILLE)
        .execute(&mut *transaction)
        .await
        .unwrap();
    let open = erasure::erase(&mut transaction, CAMILLE).await.unwrap();
    transaction.commit().await.unwrap();
    open.ended(&region.profile_store).await.unwrap();

    let owner = connect(&region.database, Role::ActivationOwner).await;
    until("the log names nobody but Jordan", async || {
        let named: Vec<Option<String>> =
            sqlx::query_scalar("SELECT DISTINCT sub FROM log ORDER BY sub")
                .fetch_all(&owner)
                .await
                .unwrap();
        named == [Some(JORDAN.to_owned()), None]
    })
    .await;
    let reasons: Vec<String> =
        sqlx::query_scalar("SELECT reason FROM log WHERE sub IS NULL ORDER BY id")
            .fetch_all(&owner)
            .await
            .unwrap();
    assert_eq!(reasons, ["TargetRefused", "PersonErased"]);
    let left: Vec<String> = sqlx::query_scalar("SELECT sub FROM delivery")
        .fetch_all(&owner)
        .await
        .unwrap();
    assert_eq!(left, [JORDAN]);
    let disclosed: Vec<String> = sqlx::query_scalar("SELECT DISTINCT sub FROM disclosure")
        .fetch_all(&owner)
        .await
        .unwrap();
    assert_eq!(disclosed, [JORDAN]);
}

#[tokio::test]
async fn a_delivery_whose_event_is_gone_is_not_sent_and_not_kept() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    region.order(CAMILLE).await;
    let activation = region.activation(bundle).await;
    region.until_planned(&activation, 1).await;
    sqlx::query("DELETE FROM profile.event")
        .execute(&region.profile_store)
        .await
        .unwrap();
    let _running = tokio::spawn(domicile_activation::workload::run(
        activation,
        std::future::pending(),
    ));

    let owner = connect(&region.database, Role::ActivationOwner).await;
    until("the log says PersonErased", async || {
        let lines: Vec<(String, Option<String>)> = sqlx::query_as("SELECT reason, sub FROM log")
            .fetch_all(&owner)
            .await
            .unwrap();
        lines == [("PersonErased".to_owned(), None)]
    })
    .await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM delivery")
        .fetch_one(&owner)
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert!(region.receiver.received().is_empty());
}
