//! What can go wrong between this workload and what it depends on.

/// Why a step could not be done. Every step is repeated; none of the texts holds data of a person.
#[derive(Debug, thiserror::Error)]
pub enum ActivationError {
    /// The database refused or did not answer.
    #[error("the database failed: {}", domicile_consent::failure_class(.0))]
    Database(#[from] sqlx::Error),
    /// The ledger or the gate could not do its work; nothing is sent then.
    #[error(transparent)]
    Consent(#[from] domicile_consent::ConsentError),
    /// What every workload shares did not start.
    #[error(transparent)]
    Service(#[from] domicile_service::ServiceError),
    /// The client for targets could not be made.
    #[error(transparent)]
    Exit(#[from] crate::exit::ExitError),
}
