//! An application sees a person's data under a purpose, in the look of a brand.

use domicile_bundle::{GrantType, ResourceServer, application::PROVIDER_CLAIMS};

use super::{
    Rule, Violation,
    progressive_profile::wanted_attributes_can_be_asked_for,
    secret::{secret_is_free, secret_is_not_the_tenants},
    wording::{unknown_attribute, unknown_purpose},
};
use crate::{model::ApplicationInput, proof::Facts};
use domicile_bundle::SubjectType;
use domicile_jose::Algorithm;

pub(crate) const RULES: &[Rule<ApplicationInput>] = &[
    // The brand is there and was accepted.
    brand_is_there,
    // Resource servers are the tenant's (RFC 8707).
    resources_are_there,
    // An API is one application, or a stranger could ask about the tokens that are meant for it (RFC 7662, section 4).
    resource_server_is_free,
    // Scopes are OpenID's (OpenID Connect Core 1.0, sections 5.4 and 11), those of the application's own claims, or
    // those of its resources.
    scopes_are_known,
    claims_are_asked_by_a_scope,
    // A claim says one thing, and never what the provider itself says.
    claims_are_free,
    // A claim shows an attribute under a purpose that covers it.
    claims_are_covered,
    // People are asked for what they can type, for a purpose that covers it.
    wanted_attributes_can_be_asked_for,
    // A sector is one host, which the identifiers of people are made for.
    sector_is_one_host,
    // Nobody can act for an organisation where the tenant has none.
    organizations_are_offered,
    // What is signed for it, the tenant has keys for and its profile allows (FAPI 2.0 Security Profile, section 5.4.1).
    signing_is_offered,
    // Tokens that it gets for an API are signed as its profile allows, too.
    tokens_for_apis_are_allowed,
    // The Secret is its own.
    secret_is_free,
    secret_is_not_the_tenants,
];

/// Scopes that the OpenID provider knows.
const STANDARD_SCOPES: [&str; 7] = [
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "offline_access",
    "organizations",
];

fn organizations_are_offered(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    if application.organization.is_none() || facts.tenant.organizations.is_some() {
        return Vec::new();
    }
    vec![Violation::new(
        "spec.organization",
        "a person who signs in could not act for an organisation, because the tenant has none; set spec.organizations \
         of the IdentityTenant, or leave this out",
    )]
}

fn signing_is_offered(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let wanted = application.signing;
    let allowed = application.authorization.security_profile.algorithms();
    let offered = &facts.tenant.signing_algorithms;
    let fields = [
        ("idTokenSignedResponseAlg", wanted.id_token),
        ("authorizationSignedResponseAlg", wanted.authorization),
        ("userinfoSignedResponseAlg", wanted.userinfo),
    ];
    fields
        .into_iter()
        .filter_map(|(field, algorithm)| Some((field, algorithm?)))
        .filter(|(_, algorithm)| !offered.contains(*algorithm) || !allowed.contains(algorithm))
        .map(|(field, algorithm)| {
            let name = &application.key.name;
            let known = listed(offered.as_slice().iter().filter(|one| allowed.contains(one)));
            let message = if offered.contains(algorithm) {
                format!(
                    "`{name}` would take {algorithm}, which FAPI 2.0 forbids; choose one of {known}, or leave it out"
                )
            } else {
                format!(
                    "nothing would be signed for `{name}`: the tenant has no keys for {algorithm}; add it to \
                     spec.signing.algorithms of the IdentityTenant, or choose one of {known}"
                )
            };
            Violation::new(format!("spec.{field}"), message)
        })
        .collect()
}

fn tokens_for_apis_are_allowed(
    facts: &Facts<'_>,
    application: &ApplicationInput,
) -> Vec<Violation> {
    let allowed = application.authorization.security_profile.algorithms();
    application
        .resources
        .iter()
        .enumerate()
        .filter_map(|(index, resource)| Some((index, resource_server(facts, resource)?)))
        .filter(|(_, server)| !allowed.contains(&server.signed_with()))
        .map(|(index, server)| {
            let message = format!(
                "`{}` would take access tokens for `{}` that are signed with {}, which FAPI 2.0 forbids; let its \
                 accessTokenSigningAlg in spec.resourceServers of the IdentityTenant be one of {}, or take the resource out",
                application.key.name,
                server.identifier,
                server.signed_with(),
                listed(allowed.iter())
            );
            Violation::new(format!("spec.resources[{index}]"), message)
        })
        .collect()
}

fn listed<'a>(algorithms: impl Iterator<Item = &'a Algorithm>) -> String {
    let names: Vec<_> = algorithms.map(|algorithm| algorithm.name()).collect();
    names.join(", ")
}

fn brand_is_there(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let brand = &application.brand;
    if facts.brands.contains_key(brand) {
        return Vec::new();
    }
    let why = match facts.left_out.brands.get(brand) {
        Some(object) => format!("{object} is not accepted; correct that object first"),
        None => format!(
            "no Brand {brand} is attached to the tenant; create it, or correct the reference"
        ),
    };
    let message = format!(
        "a person who signs in to `{}` would be shown no look: {why}",
        application.key.name
    );
    vec![Violation::new("spec.brandRef", message)]
}

fn resources_are_there(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let named = application
        .resources
        .iter()
        .enumerate()
        .map(|(index, resource)| (format!("spec.resources[{index}]"), resource));
    let own = application
        .resource_server
        .iter()
        .map(|resource| ("spec.resourceServer".to_owned(), resource));
    named
        .chain(own)
        .filter(|(_, resource)| resource_server(facts, resource).is_none())
        .map(|(path, resource)| {
            let message = format!(
                "no token would ever be for `{resource}`: it is no resource server of the tenant; add it to \
                 spec.resourceServers of the IdentityTenant, or correct the identifier"
            );
            Violation::new(path, message)
        })
        .collect()
}

fn resource_server_is_free(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let owner = application
        .resource_server
        .as_deref()
        .and_then(|server| Some((facts.resource_servers.get(server)?, server)))
        .filter(|(owner, _)| **owner != application.key);
    let Some((owner, server)) = owner else {
        return Vec::new();
    };
    let message = format!(
        "`{}` could look into and exchange the tokens that applications send to {owner}, which is `{server}` already; \
         name another resource server, or take it out",
        application.key.name
    );
    vec![Violation::new("spec.resourceServer", message)]
}

fn resource_server<'a>(facts: &Facts<'a>, identifier: &str) -> Option<&'a ResourceServer> {
    facts
        .tenant
        .resource_servers
        .iter()
        .find(|server| server.identifier == identifier)
}

fn scopes_are_known(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    let signs_in = application
        .grant_types
        .iter()
        .any(|grant| matches!(grant, GrantType::AuthorizationCode | GrantType::DeviceCode));
    if signs_in && !application.scopes.iter().any(|scope| scope == "openid") {
        let message = format!(
            "a person who signs in to `{}` would get no ID token: scope `openid` is not there; add it",
            application.key.name
        );
        violations.push(Violation::new("spec.scopes", message));
    }
    for (index, scope) in application.scopes.iter().enumerate() {
        let has_claim = application.claims.iter().any(|claim| claim.scope == *scope);
        let of_resource = application
            .resources
            .iter()
            .filter_map(|resource| resource_server(facts, resource))
            .any(|server| server.scopes.contains(scope));
        if !has_claim && !of_resource && !STANDARD_SCOPES.contains(&scope.as_str()) {
            let message = format!(
                "`{}` would ask for scope `{scope}` and get nothing: it is no scope of OpenID Connect, and neither a \
                 claim nor a resource of the application names it; add a claim or a resource, or take the scope out",
                application.key.name
            );
            violations.push(Violation::new(format!("spec.scopes[{index}]"), message));
        }
    }
    violations
}

fn claims_are_asked_by_a_scope(_: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    application
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| !application.scopes.contains(&claim.scope))
        .map(|(index, claim)| {
            let message = format!(
                "`{}` could never get claim `{}`: it may not ask for scope `{}`; add the scope, or take the claim out",
                application.key.name, claim.claim, claim.scope
            );
            Violation::new(format!("spec.claims[{index}].scope"), message)
        })
        .collect()
}

fn sector_is_one_host(_: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let SubjectType::Pairwise { sector } = &application.authorization.subject else {
        return Vec::new();
    };
    let name = &application.key.name;
    application
        .redirect_uris
        .iter()
        .enumerate()
        .filter(|(_, uri)| host_of(uri) != Some(sector))
        .map(|(index, uri)| {
            let message = format!(
                "a person would have two identifiers in `{name}`, one for `{sector}` and one for `{}`; with pairwise \
                 subjects all redirect URIs have one host",
                host_of(uri).unwrap_or(uri)
            );
            Violation::new(format!("spec.redirectUris[{index}]"), message)
        })
        .collect()
}

/// The host of an address, without port.
pub fn host_of(uri: &str) -> Option<&str> {
    let rest = uri.split_once("://")?.1;
    let authority = rest.split(['/', '?']).next()?;
    // An IPv6 address keeps its brackets.
    let end = authority.rfind(']').map_or(0, |end| end + 1);
    let port = authority[end..].find(':').map(|at| at + end);
    authority.get(..port.unwrap_or(authority.len()))
}

fn claims_are_free(_: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, claim) in application.claims.iter().enumerate() {
        let path = format!("spec.claims[{index}].claim");
        let earlier = application
            .claims
            .iter()
            .take(index)
            .find(|other| other.claim == claim.claim);
        if PROVIDER_CLAIMS.contains(&claim.claim.as_str()) {
            let message = format!(
                "`{}` would read `{}` of the profile where it expects what the provider itself says in `{}`; \
                 give the claim another name",
                application.key.name, claim.attribute, claim.claim
            );
            violations.push(Violation::new(path, message));
        } else if let Some(other) = earlier {
            let message = format!(
                "`{}` would read `{}` and `{}` in the same claim `{}`; give one of them another name",
                application.key.name, other.attribute, claim.attribute, claim.claim
            );
            violations.push(Violation::new(path, message));
        }
    }
    violations
}

fn claims_are_covered(facts: &Facts<'_>, application: &ApplicationInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, claim) in application.claims.iter().enumerate() {
        let shown = format!(
            "a person who signs in to `{}` would show `{}`",
            application.key.name, claim.attribute
        );
        let unknown = unknown_attribute(facts, &claim.attribute);
        let is_known = unknown.is_none();
        if let Some(why) = unknown {
            violations.push(Violation::new(
                format!("spec.claims[{index}].attribute"),
                format!("{shown}: {why}"),
            ));
        }
        if let Some(why) = unknown_purpose(facts, &claim.purpose) {
            let message = format!("{shown} for no purpose: {why}");
            violations.push(Violation::new(
                format!("spec.claims[{index}].purpose"),
                message,
            ));
        }
        let purpose = facts
            .known
            .purposes
            .get(claim.purpose.as_str())
            .filter(|_| is_known);
        if let Some(purpose) =
            purpose.filter(|purpose| !purpose.attributes.contains(claim.attribute.as_str()))
        {
            let message = format!(
                "{shown} under `{0}`, which does not cover it; add `{1}` to `{0}` in {2}, or take the claim out",
                claim.purpose, claim.attribute, purpose.object
            );
            violations.push(Violation::new(
                format!("spec.claims[{index}].attribute"),
                message,
            ));
        }
    }
    violations
}
