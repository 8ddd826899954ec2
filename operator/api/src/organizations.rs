//! Organisations of business customers: part of an `IdentityTenant`.

use kube::KubeSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{profile_schema::Title, rule};

/// Organisations that people act for, such as companies that buy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organizations {
    /// Roles that members may have, at least one of which administers. A role that is removed gives nothing any more
    /// to the members who have it.
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(
        validation = Rule::new("self.exists(role, has(role.administrator) && role.administrator)")
            .message("one of the roles must have administrator: true, or nobody could manage an organisation")
            .reason(Reason::FieldValueInvalid),
        merge_strategy = ListMerge::Map(vec!["name".into()]),
    )]
    pub roles: Vec<OrganizationRole>,
}

/// A role within an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRole {
    /// Name of the role, as tokens carry it, for example `buyer`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// What people call the role, by language; the name is shown where no language fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["language".into()]))]
    pub titles: Vec<Title>,
    /// Whether who has the role manages members, invitations and roles of their own organisation; not when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    pub administrator: Option<bool>,
    /// What who has the role may do; the decision API answers by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["resource".into()]))]
    pub permissions: Vec<RolePermission>,
}

/// Actions on one type of resource.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct RolePermission {
    /// Type of the resource, for example `invoice`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub resource: String,
    /// Names of actions, for example `read` and `approve`.
    #[schemars(length(min = 1, max = 32), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub actions: Vec<String>,
}

/// Whether people act in an application for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum OrganizationRequirement {
    /// A member chooses for which; who is in none signs in for themselves.
    Optional,
    /// Only members sign in.
    Required,
}

impl OrganizationRole {
    /// Whether it administers (default: no).
    pub fn administrator(&self) -> bool {
        self.administrator.unwrap_or(false)
    }
}
