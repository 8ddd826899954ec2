//! Faults of ours and of what we lean on. Texts carry nothing of a request.

/// Why a request could not be answered although nothing was wrong with it.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The database failed.
    #[error("the database failed: {}", class(.0))]
    Database(#[from] sqlx::Error),
    /// The database failed for several requests at once.
    #[error(transparent)]
    Liveness(#[from] crate::store::liveness::LivenessError),
    /// The profile-store did not answer, or not as agreed.
    #[error("the profile-store failed: {0}")]
    ProfileStore(#[from] crate::profile_store::ProfileStoreError),
    /// Another region did not answer.
    #[error("another region failed: {0}")]
    Region(#[from] crate::openid::forwarding::ForwardingError),
    /// Mail was not taken.
    #[error("the mail server failed: {0}")]
    Mail(#[from] crate::mail::MailError),
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Password(#[from] domicile_credentials::password::PasswordError),
    /// The client for addresses of others cannot be made.
    #[error(transparent)]
    Outbound(#[from] domicile_outbound::ClientError),
    /// Random numbers or encryption failed.
    #[error("the system's cryptography failed")]
    Cryptography,
    /// Every user code that was tried is somebody else's at the moment.
    #[error("no user code was free for a device")]
    UserCode,
    /// A token could not be made.
    #[error("a token could not be signed")]
    Token(#[from] domicile_jose::JoseError),
    /// Passkeys cannot be asked for, or what was kept of one cannot be read.
    #[error("passkeys failed: {0}")]
    Passkey(#[from] domicile_credentials::passkey::PasskeyError),
    /// A page could not be rendered.
    #[error("a page could not be rendered")]
    Page(#[from] askama::Error),
    /// The bundle contradicts itself, which the operator's proof excludes.
    #[error("the configuration has no {0}")]
    Configuration(&'static str),
}

impl From<domicile_residency::HandleError> for AuthError {
    fn from(_: domicile_residency::HandleError) -> Self {
        Self::Cryptography
    }
}

impl From<domicile_residency::handoff::HandOffError> for AuthError {
    fn from(_: domicile_residency::handoff::HandOffError) -> Self {
        Self::Cryptography
    }
}

impl From<domicile_credentials::NoRandomNumbers> for AuthError {
    fn from(_: domicile_credentials::NoRandomNumbers) -> Self {
        Self::Cryptography
    }
}

impl From<domicile_service::keys::SealError> for AuthError {
    fn from(_: domicile_service::keys::SealError) -> Self {
        Self::Cryptography
    }
}

/// What kind of database failure it was: the driver's texts may quote values.
pub(crate) fn class(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(_) => "unreachable".to_owned(),
        sqlx::Error::Tls(_) => "TLS refused".to_owned(),
        sqlx::Error::PoolTimedOut => "no connection in time".to_owned(),
        sqlx::Error::Database(database) => {
            format!("SQLSTATE {}", database.code().unwrap_or_default())
        }
        _ => "failed".to_owned(),
    }
}
