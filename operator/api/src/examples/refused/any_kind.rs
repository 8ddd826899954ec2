//! What is refused for any kind that belongs to a tenant.

use serde_json::json;

use super::Change;

pub(super) fn another_tenant() -> Vec<Change> {
    vec![
        (
            "takes an object to another tenant",
            "/spec/tenantRef/name",
            json!("borealis"),
            "tenantRef cannot be changed",
        ),
        (
            "takes an object to a tenant of another namespace",
            "/spec/tenantRef/namespace",
            json!("borealis"),
            "tenantRef cannot be changed",
        ),
    ]
}

/// Mistakes that can be made in the name and the tenant of any kind.
fn any_kind() -> Vec<Change> {
    vec![
        (
            "gives an object a name with dots",
            "/metadata/name",
            json!("a.b"),
            "metadata.name must be at most 63",
        ),
        (
            "names no tenant",
            "/spec/tenantRef/name",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "names a namespace that cannot exist",
            "/spec/tenantRef/namespace",
            json!("A"),
            "must be a name of at most 63",
        ),
    ]
}

pub(super) fn with_any_kind(changes: Vec<Change>) -> Vec<Change> {
    any_kind().into_iter().chain(changes).collect()
}
