//! The copies of own issuers in the regions: the home of the organisation hands them out and takes them back. What an
//! issuer said is taken back with it, in the same transaction.

use domicile_organizations::OrganizationId;
use serde::{Deserialize, Serialize};

use super::OwnIssuer;
use crate::{
    app::App,
    error::AuthError,
    store::{
        federated_identities, organization_issuers,
        sessions::{self, Ending},
    },
};

/// What came of handing one out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Adopted {
    /// It is in force here.
    Adopted,
    /// A domain leads to another organisation's: nothing was changed.
    DomainTaken,
}

/// Keeps one in this region. Where it does not go on as it was, the sessions that it opened end.
pub(in crate::organizations) async fn adopt(
    app: &App,
    own: &OwnIssuer,
) -> Result<Adopted, AuthError> {
    let mut transaction = app.pool().begin().await?;
    let before = organization_issuers::find(&mut *transaction, &own.organization).await?;
    if !organization_issuers::put(&mut transaction, &own.to_row(app)?).await? {
        return Ok(Adopted::DomainTaken);
    }
    let before = before.map(|row| OwnIssuer::of_row(app, row)).transpose()?;
    if before.is_some_and(|before| !before.goes_on_as(own)) {
        let ending = Ending::Organization {
            organization: &own.organization,
            sub: None,
        };
        sessions::end(&mut transaction, ending).await?;
    }
    transaction.commit().await?;
    Ok(Adopted::Adopted)
}

/// Takes the one of an organisation out of this region, and ends the sessions that it opened. Who was whom there is
/// kept for the case that it comes back.
pub(in crate::organizations) async fn withdraw(
    app: &App,
    organization: &str,
) -> Result<(), AuthError> {
    let mut transaction = app.pool().begin().await?;
    organization_issuers::remove(&mut *transaction, organization).await?;
    let ending = Ending::Organization {
        organization,
        sub: None,
    };
    sessions::end(&mut transaction, ending).await?;
    transaction.commit().await?;
    Ok(())
}

/// The organisation closes: nothing is left of its login here.
pub(in crate::organizations) async fn forget(
    app: &App,
    organization: &OrganizationId,
) -> Result<(), AuthError> {
    withdraw(app, organization.as_str()).await?;
    federated_identities::forget_organization(app.pool(), organization.as_str()).await?;
    Ok(())
}
