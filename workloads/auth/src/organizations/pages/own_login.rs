//! The part of the page that is about the organisation's own login: a form to set one, or the one that is set.

use domicile_bundle::{Organizations, tenant::LOGIN_LABEL};
use serde_json::{Value, json};

use super::{
    manage::{array, string},
    overview::title,
    performed,
};
use crate::{
    error::AuthError,
    external::{BACKCHANNEL_LOGOUT, SIGNED_OUT},
    federation::CALLBACK,
    organizations::own_issuer,
    store::memberships::Membership,
    web::{Visit, parameters::Parameters},
};

/// What is shown.
pub(super) struct OwnLogin {
    /// The one that is set.
    pub set: Option<Shown>,
    /// Where an issuer sends browsers back to.
    pub redirect_uri: String,
    /// Where it sends browsers back to that have signed out.
    pub signed_out_uri: String,
    /// Where it says that sessions have ended.
    pub backchannel_logout_uri: String,
    /// Roles that whoever comes by it may get: name and title.
    pub roles: Vec<(String, String)>,
}

/// One that is set, without the secret.
pub(super) struct Shown {
    /// Issuer.
    pub issuer: String,
    /// Client.
    pub client: String,
    /// Domains whose addresses lead there.
    pub domains: Vec<String>,
    /// Role of whoever comes by it and is no member.
    pub role: Option<String>,
}

/// Asks for it; nothing where organisations have none.
pub(super) async fn of(
    visit: &Visit,
    own: &Membership,
    configuration: &Organizations,
    language: &str,
) -> Result<Option<OwnLogin>, AuthError> {
    if !own_issuer::is_offered(visit.bundle()) {
        return Ok(None);
    }
    let roles: Vec<(String, String)> = configuration
        .roles
        .iter()
        .filter(|role| !role.administrator)
        .map(|role| (role.name.clone(), title(role, language).to_owned()))
        .collect();
    let answer = performed::ask(visit, own, "GET", "/issuer", Value::Null).await?;
    let origin = visit.bundle().global_origin(LOGIN_LABEL);
    Ok(Some(OwnLogin {
        set: (answer.status == 200).then(|| shown(&answer.body, &roles)),
        redirect_uri: format!("{origin}{CALLBACK}"),
        signed_out_uri: format!("{origin}{SIGNED_OUT}"),
        backchannel_logout_uri: format!("{origin}{BACKCHANNEL_LOGOUT}"),
        roles,
    }))
}

fn shown(issuer: &Value, roles: &[(String, String)]) -> Shown {
    let role = issuer["justInTimeMembership"]["role"].as_str();
    Shown {
        issuer: string(issuer, "issuer"),
        client: string(issuer, "clientId"),
        domains: array(issuer, "domains")
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        role: role.map(|role| {
            let known = roles.iter().find(|(name, _)| name == role);
            known.map_or(role, |(_, title)| title).to_owned()
        }),
    }
}

/// The body of the request that sets one, as the form has it. What is left empty is left out.
pub(super) fn to_be_set(form: &Parameters) -> Value {
    let given = |name: &str| Some(form.field(name).trim()).filter(|text| !text.is_empty());
    json!({
        "issuer": form.field("issuer").trim(),
        "clientId": form.field("client_id").trim(),
        "clientSecret": given("client_secret"),
        "justInTimeMembership": given("just_in_time_role").map(|role| json!({ "role": role })),
    })
}
