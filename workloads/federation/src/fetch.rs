//! Documents of a provider: JSON objects, bounded.

use domicile_outbound::{Answer, OutboundError};
use serde::de::DeserializeOwned;

use crate::FederationError;

/// What is asked for.
pub(crate) const JSON: &str = "application/json";

/// The body of an answer that is one.
pub(crate) fn body(
    what: &'static str,
    answer: Result<Answer, OutboundError>,
) -> Result<Vec<u8>, FederationError> {
    let answer = answer.map_err(|error| FederationError::Unreachable { what, error })?;
    match answer.status {
        200 => Ok(answer.body),
        status => Err(FederationError::Status { what, status }),
    }
}

/// Reads a document. Its length is bounded by the client, its depth by `serde_json` (128).
pub(crate) fn read<T: DeserializeOwned>(
    what: &'static str,
    body: &[u8],
) -> Result<T, FederationError> {
    serde_json::from_slice(body).map_err(|_| FederationError::Unreadable { what })
}
