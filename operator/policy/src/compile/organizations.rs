//! Organisations, with roles and permissions in an order that does not depend on the input's.

use domicile_bundle::Organizations;

use super::sorted;

pub(super) fn compile(organizations: &Organizations) -> Organizations {
    let mut compiled = organizations.clone();
    compiled
        .roles
        .sort_by(|left, right| left.name.cmp(&right.name));
    for role in &mut compiled.roles {
        role.permissions
            .sort_by(|left, right| left.resource.cmp(&right.resource));
        for permission in &mut role.permissions {
            permission.actions = sorted(&permission.actions);
        }
    }
    compiled
}
