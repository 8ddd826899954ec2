//! The claim `organization` of tokens and userinfo: for whom the person acts, and under which roles, now.

use domicile_bundle::{Application, Bundle};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{app::App, error::AuthError, openid::access_token::AccessToken, store::memberships};

/// Name of the claim.
pub const NAME: &str = "organization";

/// The claim of a grant; nothing when the person acts for themselves or the application does not ask any more.
///
/// # Errors
/// When the database fails.
pub async fn of_grant(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    grant: Uuid,
) -> Result<Option<Value>, AuthError> {
    match application.organization {
        Some(_) => now(app, bundle, grant).await,
        None => Ok(None),
    }
}

/// What an access token says of an organisation, as it is now; nothing when it says nothing, or the person is no member
/// any more.
///
/// # Errors
/// When the database fails.
pub async fn of_token(
    app: &App,
    bundle: &Bundle,
    token: &AccessToken,
) -> Result<Option<Value>, AuthError> {
    match (&token.organization, token.domicile_grant) {
        (Some(_), Some(grant)) => now(app, bundle, grant).await,
        _ => Ok(None),
    }
}

async fn now(app: &App, bundle: &Bundle, grant: Uuid) -> Result<Option<Value>, AuthError> {
    let Some(configuration) = &bundle.organizations else {
        return Ok(None);
    };
    let found = memberships::of_grant(app.pool(), grant).await?;
    Ok(found.map(|membership| {
        let roles: Vec<&String> = membership
            .roles
            .iter()
            .filter(|role| configuration.role(role).is_some())
            .collect();
        json!({
            "id": membership.organization.as_str(),
            "name": membership.organization_name,
            "roles": roles,
        })
    }))
}
