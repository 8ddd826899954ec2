//! The organisation's own `OpenID` Connect issuer as its login: set, shown, tried, removed. What people meet of it is
//! in [`own_issuer`].

use axum::http::StatusCode;
use domicile_bundle::tenant::LOGIN_LABEL;
use domicile_federation::{ClaimPath, FederationError, Issuer};
use domicile_organizations::{OrganizationId, authority::Action, domain::MailDomain};
use domicile_outbound::OutboundError;
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, operation::NewIssuer};
use crate::{
    external::{BACKCHANNEL_LOGOUT, SIGNED_OUT},
    federation::CALLBACK,
    openapi::{answers::OrganizationRefused, organizations::OwnIssuer as ShownIssuer},
    organizations::{
        own_issuer::{
            self, ClaimNames, OwnIssuer,
            copies::{self, Change, Outcome as CopyOutcome},
        },
        questions::Question,
        regions,
    },
    store::organization_domains,
};

/// Scopes that are asked for where none are named.
const SCOPES: [&str; 2] = ["email", "profile"];
/// Most scopes, and longest of one.
const MOST_SCOPES: usize = 20;
const LONGEST_SCOPE: usize = 100;
/// Longest client identifier, and longest secret.
const LONGEST_CLIENT_ID: usize = 255;
const LONGEST_SECRET: usize = 1024;

/// Of two changes at one moment, one is in force.
const CHANGED_MEANWHILE: &str = "Somebody else has changed the login or its domains at this moment. Look at them as they are now, and try again.";

/// Makes an `OpenID` Connect issuer the login of the organisation, in place of the one that was.
///
/// Its metadata and keys are read before anything is changed. Sessions that it opened end where issuer, client or
/// domains are others than before.
#[utoipa::path(
    put, path = "/organizations/v1/organizations/{organization}/issuer", tag = "Organisations", params(("organization" = String, Path)), request_body = NewIssuer,
    responses((status = 200, description = "The issuer, without the secret.", body = ShownIssuer), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn set(call: &Call<'_>, id: &OrganizationId, new: NewIssuer) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    let organization = call.organization(id).await?;
    if !own_issuer::is_offered(call.bundle) {
        return Err(Refusal::Conflict(
            "The tenant's `signIn.external` stands in for everybody's sign-in: organisations have no login of their own.",
        ));
    }
    let seen = version(call, id).await?;
    let domains = proven(call, id).await?;
    if domains.is_empty() {
        return Err(Refusal::Conflict(
            "Prove a domain of the organisation first: the login is for its addresses.",
        ));
    }
    let own = read(call, id, organization.name, new, domains)?;
    inspect(call, &own).await?;
    let before = own_issuer::of_organization(call.app, call.bundle, id.as_str()).await?;
    hand_out(call, &own, before, seen).await?;
    call.record(id, "issuer.set", Some(&own.issuer), None)
        .await?;
    Ok((StatusCode::OK, shown(call, &own)))
}

/// Shows the organisation's own issuer, without the secret.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/issuer", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "The issuer.", body = ShownIssuer), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn show(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    let own = found(call, id).await?;
    Ok((StatusCode::OK, shown(call, &own)))
}

/// Reads metadata and keys of the issuer as they are now, and hands it to every region again.
///
/// Repairs the copy of a region that was restored or added.
#[utoipa::path(
    post, path = "/organizations/v1/organizations/{organization}/issuer/check", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "People can sign in by it.", body = ShownIssuer), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn check(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    let seen = version(call, id).await?;
    let own = found(call, id).await?;
    inspect(call, &own).await?;
    hand_out(call, &own, Some(own.clone()), seen).await?;
    Ok((StatusCode::OK, shown(call, &own)))
}

/// Removes the organisation's own issuer; sessions that it opened end.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}/issuer", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 204, description = "Members sign in as everybody does."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn remove(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    let seen = version(call, id).await?;
    found(call, id).await?;
    take_back(call, id, seen).await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

/// A domain is about to be proven: its addresses lead to the organisation's login from then on.
pub(super) async fn with_domain(
    call: &Call<'_>,
    id: &OrganizationId,
    domain: &MailDomain,
) -> Result<(), Refusal> {
    let seen = version(call, id).await?;
    let Some(own) = own_issuer::of_organization(call.app, call.bundle, id.as_str()).await? else {
        return Ok(());
    };
    let mut next = own.clone();
    next.domains.push(domain.as_str().to_owned());
    next.domains.sort();
    next.domains.dedup();
    hand_out(call, &next, Some(own), seen).await
}

/// A domain is about to be given up: its addresses lead to the login no more, before anything else. With the last one
/// the login goes.
pub(super) async fn without_domain(
    call: &Call<'_>,
    id: &OrganizationId,
    domain: &MailDomain,
) -> Result<(), Refusal> {
    let seen = version(call, id).await?;
    let own = own_issuer::of_organization(call.app, call.bundle, id.as_str()).await?;
    let Some(own) = own.filter(|own| own.domains.iter().any(|one| one == domain.as_str())) else {
        return Ok(());
    };
    let mut next = own.clone();
    next.domains.retain(|one| one != domain.as_str());
    if next.domains.is_empty() {
        return take_back(call, id, seen).await;
    }
    hand_out(call, &next, Some(own), seen).await
}

/// The version of the login that a change is decided on, read before anything else is.
async fn version(call: &Call<'_>, id: &OrganizationId) -> Result<i64, Refusal> {
    Ok(copies::version(call.app, id.as_str()).await?)
}

/// Writes down what becomes of a domain that the login was changed for.
pub(super) async fn settle(
    call: &Call<'_>,
    id: &OrganizationId,
    domain: &MailDomain,
    becomes: copies::DomainFate,
) -> Result<bool, Refusal> {
    let settled = copies::settle(call.app, id, domain, becomes).await?;
    settled.ok_or(Refusal::Conflict(CHANGED_MEANWHILE))
}

async fn found(call: &Call<'_>, id: &OrganizationId) -> Result<OwnIssuer, Refusal> {
    let own = own_issuer::of_organization(call.app, call.bundle, id.as_str()).await?;
    own.ok_or(Refusal::NotFound)
}

async fn proven(call: &Call<'_>, id: &OrganizationId) -> Result<Vec<String>, Refusal> {
    let all = organization_domains::of_organization(call.app.pool(), id).await?;
    let proven = all.into_iter().filter(|domain| domain.proven);
    Ok(proven.map(|domain| domain.domain).collect())
}

/// Gives it to every region. Where a domain leads to another organisation's login, everything is as before.
async fn hand_out(
    call: &Call<'_>,
    own: &OwnIssuer,
    before: Option<OwnIssuer>,
    seen: i64,
) -> Result<(), Refusal> {
    let undo = match before {
        Some(before) => Change::Adopt(Box::new(before)),
        None => Change::Withdraw {
            organization: own.organization.clone(),
        },
    };
    match everywhere(call, &Change::Adopt(Box::new(own.clone())), seen).await? {
        Reached::Everywhere => Ok(()),
        Reached::Refused { version } => {
            // Unless somebody has changed it again meanwhile: then there is nothing to undo.
            if let Some(version) = version {
                everywhere(call, &undo, version).await?;
            }
            Err(Refusal::Conflict(
                "Another organisation's login has one of the domains. Give the domain up in one of the two.",
            ))
        }
    }
}

async fn take_back(call: &Call<'_>, id: &OrganizationId, seen: i64) -> Result<(), Refusal> {
    let change = Change::Withdraw {
        organization: id.to_string(),
    };
    everywhere(call, &change, seen).await?;
    call.record(id, "issuer.remove", None, None).await?;
    Ok(())
}

/// How far a change has come.
enum Reached {
    /// It is in force in every region.
    Everywhere,
    /// A region refuses it for the sake of a domain.
    Refused {
        /// The version that it is where it was not refused; none where the home itself refused it.
        version: Option<i64>,
    },
}

/// Decides on a change here, at the home of the organisation, and has it carried out in every region.
async fn everywhere(call: &Call<'_>, change: &Change, seen: i64) -> Result<Reached, Refusal> {
    let (mut decided_on, mut version) = (seen, seen.saturating_add(1));
    loop {
        match copies::decide(call.app, change, decided_on, version).await? {
            CopyOutcome::InForce => {}
            CopyOutcome::DomainTaken => return Ok(Reached::Refused { version: None }),
            CopyOutcome::Superseded { .. } => {
                return Err(Refusal::Conflict(CHANGED_MEANWHILE));
            }
        }
        let question = Question::ChangeIssuer {
            change: change.clone(),
            version,
        };
        let answers = regions::ask_all::<CopyOutcome>(call.app, call.bundle, &question).await?;
        let mut ahead = None;
        for (_, outcome) in answers {
            match outcome {
                CopyOutcome::InForce => {}
                CopyOutcome::DomainTaken => {
                    return Ok(Reached::Refused {
                        version: Some(version),
                    });
                }
                CopyOutcome::Superseded { version } => ahead = ahead.max(Some(version)),
            }
        }
        // A region knows a later change than the home has decided on: somebody else's of this moment, which the home then
        // knows too, or one that the home has forgotten because it was restored from a backup.
        match ahead {
            None => return Ok(Reached::Everywhere),
            Some(ahead) => (decided_on, version) = (version, ahead.saturating_add(1)),
        }
    }
}

/// Reads what is written. Pure but for the tenant's roles.
fn read(
    call: &Call<'_>,
    id: &OrganizationId,
    organization_name: String,
    new: NewIssuer,
    domains: Vec<String>,
) -> Result<OwnIssuer, Refusal> {
    let malformed = |fits: bool, what| fits.then_some(()).ok_or(Refusal::Malformed(what));
    let issuer = Issuer::parse(&new.issuer).map_err(|_| {
        Refusal::Malformed(
            "`issuer` is an https address without user name, query and fragment, letter by letter as its metadata have it.",
        )
    })?;
    let visible = |text: &str, longest| {
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
    };
    malformed(
        visible(&new.client_id, LONGEST_CLIENT_ID),
        "`clientId` is the name that the issuer has given this client: 1 to 255 printable ASCII characters.",
    )?;
    malformed(
        new.client_secret
            .as_ref()
            .is_none_or(|secret| visible(secret, LONGEST_SECRET)),
        "`clientSecret` has 1 to 1024 printable ASCII characters; leave it out for `private_key_jwt`.",
    )?;
    let scopes = new
        .scopes
        .unwrap_or_else(|| SCOPES.map(str::to_owned).to_vec());
    // RFC 6749, section 3.3.
    let is_scope = |scope: &String| {
        (1..=LONGEST_SCOPE).contains(&scope.len())
            && scope
                .bytes()
                .all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
    };
    malformed(
        scopes.len() <= MOST_SCOPES && scopes.iter().all(is_scope),
        "`scopes` are at most 20 names without spaces, quotes and backslashes, of 1 to 100 characters.",
    )?;
    let claims = new.claims.unwrap_or_default();
    malformed(
        claims.paths().all(|path| ClaimPath::parse(path).is_ok()),
        "`claims` are names of claims, or JSON pointers (RFC 6901) that begin with `/`.",
    )?;
    Ok(OwnIssuer {
        organization: id.to_string(),
        organization_name,
        issuer: issuer.as_str().to_owned(),
        client_id: new.client_id,
        client_secret: new.client_secret,
        scopes,
        claims,
        just_in_time_role: match new.just_in_time_membership {
            Some(membership) => Some(role(call, id, membership.role)?),
            None => None,
        },
        domains,
    })
}

/// A role that somebody has without an administrator's doing must not administer.
fn role(call: &Call<'_>, id: &OrganizationId, role: String) -> Result<String, Refusal> {
    let roles = [role];
    call.allows(Some(id), Action::Give { roles: &roles })?;
    if call.configuration.administers(&roles) {
        return Err(Refusal::Malformed(
            "`justInTimeMembership.role` is a role that does not administer: administrators are invited.",
        ));
    }
    let [role] = roles;
    Ok(role)
}

/// Reads metadata and keys as they are now.
async fn inspect(call: &Call<'_>, own: &OwnIssuer) -> Result<(), Refusal> {
    let issuer = Issuer::parse(&own.issuer).map_err(|_| Refusal::NotFound)?;
    let party = call.app.outbound().relying_party(call.bundle)?;
    party.inspect(&issuer).await.map_err(|error| {
        let remedy = remedy(&error);
        tracing::info!(%error, "an organisation's issuer cannot be used");
        Refusal::Issuer(format!("`issuer`: {error}. {remedy}"))
    })
}

/// What to do about it.
const fn remedy(error: &FederationError) -> &'static str {
    match error {
        FederationError::Unreachable {
            error: OutboundError::Address | OutboundError::Forbidden,
            ..
        } => {
            "Name an issuer whose documents are at https addresses of the public Internet, port 443; the tenant names \
             others under `openid.trustedOutbound`."
        }
        FederationError::Unreachable { .. } | FederationError::Status { .. } => {
            "Its metadata have to be at `<issuer>/.well-known/openid-configuration`, and its keys at their `jwks_uri`."
        }
        _ => "Correct the issuer's metadata or keys, or name another issuer.",
    }
}

fn shown(call: &Call<'_>, own: &OwnIssuer) -> Value {
    let origin = call.bundle.global_origin(LOGIN_LABEL);
    let authentication = match &own.client_secret {
        Some(_) => "client_secret",
        None => "private_key_jwt",
    };
    let ClaimNames {
        given_name,
        family_name,
        residence,
    } = &own.claims;
    json!({
        "issuer": own.issuer,
        "clientId": own.client_id,
        "authentication": authentication,
        "scopes": own.scopes,
        "claims": { "givenName": given_name, "familyName": family_name, "residence": residence },
        "justInTimeMembership": own.just_in_time_role.as_ref().map(|role| json!({ "role": role })),
        "domains": own.domains,
        "redirectUri": format!("{origin}{CALLBACK}"),
        "postLogoutRedirectUri": format!("{origin}{SIGNED_OUT}"),
        "backchannelLogoutUri": format!("{origin}{BACKCHANNEL_LOGOUT}"),
        "jwksUri": format!("{origin}/jwks"),
    })
}
