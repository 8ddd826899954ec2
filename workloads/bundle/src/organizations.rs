//! Business customers: what members of an organisation may do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the tenant offers to business customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Organizations {
    /// Roles that members may have, sorted by name; at least one of them administers.
    pub roles: Vec<OrganizationRole>,
}

/// Whether people act in an application for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganizationRequirement {
    /// A member chooses for which; who is in none signs in for themselves.
    Optional,
    /// Only members sign in.
    Required,
}

/// A role within an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganizationRole {
    /// Name, as tokens carry it.
    pub name: String,
    /// What people call it, by BCP 47 tag.
    pub titles: BTreeMap<String, String>,
    /// Whether its holders manage members, invitations and roles of their own organisation.
    pub administrator: bool,
    /// What its holders may do.
    pub permissions: Vec<RolePermission>,
}

/// Actions on one type of resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RolePermission {
    /// Type of the resource, for example `invoice`.
    pub resource: String,
    /// Names of actions, for example `read`.
    pub actions: Vec<String>,
}

impl Organizations {
    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&OrganizationRole> {
        self.roles.iter().find(|role| role.name == name)
    }

    /// Whether one of these roles administers.
    pub fn administers<'a>(&self, roles: impl IntoIterator<Item = &'a String>) -> bool {
        roles
            .into_iter()
            .filter_map(|name| self.role(name))
            .any(|role| role.administrator)
    }
}
