//! Why somebody could not be signed in by a provider. Texts hold nothing of a person and no secret.

use domicile_jose::JoseError;
use domicile_outbound::OutboundError;

use crate::MetadataProblem;

/// Why it came to nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FederationError {
    /// The person did not want to, or the provider did not let them.
    #[error("the provider answered with the error `{0}`")]
    Refused(String),
    /// A part of the provider was not to be reached.
    #[error("the provider's {what} could not be read: {error}")]
    Unreachable {
        /// Which part.
        what: &'static str,
        /// Why.
        error: OutboundError,
    },
    /// A part of the provider answered with a status that is no answer.
    #[error("the provider's {what} answered {status}")]
    Status {
        /// Which part.
        what: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// A part of the provider answered with something that cannot be read.
    #[error("the provider's {what} is not what its standard says")]
    Unreadable {
        /// Which part.
        what: &'static str,
    },
    /// The provider's metadata are not to be used.
    #[error("the provider's metadata cannot be used: {0}")]
    Metadata(#[from] MetadataProblem),
    /// The answer is not to this attempt.
    #[error("the answer belongs to another attempt or to another provider's")]
    ForeignState,
    /// The answer names another issuer, or none where it has to (RFC 9207).
    #[error("the answer does not come from the provider that was asked")]
    ForeignIssuer,
    /// The token endpoint did not take the code.
    #[error("the provider's token endpoint answered with the error `{0}`")]
    Code(String),
    /// The ID token is not to be believed.
    #[error("the ID token is not to be believed: {0}")]
    IdToken(#[from] JoseError),
    /// A claim of the ID token, or of the user's document, is not what it has to be.
    #[error("`{0}` of the provider's answer is missing or not what it has to be")]
    Claim(&'static str),
    /// No assertion could be signed.
    #[error("this client could not prove itself: no key of ours signs now")]
    Assertion,
    /// A claim of a logout token is missing or not what it has to be.
    #[error("`{0}` of the logout token is missing or not what it has to be")]
    LogoutClaim(&'static str),
    /// The system's random source failed.
    #[error("no random numbers")]
    Random,
}

impl FederationError {
    /// An error code of the provider's, as far as it can be one (RFC 6749, section 4.1.2.1): it is written to logs.
    pub(crate) fn code_of(text: &str) -> String {
        let sign = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
        text.chars().filter(sign).take(40).collect()
    }
}
