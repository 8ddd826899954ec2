//! What is told: what the tables say, and what they hold sealed, opened for its owner.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    account::passkey_names,
    app::App,
    error::AuthError,
    organizations::members,
    phone::verified,
    store::{memberships, passkeys, personal_data},
};

/// Everything that sign-in keeps of one person.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// What the tables say as it is.
    #[serde(flatten)]
    plain: Value,
    passkeys: Vec<Passkey>,
    telephone_number: Option<TelephoneNumber>,
    memberships: Vec<Membership>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Passkey {
    /// As the person called it; nothing where they did not.
    name: Option<String>,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
    /// Opens nothing any more, because its counter once did not go up.
    blocked: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TelephoneNumber {
    number: String,
    verified_at: Timestamp,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    organization: String,
    name: String,
    state: &'static str,
    roles: Vec<String>,
    created_at: Timestamp,
    changed_at: Timestamp,
    /// What the directory of the organisation says about the member (SCIM user).
    directory: Map<String, Value>,
}

/// Everything that sign-in keeps of a person.
///
/// # Errors
/// When the database fails: a part is never told as if it were all.
pub async fn of_person(app: &App, sub: &str) -> Result<Told, AuthError> {
    let number = verified::of_person(app, sub).await?;
    Ok(Told {
        plain: personal_data::of_person(app.pool(), sub).await?,
        passkeys: passkeys::of_person(app.pool(), sub)
            .await?
            .into_iter()
            .map(|own| Passkey {
                name: passkey_names::opened(app, &own.sealed_name),
                created_at: own.created_at(),
                last_used_at: own.last_used_at(),
                blocked: own.cloned,
            })
            .collect(),
        telephone_number: number.map(|own| TelephoneNumber {
            number: own.number.as_e164().to_owned(),
            verified_at: own.verified_at,
        }),
        memberships: memberships::of_person(app.pool(), sub)
            .await?
            .into_iter()
            .map(|own| Membership {
                directory: members::record_of(app, &own),
                organization: own.organization.to_string(),
                name: own.organization_name,
                state: own.state.as_str(),
                roles: own.roles,
                created_at: own.created_at,
                changed_at: own.changed_at,
            })
            .collect(),
    })
}
