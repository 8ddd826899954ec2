//! The schemas that profile-store migrates may come later.

use std::path::Path;

use domicile_activation::schema_check::{schemas_are_there, until_schemas_are_there};
use domicile_postgresql_for_tests::{Database, Role};

use crate::region::connect;

#[tokio::test]
async fn the_workload_waits_for_the_schemas_of_others() {
    let database = Database::start().unwrap();
    let activation = connect(&database, Role::Activation).await;
    domicile_activation::MIGRATOR
        .run(&connect(&database, Role::ActivationOwner).await)
        .await
        .unwrap();
    assert!(!schemas_are_there(&activation).await);

    let waiting = tokio::spawn({
        let activation = activation.clone();
        async move { until_schemas_are_there(&activation).await }
    });
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../profile-store/migrations");
    let profile = sqlx::migrate::Migrator::new(profile).await.unwrap();
    profile
        .run(&connect(&database, Role::ProfileOwner).await)
        .await
        .unwrap();
    assert!(
        !schemas_are_there(&activation).await,
        "the ledger is still missing"
    );
    domicile_consent::MIGRATOR
        .run(&connect(&database, Role::ConsentOwner).await)
        .await
        .unwrap();
    waiting.await.unwrap();
}
