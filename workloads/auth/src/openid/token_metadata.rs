//! What the discovery document says about tokens and their endpoints (RFC 8414, RFC 8628, RFC 9449).

use domicile_bundle::GrantType;
use serde_json::{Map, Value, json};

use super::dpop;

/// Members of the discovery document.
pub fn members(issuer: &str) -> Map<String, Value> {
    let grant_types = GrantType::ALL.map(GrantType::as_str);
    let members = [
        ("grant_types_supported", json!(grant_types)),
        (
            "introspection_endpoint",
            json!(format!("{issuer}/introspect")),
        ),
        ("revocation_endpoint", json!(format!("{issuer}/revoke"))),
        (
            "device_authorization_endpoint",
            json!(format!("{issuer}/device_authorization")),
        ),
        ("dpop_signing_alg_values_supported", json!(dpop::ALGORITHMS)),
    ];
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
