//! Mail domains that an organisation proves, and the tokens of its directory, which may make members of these domains.

use axum::http::StatusCode;
use domicile_organizations::{OrganizationId, authority::Action, domain::MailDomain};
use domicile_residency::{EmailAddress, Handle};
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Call, Outcome, Refusal, issuer,
    operation::{Code, Mailbox},
};
use crate::{
    error::AuthError,
    mail::{Content, Letter},
    openapi::{
        answers::OrganizationRefused,
        organizations::{DirectoryTokens, Domain, Domains, NamedDomain, NewDirectoryToken},
    },
    organizations::own_issuer::copies::DomainFate,
    registration::code::six_digits,
    store::{organization_directory_tokens, organization_domains},
    web::throttle,
};

/// How long a code may be sent in.
const CODE_SECONDS: i32 = 3600;
/// How many wrong tries end a code.
const MOST_TRIES: i32 = 5;

/// Lists the organisation's mail domains.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/domains", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "Domains.", body = Domains), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn all(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let found = organization_domains::of_organization(call.app.pool(), id).await?;
    let shown: Vec<Value> = found
        .iter()
        .map(|domain| json!({ "domain": domain.domain, "proven": domain.proven }))
        .collect();
    Ok((StatusCode::OK, json!({ "domains": shown })))
}

/// Names a mail domain, still to be proven.
#[utoipa::path(
    put, path = "/organizations/v1/organizations/{organization}/domains/{domain}", tag = "Organisations", params(("organization" = String, Path), ("domain" = String, Path)),
    responses((status = 200, description = "The domain.", body = NamedDomain), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn name(call: &Call<'_>, id: &OrganizationId, domain: &MailDomain) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    organization_domains::insert(call.app.pool(), id, domain).await?;
    call.record(id, "domain.name", Some(domain.as_str()), None)
        .await?;
    Ok((StatusCode::OK, json!({ "domain": domain.as_str() })))
}

/// Mails a code to who runs the domain.
#[utoipa::path(
    post, path = "/organizations/v1/organizations/{organization}/domains/{domain}/code", tag = "Organisations", params(("organization" = String, Path), ("domain" = String, Path)), request_body = Mailbox,
    responses((status = 202, description = "The mail is on its way."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn mail_code(
    call: &Call<'_>,
    id: &OrganizationId,
    domain: &MailDomain,
    mailbox: &str,
) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let address = domain
        .mailbox(mailbox)
        .and_then(|address| EmailAddress::parse(&address).ok())
        .ok_or(Refusal::Malformed(
            "`mailbox` is admin, administrator, hostmaster, postmaster or webmaster.",
        ))?;
    let digest = call.app.digest_of(&address);
    if let Err(too_many) = throttle::admit_mail_of_organization(call.app, &digest).await? {
        return Err(Refusal::TooMany(too_many.retry_after_seconds));
    }
    let code = six_digits()?;
    let keyed = code_digest(call, id, domain, &code);
    let lifetime = f64::from(CODE_SECONDS);
    if !organization_domains::set_code(call.app.pool(), id, domain, &keyed, lifetime).await? {
        return Err(Refusal::NotFound);
    }
    let bundle = call.bundle;
    let brand = bundle
        .brand(&bundle.default_brand)
        .ok_or(AuthError::Configuration("default brand"))?;
    let letter = Letter {
        brand,
        language: brand.languages.first().map_or("en", String::as_str),
        content: Content::Proof {
            code: Some(&code),
            link: None,
            minutes: i64::from(CODE_SECONDS / 60),
        },
    };
    call.app
        .mailer()
        .send(call.app, bundle, &address, &letter)
        .await?;
    call.record(id, "domain.code", Some(domain.as_str()), None)
        .await?;
    Ok((StatusCode::ACCEPTED, Value::Null))
}

/// Proves the domain by the code.
#[utoipa::path(
    post, path = "/organizations/v1/organizations/{organization}/domains/{domain}/proof", tag = "Organisations", params(("organization" = String, Path), ("domain" = String, Path)), request_body = Code,
    responses((status = 200, description = "The domain, proven.", body = Domain), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn prove(
    call: &Call<'_>,
    id: &OrganizationId,
    domain: &MailDomain,
    code: &str,
) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let keyed = code_digest(call, id, domain, code.trim());
    let right =
        organization_domains::try_code(call.app.pool(), id, domain, &keyed, MOST_TRIES).await?;
    if !right {
        return Err(Refusal::Conflict(
            "The code is wrong, too old, or was tried too often. Ask for another.",
        ));
    }
    issuer::with_domain(call, id, domain).await?;
    issuer::settle(call, id, domain, DomainFate::Proven).await?;
    call.record(id, "domain.prove", Some(domain.as_str()), None)
        .await?;
    Ok((
        StatusCode::OK,
        json!({ "domain": domain.as_str(), "proven": true }),
    ))
}

fn code_digest(call: &Call<'_>, id: &OrganizationId, domain: &MailDomain, code: &str) -> [u8; 32] {
    let text = format!("organization-domain:{id}:{}:{code}", domain.as_str());
    call.app.keys().seal.hmac_sha256(text.as_bytes())
}

/// Gives a domain up.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}/domains/{domain}", tag = "Organisations", params(("organization" = String, Path), ("domain" = String, Path)),
    responses((status = 204, description = "It is the organisation's no more."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn delete(call: &Call<'_>, id: &OrganizationId, domain: &MailDomain) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    issuer::without_domain(call, id, domain).await?;
    if !issuer::settle(call, id, domain, DomainFate::GivenUp).await? {
        return Err(Refusal::NotFound);
    }
    call.record(id, "domain.delete", Some(domain.as_str()), None)
        .await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

/// Lists the tokens of directories, without themselves.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/directory-tokens", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "Tokens.", body = DirectoryTokens), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn tokens(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let found = organization_directory_tokens::of_organization(call.app.pool(), id).await?;
    let shown: Vec<Value> = found
        .iter()
        .map(|token| json!({ "id": token.id.to_string(), "createdAt": token.created_at().to_string() }))
        .collect();
    Ok((StatusCode::OK, json!({ "directoryTokens": shown })))
}

/// Makes a token with which a directory calls SCIM.
///
/// The token is shown once; only its digest is kept.
#[utoipa::path(
    post, path = "/organizations/v1/organizations/{organization}/directory-tokens", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 201, description = "The token; it is shown once.", body = NewDirectoryToken), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn make_token(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let handle = Handle::random(call.app.region())?;
    let token = organization_directory_tokens::insert(call.app.pool(), id, &handle).await?;
    let name = token.to_string();
    call.record(id, "directory-token.make", Some(&name), None)
        .await?;
    let body = json!({
        "id": name,
        "token": handle.as_str(),
        "address": format!("{}/scim/v2/{id}", call.bundle.issuer),
    });
    Ok((StatusCode::CREATED, body))
}

/// Ends a token of a directory.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}/directory-tokens/{token}", tag = "Organisations", params(("organization" = String, Path), ("token" = String, Path)),
    responses((status = 204, description = "It is no more."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn end_token(call: &Call<'_>, id: &OrganizationId, token: Uuid) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    if !organization_directory_tokens::delete(call.app.pool(), id, token).await? {
        return Err(Refusal::NotFound);
    }
    call.record(id, "directory-token.end", Some(&token.to_string()), None)
        .await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}
