//! `/organizations/v1`: organisations for applications and administrators, by an access token of scope
//! `organizations`.
//!
//! ```text
//! request ──operation──→ Operation ──(another region's? carried there)──→ who calls ──authority──→ one file per
//!   subject (organization, member, invitation, domain, directory token, issuer) ──→ JSON
//! ```
//!
//! Pages come the same way in, from [`perform`] on: whoever asks, one set of rules answers.

mod domain;
mod invitation;
mod issuer;
mod member;
mod operation;
mod organization;
mod refusal;

use axum::{
    Json,
    extract::{State, rejection::StringRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, Organizations};
use domicile_organizations::{
    OrganizationId,
    authority::{self, Action, Actor},
};
use domicile_service::mesh::PeerIdentity;
use serde_json::Value;
use utoipa::OpenApi;

pub use self::{operation::Operation, refusal::Refusal};
use super::{caller, carried::Carried};
use crate::{
    app::App,
    error::AuthError,
    store::organizations::{self as store, NewEvent, Organization},
};

/// What can be done, as each function says it.
#[derive(OpenApi)]
#[openapi(paths(
    organization::open,
    organization::show,
    organization::close,
    organization::events,
    member::all,
    member::change,
    member::remove,
    invitation::invite,
    invitation::all,
    invitation::revoke,
    domain::all,
    domain::name,
    domain::mail_code,
    domain::prove,
    domain::delete,
    domain::tokens,
    domain::make_token,
    domain::end_token,
    issuer::set,
    issuer::show,
    issuer::check,
    issuer::remove,
))]
struct Described;

/// The description of the API.
pub fn description() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// What an operation is answered with.
pub type Outcome = Result<(StatusCode, Value), Refusal>;

/// Who asks for what, under which configuration.
pub struct Call<'a> {
    /// The application.
    pub app: &'a App,
    /// The bundle in force.
    pub bundle: &'a Bundle,
    /// What the tenant offers.
    pub configuration: &'a Organizations,
    /// Who asks.
    pub actor: Actor,
}

impl Call<'_> {
    /// Asks the rules.
    pub(super) fn allows(
        &self,
        organization: Option<&OrganizationId>,
        action: Action<'_>,
    ) -> Result<(), Refusal> {
        Ok(authority::decide(
            self.configuration,
            &self.actor,
            organization,
            action,
        )?)
    }

    /// The organisation.
    async fn organization(&self, id: &OrganizationId) -> Result<Organization, Refusal> {
        let found = store::find(self.app.pool(), id).await?;
        found.ok_or(Refusal::NotFound)
    }

    /// Adds a line to the audit list.
    pub(super) async fn record(
        &self,
        id: &OrganizationId,
        action: &str,
        target: Option<&str>,
        roles: Option<&[String]>,
    ) -> Result<(), AuthError> {
        let actor = self.actor.in_audit_list();
        let event = NewEvent {
            actor: &actor,
            action,
            target,
            roles,
        };
        Ok(store::record(self.app.pool(), id, event).await?)
    }
}

/// Every address below `/organizations/v1`, on public hosts and on the mesh.
pub async fn endpoint(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    carried: Result<Carried, StringRejection>,
) -> Response {
    let request = match carried {
        Ok(carried) => carried,
        Err(rejection) => return Refusal::from(&rejection).into_response(),
    };
    match answer(&app, peer.is_some(), request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(app: &App, carried: bool, request: Carried) -> Result<Response, Refusal> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let configuration = bundle.organizations.as_ref().ok_or(Refusal::NotFound)?;
    let (organization, operation) = Operation::parse(&request)?;
    let home = operation.home(bundle, organization.as_ref());
    if let Some(home) = home.filter(|home| home != app.region().as_str()) {
        if carried || bundle.region_named(&home).is_none() {
            return Err(Refusal::NotFound);
        }
        return Ok(request.to(app, bundle, &home).await?);
    }
    let actor = caller::of_access_token(app, bundle, &request.headers, organization.as_ref())
        .await?
        .map_err(Refusal::Caller)?;
    let call = Call {
        app,
        bundle,
        configuration,
        actor,
    };
    let (status, body) = perform(&call, organization.as_ref(), operation).await?;
    let mut response = if body.is_null() {
        status.into_response()
    } else {
        (status, Json(body)).into_response()
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Does what is asked for, at the home of the organisation, if the caller may.
///
/// # Errors
/// Why not.
pub async fn perform(
    call: &Call<'_>,
    organization: Option<&OrganizationId>,
    operation: Operation,
) -> Outcome {
    let Some(id) = organization else {
        return match operation {
            Operation::Open(new) => organization::open(call, &new).await,
            _ => Err(Refusal::NotFound),
        };
    };
    match operation {
        Operation::Show => organization::show(call, id).await,
        Operation::Close => organization::close(call, id).await,
        Operation::Events { before } => organization::events(call, id, before).await,
        Operation::Members { partial } => member::all(call, id, partial).await,
        Operation::ChangeMember { member, change } => {
            member::change(call, id, &member, change).await
        }
        Operation::RemoveMember { member } => member::remove(call, id, &member).await,
        Operation::Invite(new) => invitation::invite(call, id, &new).await,
        Operation::Invitations => invitation::all(call, id).await,
        Operation::Revoke { invitation } => invitation::revoke(call, id, invitation).await,
        Operation::Domains => domain::all(call, id).await,
        Operation::NameDomain { domain } => domain::name(call, id, &domain).await,
        Operation::MailDomainCode { domain, mailbox } => {
            domain::mail_code(call, id, &domain, &mailbox).await
        }
        Operation::ProveDomain { domain, code } => domain::prove(call, id, &domain, &code).await,
        Operation::DropDomain { domain } => domain::delete(call, id, &domain).await,
        Operation::Issuer => issuer::show(call, id).await,
        Operation::SetIssuer(new) => issuer::set(call, id, *new).await,
        Operation::CheckIssuer => issuer::check(call, id).await,
        Operation::RemoveIssuer => issuer::remove(call, id).await,
        Operation::DirectoryTokens => domain::tokens(call, id).await,
        Operation::MakeDirectoryToken => domain::make_token(call, id).await,
        Operation::EndDirectoryToken { token } => domain::end_token(call, id, token).await,
        Operation::Open(_) => Err(Refusal::NotFound),
    }
}

pub use member::{changed as change_member, everywhere, find as member, removed as remove_member};
