//! Invitations and seats, at the home of the organisation.

use domicile_organizations::{MembershipId, OrganizationId, invitation::InvitationState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    error::AuthError,
    store::{
        organization_invitations::{self, Invitation},
        organizations::{self, NewEvent},
    },
};

/// What a link invites to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invited {
    /// Invitation.
    pub id: Uuid,
    /// Organisation.
    pub organization: String,
    /// What it is called.
    pub organization_name: String,
    /// Roles of the new member.
    pub roles: Vec<String>,
    /// Keyed digest of the invited address, hexadecimal: only whose address it is may join by the link.
    pub identifier: String,
    /// Who has joined by it already.
    pub membership: Option<String>,
}

pub(super) async fn of_link(app: &App, digest: &str) -> Result<Option<Invited>, AuthError> {
    let Some(digest) = domicile_residency::Digest::from_hex(digest) else {
        return Ok(None);
    };
    let Some(found) = organization_invitations::find(app.pool(), digest.as_bytes()).await? else {
        return Ok(None);
    };
    if !matches!(
        found.state(),
        InvitationState::Pending | InvitationState::Accepted
    ) {
        return Ok(None);
    }
    invited(app, found).await
}

async fn invited(app: &App, found: Invitation) -> Result<Option<Invited>, AuthError> {
    let Ok(id) = OrganizationId::parse(&found.organization_id) else {
        return Ok(None);
    };
    let organization = organizations::find(app.pool(), &id).await?;
    Ok(organization.map(|organization| Invited {
        id: found.id,
        organization: organization.id,
        organization_name: organization.name,
        roles: found.roles,
        identifier: domicile_service::keys::hexadecimal(&found.identifier_digest),
        membership: found.membership_id,
    }))
}

/// Uses an invitation up for a membership that waits for it, and gives a seat where the roles need one.
pub(super) async fn accepted(
    app: &App,
    invitation: Uuid,
    membership: &str,
) -> Result<bool, AuthError> {
    let loaded = app.bundle();
    let (Some(configuration), Ok(membership)) = (
        &loaded.bundle.organizations,
        MembershipId::parse(membership),
    ) else {
        return Ok(false);
    };
    let mut transaction = app.pool().begin().await?;
    if !organization_invitations::accept(&mut *transaction, invitation, &membership).await? {
        return Ok(false);
    }
    let Some(found) = organization_invitations::by_id(&mut *transaction, invitation).await? else {
        return Ok(false);
    };
    let Ok(id) = OrganizationId::parse(&found.organization_id) else {
        return Ok(false);
    };
    if configuration.administers(&found.roles) {
        organizations::take_seat(&mut *transaction, &id, &membership).await?;
    }
    let event = NewEvent {
        actor: &format!("member:{membership}"),
        action: "invitation.accept",
        target: Some(&invitation.to_string()),
        roles: Some(&found.roles),
    };
    organizations::record(&mut *transaction, &id, event).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Gives up the seat of somebody who is erased.
pub(super) async fn vacate(
    app: &App,
    organization: &str,
    membership: &str,
) -> Result<(), AuthError> {
    if let (Ok(organization), Ok(membership)) = (
        OrganizationId::parse(organization),
        MembershipId::parse(membership),
    ) {
        organizations::vacate(app.pool(), &organization, &membership).await?;
    }
    Ok(())
}
