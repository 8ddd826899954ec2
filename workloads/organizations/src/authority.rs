//! Who may do what in which organisation. One ordered list of rules; every way in (API, pages, SCIM) asks here.

use domicile_bundle::Organizations;

use crate::{MembershipId, OrganizationId, membership::MembershipState};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An application of the tenant, for itself.
    Application {
        /// Its `client_id`.
        client_id: String,
    },
    /// A person, as member of an organisation.
    Member(Member),
    /// A person who is nothing in the organisation.
    Nobody,
    /// A directory of an organisation, by SCIM.
    Directory {
        /// The organisation that its token is for.
        organization: OrganizationId,
        /// Name of the token.
        token: String,
    },
}

/// A person as member of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Organisation.
    pub organization: OrganizationId,
    /// Membership.
    pub membership: MembershipId,
    /// State of the membership.
    pub state: MembershipState,
    /// Roles.
    pub roles: Vec<String>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// Open an organisation.
    Create,
    /// See the organisation and its members.
    Read,
    /// Give roles: an invitation, an approved request, a member made by a directory.
    Give {
        /// Roles of the new member.
        roles: &'a [String],
    },
    /// Change the roles of a member.
    Change {
        /// Roles that the member has.
        from: &'a [String],
        /// Roles that the member is to have.
        to: &'a [String],
    },
    /// Take a member out, or stop or resume access.
    Remove,
    /// Manage domains, directory tokens, invitations; see the audit list.
    Administer,
}

impl Actor {
    /// As audit lists spell it: never by a name of a person.
    pub fn in_audit_list(&self) -> String {
        match self {
            Self::Application { client_id } => format!("application:{client_id}"),
            Self::Member(member) => format!("member:{}", member.membership),
            Self::Nobody => "nobody".to_owned(),
            Self::Directory { token, .. } => format!("directory:{token}"),
        }
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The actor belongs to another organisation: it does not hear whether this one exists.
    #[error("there is no such organisation")]
    OtherOrganization,
    /// Only administrators may.
    #[error("only an administrator of the organisation may do this")]
    NotAdministrator,
    /// Directories move people, they do not manage.
    #[error("a directory can provision members, and nothing else")]
    Directory,
    /// Directories give and take no role that administers.
    #[error(
        "a role that administers is given and taken by administrators only, not by a directory"
    )]
    AdministratorRole,
    /// A role that the tenant does not have.
    #[error("there is no such role")]
    UnknownRole,
}

/// Decides.
///
/// # Errors
/// The first rule that says no.
pub fn decide(
    configuration: &Organizations,
    actor: &Actor,
    organization: Option<&OrganizationId>,
    action: Action<'_>,
) -> Result<(), Denial> {
    only_ones_own(actor, organization)?;
    administrators_administer(configuration, actor)?;
    directories_only_provision(actor, action)?;
    roles_exist(configuration, action)?;
    directories_make_no_administrators(configuration, actor, action)
}

fn only_ones_own(actor: &Actor, organization: Option<&OrganizationId>) -> Result<(), Denial> {
    let own = match actor {
        Actor::Application { .. } => return Ok(()),
        Actor::Nobody => return Err(Denial::OtherOrganization),
        Actor::Member(member) => &member.organization,
        Actor::Directory { organization, .. } => organization,
    };
    (organization == Some(own))
        .then_some(())
        .ok_or(Denial::OtherOrganization)
}

fn administrators_administer(configuration: &Organizations, actor: &Actor) -> Result<(), Denial> {
    let Actor::Member(member) = actor else {
        return Ok(());
    };
    (member.state == MembershipState::Active && configuration.administers(&member.roles))
        .then_some(())
        .ok_or(Denial::NotAdministrator)
}

fn directories_only_provision(actor: &Actor, action: Action<'_>) -> Result<(), Denial> {
    let provisions = !matches!(action, Action::Create | Action::Administer);
    (provisions || !matches!(actor, Actor::Directory { .. }))
        .then_some(())
        .ok_or(Denial::Directory)
}

fn roles_exist(configuration: &Organizations, action: Action<'_>) -> Result<(), Denial> {
    let given = match action {
        Action::Give { roles } => roles,
        Action::Change { to, .. } => to,
        _ => return Ok(()),
    };
    given
        .iter()
        .all(|name| configuration.role(name).is_some())
        .then_some(())
        .ok_or(Denial::UnknownRole)
}

/// A leaked directory token must not make anyone an administrator, nor lock administrators out of their role.
fn directories_make_no_administrators(
    configuration: &Organizations,
    actor: &Actor,
    action: Action<'_>,
) -> Result<(), Denial> {
    if !matches!(actor, Actor::Directory { .. }) {
        return Ok(());
    }
    let (from, to): (&[String], &[String]) = match action {
        Action::Give { roles } => (&[], roles),
        Action::Change { from, to } => (from, to),
        _ => return Ok(()),
    };
    let added = to.iter().filter(|role| !from.contains(role));
    let taken = from.iter().filter(|role| !to.contains(role));
    (!configuration.administers(added.chain(taken)))
        .then_some(())
        .ok_or(Denial::AdministratorRole)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domicile_bundle::{OrganizationRole, Organizations};
    use domicile_residency::RegionName;

    use super::{Action, Actor, Denial, Member, decide};
    use crate::{MembershipId, OrganizationId, membership::MembershipState};

    fn configuration() -> Organizations {
        let role = |name: &str, administrator| OrganizationRole {
            name: name.into(),
            titles: BTreeMap::new(),
            administrator,
            permissions: vec![],
        };
        Organizations {
            roles: vec![role("administrator", true), role("buyer", false)],
        }
    }

    fn id() -> OrganizationId {
        OrganizationId::random(&RegionName::parse("eu").unwrap()).unwrap()
    }

    fn member(organization: &OrganizationId, role: &str, state: MembershipState) -> Actor {
        Actor::Member(Member {
            organization: organization.clone(),
            membership: MembershipId::random(&RegionName::parse("us").unwrap()).unwrap(),
            state,
            roles: vec![role.to_owned()],
        })
    }

    #[test]
    fn every_rule_says_no_when_it_should() {
        let (own, other) = (id(), id());
        let (buyer, administrator) = (["buyer".to_owned()], ["administrator".to_owned()]);
        let unknown = ["owner".to_owned()];
        let boss = member(&own, "administrator", MembershipState::Active);
        let stopped = member(&own, "administrator", MembershipState::Suspended);
        let applicant = member(&own, "administrator", MembershipState::Requested);
        let clerk = member(&own, "buyer", MembershipState::Active);
        let directory = Actor::Directory {
            organization: own.clone(),
            token: "t".into(),
        };
        let application = Actor::Application {
            client_id: "a.b".into(),
        };
        let give = |roles| Action::Give { roles };
        let change = |from, to| Action::Change { from, to };
        let table = [
            (&boss, &own, Action::Administer, Ok(())),
            (&boss, &own, give(&administrator), Ok(())),
            (&boss, &other, Action::Read, Err(Denial::OtherOrganization)),
            (
                &boss,
                &other,
                Action::Remove,
                Err(Denial::OtherOrganization),
            ),
            (&boss, &own, give(&unknown), Err(Denial::UnknownRole)),
            (&stopped, &own, Action::Read, Err(Denial::NotAdministrator)),
            (
                &applicant,
                &own,
                Action::Read,
                Err(Denial::NotAdministrator),
            ),
            (&clerk, &own, Action::Read, Err(Denial::NotAdministrator)),
            (
                &clerk,
                &own,
                change(&buyer, &administrator),
                Err(Denial::NotAdministrator),
            ),
            (&directory, &own, Action::Remove, Ok(())),
            (&directory, &own, give(&buyer), Ok(())),
            (
                &directory,
                &other,
                give(&buyer),
                Err(Denial::OtherOrganization),
            ),
            (&directory, &own, Action::Administer, Err(Denial::Directory)),
            (
                &directory,
                &own,
                give(&administrator),
                Err(Denial::AdministratorRole),
            ),
            (
                &directory,
                &own,
                change(&buyer, &administrator),
                Err(Denial::AdministratorRole),
            ),
            (
                &directory,
                &own,
                change(&administrator, &buyer),
                Err(Denial::AdministratorRole),
            ),
            (
                &directory,
                &own,
                change(&administrator, &administrator),
                Ok(()),
            ),
            (
                &Actor::Nobody,
                &own,
                Action::Read,
                Err(Denial::OtherOrganization),
            ),
            (&application, &own, give(&administrator), Ok(())),
            (&application, &other, Action::Administer, Ok(())),
        ];
        for (actor, organization, action, expected) in table {
            let decided = decide(&configuration(), actor, Some(organization), action);
            assert_eq!(decided, expected, "{actor:?} {action:?}");
        }
        assert_eq!(
            decide(&configuration(), &boss, None, Action::Create),
            Err(Denial::OtherOrganization)
        );
        assert_eq!(
            decide(&configuration(), &application, None, Action::Create),
            Ok(())
        );
    }
}
