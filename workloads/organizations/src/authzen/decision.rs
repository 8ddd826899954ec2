//! The decision: by role and resource. What is not known is not allowed.

use domicile_bundle::Organizations;
use serde_json::{Value, json};

use crate::membership::MembershipState;

/// What is known about a person in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// State of the membership.
    pub state: MembershipState,
    /// Roles.
    pub roles: Vec<String>,
}

/// Why not. Applications may show it to their developers; it names no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The question names no organisation.
    NoOrganization,
    /// Only people are known.
    UnknownSubjectType,
    /// The person is no active member.
    NotMember,
    /// None of the roles permits it.
    NotPermitted,
}

impl Reason {
    /// As answers spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoOrganization => "organization_missing",
            Self::UnknownSubjectType => "unknown_subject_type",
            Self::NotMember => "not_member",
            Self::NotPermitted => "not_permitted",
        }
    }
}

/// Decides one question about a member.
///
/// # Errors
/// Why not.
pub fn decide(
    configuration: &Organizations,
    standing: Option<&Standing>,
    resource_type: &str,
    action: &str,
) -> Result<(), Reason> {
    let standing = standing
        .filter(|standing| standing.state == MembershipState::Active)
        .ok_or(Reason::NotMember)?;
    standing
        .roles
        .iter()
        .filter_map(|name| configuration.role(name))
        .flat_map(|role| &role.permissions)
        .any(|permission| {
            permission.resource == resource_type
                && permission.actions.iter().any(|own| own == action)
        })
        .then_some(())
        .ok_or(Reason::NotPermitted)
}

/// The answer (section 6.2).
pub fn answer(decided: Result<(), Reason>) -> Value {
    match decided {
        Ok(()) => json!({ "decision": true }),
        Err(reason) => json!({ "decision": false, "context": { "reason": reason.as_str() } }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domicile_bundle::{OrganizationRole, Organizations, RolePermission};
    use proptest::prelude::*;

    use super::{Reason, Standing, answer, decide};
    use crate::membership::MembershipState;

    fn configuration() -> Organizations {
        Organizations {
            roles: vec![OrganizationRole {
                name: "buyer".into(),
                titles: BTreeMap::new(),
                administrator: false,
                permissions: vec![RolePermission {
                    resource: "invoice".into(),
                    actions: vec!["read".into()],
                }],
            }],
        }
    }

    #[test]
    fn only_an_active_member_with_a_role_that_permits_it_may() {
        let standing = |state, role: &str| Standing {
            state,
            roles: vec![role.to_owned()],
        };
        let active = standing(MembershipState::Active, "buyer");
        let table = [
            (Some(active.clone()), "invoice", "read", Ok(())),
            (
                Some(active.clone()),
                "invoice",
                "pay",
                Err(Reason::NotPermitted),
            ),
            (Some(active), "order", "read", Err(Reason::NotPermitted)),
            (
                Some(standing(MembershipState::Suspended, "buyer")),
                "invoice",
                "read",
                Err(Reason::NotMember),
            ),
            (
                Some(standing(MembershipState::Requested, "buyer")),
                "invoice",
                "read",
                Err(Reason::NotMember),
            ),
            (
                Some(standing(MembershipState::Active, "gone")),
                "invoice",
                "read",
                Err(Reason::NotPermitted),
            ),
            (None, "invoice", "read", Err(Reason::NotMember)),
        ];
        for (standing, resource, action, expected) in table {
            let decided = decide(&configuration(), standing.as_ref(), resource, action);
            assert_eq!(decided, expected, "{standing:?} {resource} {action}");
            assert_eq!(answer(decided)["decision"], expected.is_ok());
        }
    }

    proptest! {
        #[test]
        fn what_no_role_names_is_never_allowed(resource in "\\PC{0,12}", action in "\\PC{0,12}") {
            let standing = Standing { state: MembershipState::Active, roles: vec!["buyer".to_owned()] };
            let allowed = decide(&configuration(), Some(&standing), &resource, &action).is_ok();
            prop_assert_eq!(allowed, resource == "invoice" && action == "read");
        }
    }
}
