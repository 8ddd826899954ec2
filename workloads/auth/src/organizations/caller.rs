//! Who calls: an application for itself, a person for their organisation, a directory.

use axum::http::{HeaderMap, header};
use domicile_bundle::Bundle;
use domicile_organizations::{
    MembershipId, OrganizationId,
    authority::{Actor, Member},
    membership::MembershipState,
};
use domicile_residency::Handle;
use serde::{Deserialize, Serialize};

use super::{
    members::{self, Standing},
    questions::Question,
    regions,
};
use crate::{
    app::App,
    error::AuthError,
    openid::access_token::AccessToken,
    store::{grants, organization_directory_tokens},
};

/// Scope of access tokens that manage organisations.
pub const SCOPE: &str = "organizations";

/// Who presents an access token.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Caller {
    /// An application, for itself (RFC 6749, section 4.4).
    Application {
        /// Its `client_id`.
        client_id: String,
    },
    /// A person.
    Person {
        /// What they are in the organisation, if anything.
        standing: Option<Standing>,
    },
}

/// Why a caller is not believed (RFC 6750, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disbelief {
    /// No token, or one that is not good.
    Token,
    /// A token without the scope.
    Scope,
}

/// The token of `Authorization: Bearer`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"))
        .map(|(_, token)| token.trim())
}

/// A token for this issuer that is bound to no key and was not exchanged: a bound one is good only with proofs of its
/// key, which are not taken here, and an API that was shown a token manages nobody's organisation with another.
fn plain_token(app: &App, bundle: &Bundle, text: &str) -> Option<AccessToken> {
    AccessToken::verify(text, bundle, &app.verifying_keys())
        .ok()
        .filter(|token| {
            token.aud.holds(&bundle.issuer) && token.cnf.is_none() && token.act.is_none()
        })
}

/// Finds out who presents an access token for an organisation. The region that gave the token knows whether it still
/// holds, and who the person is.
///
/// # Errors
/// When that region does not answer. A token that is not good is the inner error.
pub async fn of_access_token(
    app: &App,
    bundle: &Bundle,
    headers: &HeaderMap,
    organization: Option<&OrganizationId>,
) -> Result<Result<Actor, Disbelief>, AuthError> {
    let Some(text) = bearer(headers) else {
        return Ok(Err(Disbelief::Token));
    };
    let Some(token) = plain_token(app, bundle, text) else {
        return Ok(Err(Disbelief::Token));
    };
    if !token.scope.split(' ').any(|scope| scope == SCOPE) {
        return Ok(Err(Disbelief::Scope));
    }
    let question = Question::Caller {
        token: text.to_owned(),
        organization: organization.map(ToString::to_string),
    };
    let caller: Option<Caller> = regions::ask(app, bundle, &token.region, question).await?;
    Ok(match caller {
        None => Err(Disbelief::Token),
        Some(Caller::Application { client_id }) => Ok(Actor::Application { client_id }),
        Some(Caller::Person { standing }) => Ok(member(organization, standing)),
    })
}

/// Somebody who is nothing in the organisation acts as the member of none: the rules refuse that.
fn member(organization: Option<&OrganizationId>, standing: Option<Standing>) -> Actor {
    let of = |standing: Standing| {
        Some(Member {
            organization: organization?.clone(),
            membership: MembershipId::parse(&standing.membership).ok()?,
            state: MembershipState::parse(&standing.state)?,
            roles: standing.roles,
        })
    };
    match standing.and_then(of) {
        Some(member) => Actor::Member(member),
        None => Actor::Nobody,
    }
}

/// Answers for a token that this region gave.
pub(super) async fn at_home(
    app: &App,
    text: &str,
    organization: Option<&str>,
) -> Result<Option<Caller>, AuthError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Some(token) = plain_token(app, bundle, text) else {
        return Ok(None);
    };
    if token.region != app.region().as_str() {
        return Ok(None);
    }
    // RFC 9068, section 2.2: without a person the client is its own subject.
    let Some(grant) = token.domicile_grant else {
        let live = app.liveness().of(token.jti, None).await?;
        return Ok(
            (live && token.sub == token.client_id).then_some(Caller::Application {
                client_id: token.client_id,
            }),
        );
    };
    let Some(grant) = grants::find_live(app.pool(), grant, token.jti).await? else {
        return Ok(None);
    };
    let standing = match organization {
        Some(organization) => members::standing(app, &grant.sub, organization).await?,
        None => None,
    };
    Ok(Some(Caller::Person { standing }))
}

/// Finds the organisation of a directory's token, at the home of the organisation.
///
/// # Errors
/// When the database fails.
pub async fn directory(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<(Actor, OrganizationId)>, AuthError> {
    let Some(handle) = bearer(headers).and_then(|token| Handle::parse(token).ok()) else {
        return Ok(None);
    };
    let found = organization_directory_tokens::find(app.pool(), &handle).await?;
    Ok(found.and_then(|(token, organization)| {
        let organization = OrganizationId::parse(&organization).ok()?;
        let actor = Actor::Directory {
            organization: organization.clone(),
            token: token.to_string(),
        };
        Some((actor, organization))
    }))
}
