//! `/scim/v2/<organisation>`: the directory of an organisation makes, changes and removes its members (RFC 7644).
//!
//! ```text
//! request ──(another region's? carried there)──→ token of the directory ──→ users, groups, bulk ──→ JSON
//! ```
//!
//! A user is a membership: what the directory says is kept sealed where the member lives, apart from the person's own
//! profile, which a directory neither reads nor changes. A group is a role. Addresses to sign in by are taken only of
//! domains that the organisation has proven.

mod answer;
mod bulk;
mod groups;
mod users;

use axum::{
    extract::{State, rejection::StringRejection},
    http::{Method, header},
    response::{IntoResponse, Response},
};
use domicile_organizations::{
    OrganizationId,
    scim::{
        documents,
        error::ScimError,
        list::{self, Query},
        schema::{GROUP, ResourceType, USER},
    },
};
use domicile_service::mesh::PeerIdentity;
use serde_json::{Map, Value, json};

use self::answer::Answer;
use super::{
    api::{Call, Refusal},
    caller,
    carried::Carried,
};
use crate::{app::App, openid::forwarding::ForwardingError, web::parameters::Parameters};

/// What a directory asks of its organisation.
pub(super) struct Directory<'a> {
    call: Call<'a>,
    id: OrganizationId,
    /// Address below which the endpoints are.
    base: String,
}

/// One request, or one operation of several.
pub(super) struct Request {
    method: Method,
    /// Parts of the path below the organisation.
    path: Vec<String>,
    query: Parameters,
    if_match: Option<String>,
    body: Value,
}

/// Every address below `/scim/v2`, on public hosts and on the mesh.
pub async fn endpoint(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    carried: Result<Carried, StringRejection>,
) -> Response {
    let carried = match carried {
        Ok(carried) => carried,
        Err(rejection) => return answer::refused(&answer::of(Refusal::from(&rejection))),
    };
    match answered(&app, peer.is_some(), carried).await {
        Ok(response) => response,
        Err(error) => answer::refused(&error),
    }
}

async fn answered(app: &App, forwarded: bool, carried: Carried) -> Result<Response, ScimError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let configuration = bundle
        .organizations
        .as_ref()
        .ok_or_else(ScimError::not_found)?;
    let (id, path, query) = parts(&carried.path).ok_or_else(ScimError::not_found)?;
    if id.region() != app.region().as_str() {
        if forwarded || bundle.region_named(id.region()).is_none() {
            return Err(ScimError::not_found());
        }
        let home = id.region().to_owned();
        return carried
            .to(app, bundle, &home)
            .await
            .map_err(|error| answer::fault(&error));
    }
    let found = caller::directory(app, &carried.headers)
        .await
        .map_err(|error| answer::fault(&error))?;
    // A token of another organisation does not hear whether there is this one.
    let Some((actor, _)) = found.filter(|(_, own)| *own == id) else {
        return Ok(answer::unauthorized());
    };
    let directory = Directory {
        base: format!("{}/scim/v2/{id}", bundle.issuer),
        call: Call {
            app,
            bundle,
            configuration,
            actor,
        },
        id,
    };
    let request = Request {
        path,
        query: Parameters::parse(&query),
        if_match: carried
            .headers
            .get(header::IF_MATCH)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned),
        body: body(&carried)?,
        method: carried.method,
    };
    Ok(directory.answer(request).await?.into_response())
}

/// Organisation, path and query of an address.
fn parts(address: &str) -> Option<(OrganizationId, Vec<String>, String)> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.strip_prefix("/scim/v2/")?.split('/');
    let id = OrganizationId::parse(parts.next()?).ok()?;
    let rest = parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    Some((id, rest, query.to_owned()))
}

fn body(carried: &Carried) -> Result<Value, ScimError> {
    if carried.body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&carried.body).map_err(|_| ScimError::syntax("the body is not JSON"))
}

impl Directory<'_> {
    async fn answer(&self, request: Request) -> Result<Answer, ScimError> {
        let parts: Vec<&str> = request.path.iter().map(String::as_str).collect();
        if let ("POST", ["Bulk"]) = (request.method.as_str(), parts.as_slice()) {
            return self.bulk(&request.body).await;
        }
        self.one(&request).await
    }

    /// Everything but several operations at once.
    async fn one(&self, request: &Request) -> Result<Answer, ScimError> {
        let parts: Vec<&str> = request.path.iter().map(String::as_str).collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["ServiceProviderConfig"]) => Ok(Answer::ok(
                documents::service_provider_configuration(&self.base),
            )),
            ("GET", ["ResourceTypes", rest @ ..]) => {
                document(documents::resource_types(&self.base), rest)
            }
            ("GET", ["Schemas", rest @ ..]) => document(documents::schemas(&self.base), rest),
            ("GET", ["Users"]) | ("POST", ["Users", ".search"]) => {
                listed(self.users().await?, request, &USER)
            }
            ("POST", ["Users"]) => self.make_user(&request.body).await,
            ("GET", ["Users", id]) => self.show_user(id, request).await,
            ("PUT", ["Users", id]) => self.replace_user(id, request).await,
            ("PATCH", ["Users", id]) => self.patch_user(id, request).await,
            ("DELETE", ["Users", id]) => self.remove_user(id, request).await,
            ("GET", ["Groups"]) | ("POST", ["Groups", ".search"]) => {
                listed(self.groups().await?, request, &GROUP)
            }
            ("GET", ["Groups", id]) => self.show_group(id, request).await,
            ("PUT", ["Groups", id]) => self.replace_group(id, &request.body).await,
            ("PATCH", ["Groups", id]) => self.patch_group(id, &request.body).await,
            ("POST", ["Groups"]) | ("DELETE", ["Groups", _]) => Err(ScimError::new(
                403,
                "a group is a role: roles are configured, not made by a directory",
            )),
            _ => Err(ScimError::not_found()),
        }
    }
}

/// The page of resources that a request asks for.
fn listed(
    resources: Vec<Map<String, Value>>,
    request: &Request,
    kind: &ResourceType,
) -> Result<Answer, ScimError> {
    let query = if request.method == Method::POST {
        Query::from_body(&request.body)?
    } else {
        Query::parse(|name| Some(request.query.field(name)).filter(|text| !text.is_empty()))?
    };
    Ok(Answer::ok(query.page(resources, kind)))
}

/// All documents of a kind, or the one that is named.
fn document(all: Vec<Value>, rest: &[&str]) -> Result<Answer, ScimError> {
    match rest {
        [] => Ok(Answer::ok(json!({
            "schemas": [list::SCHEMA],
            "totalResults": all.len(),
            "startIndex": 1,
            "itemsPerPage": all.len(),
            "Resources": all,
        }))),
        [id] => all
            .into_iter()
            .find(|document| document["id"] == *id)
            .map(Answer::ok)
            .ok_or_else(ScimError::not_found),
        _ => Err(ScimError::not_found()),
    }
}

/// A fault whose text carries nothing of the request.
fn unknown_home() -> ScimError {
    answer::fault(&ForwardingError::UnknownRegion.into())
}
