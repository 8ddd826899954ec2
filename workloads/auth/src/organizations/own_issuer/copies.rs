//! The copies of own issuers in the regions: the home of the organisation hands them out and takes them back. What an
//! issuer said is taken back with it, in the same transaction.
//!
//! Each change is a version. The home decides on the next one ([`decide`]), and a region carries out what is newer than
//! what it has ([`carry_out`]): in whatever order changes come, the last one is what stays, everywhere.

use domicile_organizations::{OrganizationId, domain::MailDomain};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::OwnIssuer;
use crate::{
    app::App,
    error::AuthError,
    store::{
        federated_identities, organization_domains, organization_issuers,
        sessions::{self, Ending},
    },
};

/// What becomes of an organisation's own issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Change {
    /// This is it.
    Adopt(Box<OwnIssuer>),
    /// There is none any more.
    Withdraw {
        /// Organisation.
        organization: String,
    },
}

impl Change {
    fn organization(&self) -> &str {
        match self {
            Self::Adopt(own) => &own.organization,
            Self::Withdraw { organization } => organization,
        }
    }
}

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It is in force here.
    InForce,
    /// A domain leads to another organisation's: nothing was changed.
    DomainTaken,
    /// Another change came before it.
    Superseded {
        /// The version that is here.
        version: i64,
    },
}

/// The version of an organisation's own issuer that is here; a change is decided on it.
///
/// # Errors
/// When the database fails.
pub async fn version(app: &App, organization: &str) -> Result<i64, sqlx::Error> {
    organization_issuers::version(app.pool(), organization).await
}

/// Makes a change the next one, at the home of the organisation: of two that were decided on one version, the first.
pub(in crate::organizations) async fn decide(
    app: &App,
    change: &Change,
    decided_on: i64,
    version: i64,
) -> Result<Outcome, AuthError> {
    let mut transaction = app.pool().begin().await?;
    let organization = change.organization();
    let is = organization_issuers::lock_version(&mut transaction, organization).await?;
    if is != decided_on {
        return Ok(Outcome::Superseded { version: is });
    }
    let outcome = take(app, &mut transaction, change, version).await?;
    if outcome == Outcome::InForce {
        transaction.commit().await?;
    }
    Ok(outcome)
}

/// Carries out a change that the home has decided. What was carried out already is so again.
pub(in crate::organizations) async fn carry_out(
    app: &App,
    change: &Change,
    version: i64,
) -> Result<Outcome, AuthError> {
    let mut transaction = app.pool().begin().await?;
    let organization = change.organization();
    let is = organization_issuers::lock_version(&mut transaction, organization).await?;
    if is == version {
        return Ok(Outcome::InForce);
    }
    if is > version {
        return Ok(Outcome::Superseded { version: is });
    }
    let outcome = take(app, &mut transaction, change, version).await?;
    if outcome == Outcome::InForce {
        transaction.commit().await?;
    }
    Ok(outcome)
}

/// What becomes of a mail domain of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainFate {
    /// It is proven.
    Proven,
    /// It is given up.
    GivenUp,
}

/// Writes down what becomes of a domain, at the home of the organisation, once the login has it so; nothing is changed
/// where it has not, because somebody else has changed it meanwhile. True when the organisation had the domain.
///
/// It counts as a change of the login: one that was decided on with the domains of before comes too late.
pub(in crate::organizations) async fn settle(
    app: &App,
    organization: &OrganizationId,
    domain: &MailDomain,
    becomes: DomainFate,
) -> Result<Option<bool>, AuthError> {
    let mut transaction = app.pool().begin().await?;
    let version =
        organization_issuers::lock_version(&mut transaction, organization.as_str()).await?;
    let own = organization_issuers::find(&mut *transaction, organization.as_str()).await?;
    let leads_there = own.map(|own| own.domains.iter().any(|one| one == domain.as_str()));
    if leads_there.is_some_and(|leads_there| leads_there != (becomes == DomainFate::Proven)) {
        return Ok(None);
    }
    let was_there = match becomes {
        DomainFate::Proven => {
            organization_domains::prove(&mut *transaction, organization, domain).await?;
            true
        }
        DomainFate::GivenUp => {
            organization_domains::delete(&mut *transaction, organization, domain).await?
        }
    };
    let next = version.saturating_add(1);
    organization_issuers::set_version(&mut transaction, organization.as_str(), next).await?;
    transaction.commit().await?;
    Ok(Some(was_there))
}

/// Changes what is kept. Sessions that the issuer opened end where it does not go on as it was.
async fn take(
    app: &App,
    connection: &mut PgConnection,
    change: &Change,
    version: i64,
) -> Result<Outcome, AuthError> {
    match change {
        Change::Adopt(own) => {
            let before = organization_issuers::find(&mut *connection, &own.organization).await?;
            if !organization_issuers::put(connection, &own.to_row(app)?).await? {
                return Ok(Outcome::DomainTaken);
            }
            let before = before.map(|row| OwnIssuer::of_row(app, row)).transpose()?;
            if before.is_some_and(|before| !before.goes_on_as(own)) {
                end_sessions(connection, &own.organization).await?;
            }
        }
        // Who was whom there is kept for the case that it comes back.
        Change::Withdraw { organization } => {
            organization_issuers::remove(&mut *connection, organization).await?;
            end_sessions(connection, organization).await?;
        }
    }
    organization_issuers::set_version(connection, change.organization(), version).await?;
    Ok(Outcome::InForce)
}

async fn end_sessions(
    connection: &mut PgConnection,
    organization: &str,
) -> Result<(), sqlx::Error> {
    let ending = Ending::Organization {
        organization,
        sub: None,
    };
    sessions::end(connection, ending).await?;
    Ok(())
}

/// The organisation closes: nothing is left of its login here, and no change comes after that.
pub(in crate::organizations) async fn forget(
    app: &App,
    organization: &OrganizationId,
) -> Result<(), AuthError> {
    let mut transaction = app.pool().begin().await?;
    organization_issuers::lock_version(&mut transaction, organization.as_str()).await?;
    let change = Change::Withdraw {
        organization: organization.to_string(),
    };
    take(app, &mut transaction, &change, i64::MAX).await?;
    transaction.commit().await?;
    federated_identities::forget_organization(app.pool(), organization.as_str()).await?;
    Ok(())
}
