//! What may change after creation.

use kube::core::Rule;

use super::forbidden;

/// The value never changes after creation.
pub fn immutable(message: &str) -> Rule {
    forbidden("self == oldSelf", message)
}

/// The tenant of an object never changes.
pub fn same_tenant() -> Rule {
    immutable("tenantRef cannot be changed: delete the object and create it for the other tenant")
}

/// Things may be added to a list, never taken away.
pub fn only_grows(message: &str) -> Rule {
    forbidden("oldSelf.all(item, item in self)", message)
}
