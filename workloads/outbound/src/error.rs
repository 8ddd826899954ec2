//! Why a request was not answered. Texts say nothing of what was found behind an address: who named it may read them.

/// Why a request was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// Not an HTTPS address without user name and password.
    #[error("the address must be https, without user name and password")]
    Address,
    /// An address or a port where no public host answers, and the tenant does not name it.
    #[error("the address is not one of the public Internet on port 443")]
    Forbidden,
    /// The name means nothing or nothing public, or there was no connection, or its certificate is not believed.
    #[error("the host did not answer")]
    Unreachable,
    /// It took too long.
    #[error("the host did not answer in time")]
    TimedOut,
    /// The answer is longer than is read.
    #[error("the answer is too long")]
    TooLong,
    /// Too many requests are under way.
    #[error("too many requests are under way; try again")]
    Busy,
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
#[error(
    "the client for other hosts could not be made; are CA certificates in the image, and is the CA bundle PEM? {0}"
)]
pub struct ClientError(#[from] pub(crate) reqwest::Error);
