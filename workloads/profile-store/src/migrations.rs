//! The schemas that this workload brings up to date: its own, and the ledger's.

use domicile_service::{ServiceError, Settings, migrate};

/// Migrations of schema `profile`, to be run by the role that owns it.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Runs the migrations of schemas `profile` and `consent`, each as its owner.
///
/// # Errors
/// When a database URL is missing, the database does not answer in time, or a migration fails.
pub async fn run(settings: &Settings) -> Result<(), ServiceError> {
    migrate::run(settings, "profile", &MIGRATOR).await?;
    migrate::run(settings, "consent", &domicile_consent::MIGRATOR).await
}
