//! The certificate travels with a request that is forwarded to another region (RFC 9440).

use axum::http::{HeaderName, HeaderValue, request::Parts};
use base64ct::{Base64, Encoding};
use domicile_bundle::status::Workload;

use super::ClientCertificate;
use crate::mesh::PeerIdentity;

/// `Client-Cert` (RFC 9440, section 2.2): what the forwarding region adds. Read from auth workloads over the mesh
/// alone: from everybody else it is only a text.
pub const HEADER: HeaderName = HeaderName::from_static("client-cert");

impl ClientCertificate {
    /// The value of [`HEADER`]: the DER as a byte sequence of RFC 8941, section 3.3.5.
    pub fn header_value(&self) -> HeaderValue {
        let text = format!(":{}:", Base64::encode_string(self.der()));
        // base64 and colons are always a header value.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("::"))
    }

    fn from_header_value(value: &HeaderValue) -> Option<Self> {
        let text = value.to_str().ok()?;
        let encoded = text.strip_prefix(':')?.strip_suffix(':')?;
        Self::from_der(&Base64::decode_vec(encoded).ok()?)
    }
}

pub(super) fn by_peer(parts: &Parts) -> Option<ClientCertificate> {
    let peer = parts.extensions.get::<PeerIdentity>()?;
    peer.require(Workload::Auth).ok()?;
    let mut values = parts.headers.get_all(HEADER).iter();
    let only = values.next()?;
    values
        .next()
        .is_none()
        .then(|| ClientCertificate::from_header_value(only))?
}
