//! What the runtime role may not do.

use domicile_postgresql_for_tests::Role;

use crate::region::{Region, connect};

#[tokio::test]
async fn the_workload_changes_nothing_that_is_not_its_own() {
    let region = Region::start().await;
    let activation = connect(&region.database, Role::Activation).await;
    for statement in [
        "DELETE FROM profile.event",
        "DELETE FROM profile.outbox",
        "UPDATE profile.current_attribute SET value = '1'",
        "INSERT INTO consent.state VALUES ('a', 'b', 'Given', gen_random_uuid(), '1', now())",
        "SELECT FROM consent.record",
        "SELECT FROM profile.identifier",
        "CREATE TABLE activation.more (id int)",
        "CREATE TABLE public.more (id int)",
    ] {
        let error = sqlx::query(statement)
            .execute(&activation)
            .await
            .unwrap_err();
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .unwrap_or_default();
        assert_eq!(code, "42501", "{statement}: {error}");
    }
}
