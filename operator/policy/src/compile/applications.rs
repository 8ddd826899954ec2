//! `OpenID` clients, the built-in portal among them.

use domicile_bundle::{
    Application, ApplicationType, Authorization, Bundle, ClientAuthenticationMethod, GrantType,
    ResourceServer, ResponseSigning, application::PORTAL_CLIENT_ID, tenant::PORTAL_LABEL,
};

use super::sorted;
use crate::{
    accepted::Accepted,
    model::{ApplicationInput, TenantSettings},
};

/// Every client, sorted by identifier.
pub(super) fn compile(
    accepted: &Accepted,
    tenant: &TenantSettings,
    bundle: &Bundle,
) -> Vec<Application> {
    let mut applications: Vec<_> = accepted
        .applications
        .iter()
        .map(|one| application(one, tenant))
        .collect();
    applications.push(portal(tenant, bundle));
    applications.sort_by(|left, right| left.client_id.cmp(&right.client_id));
    applications
}

fn application(application: &ApplicationInput, tenant: &TenantSettings) -> Application {
    let mut claims = application.claims.clone();
    claims.sort_by(|left, right| {
        (&left.claim, &left.scope, &left.attribute, &left.purpose).cmp(&(
            &right.claim,
            &right.scope,
            &right.attribute,
            &right.purpose,
        ))
    });
    claims.dedup();
    Application {
        client_id: application.client_id(),
        display_name: application.display_name.clone(),
        brand: application.brand.to_string(),
        application_type: application.application_type,
        redirect_uris: sorted(&application.redirect_uris),
        post_logout_redirect_uris: sorted(&application.post_logout_redirect_uris),
        grant_types: sorted(&application.grant_types),
        scopes: sorted(&application.scopes),
        claims,
        progressive_profile: application.progressive_profile.clone(),
        minimum_acr: application.minimum_acr,
        organization: application.organization,
        secret_digests: sorted(&application.secret_digests),
        resources: resources(application, tenant),
        resource_server: application.resource_server.clone(),
        dpop_bound_access_tokens: application.dpop_bound_access_tokens,
        tls_client_certificate_bound_access_tokens: application
            .tls_client_certificate_bound_access_tokens,
        authorization: application.authorization.clone(),
        authentication_methods: sorted(&application.authentication_methods),
        token_endpoint_auth_signing_alg: application.token_endpoint_auth_signing_alg,
        keys: application.keys.clone(),
        certificate_subject: application.certificate_subject.clone(),
        backchannel_logout: application.backchannel_logout.clone(),
        signing: signing(application, tenant),
    }
}

/// What is signed for an application: what it wants, else what the tenant prefers of what its profile allows.
fn signing(application: &ApplicationInput, tenant: &TenantSettings) -> ResponseSigning {
    let wanted = application.signing;
    let profile = application.authorization.security_profile;
    let id_token = wanted
        .id_token
        .unwrap_or_else(|| tenant.signing_algorithms.default_of(profile));
    ResponseSigning {
        id_token,
        authorization: wanted.authorization.unwrap_or(id_token),
        userinfo: wanted.userinfo,
    }
}

/// The tenant's resource servers that the application may ask for.
fn resources(application: &ApplicationInput, tenant: &TenantSettings) -> Vec<ResourceServer> {
    let mut resources: Vec<_> = tenant
        .resource_servers
        .iter()
        .filter(|server| application.resources.contains(&server.identifier))
        .map(|server| ResourceServer {
            identifier: server.identifier.clone(),
            scopes: sorted(&server.scopes),
            access_token_signing_alg: server.access_token_signing_alg,
        })
        .collect();
    resources.sort_by(|left, right| left.identifier.cmp(&right.identifier));
    resources
}

/// The portal signs people in like any application does; each region's portal has its own redirect URI.
fn portal(tenant: &TenantSettings, bundle: &Bundle) -> Application {
    let origins: Vec<_> = bundle
        .regions
        .iter()
        .map(|region| bundle.regional_origin(&region.name, PORTAL_LABEL))
        .collect();
    let mut post_logout: Vec<_> = origins.iter().map(|origin| format!("{origin}/")).collect();
    post_logout.push(format!("{}/", bundle.global_origin(PORTAL_LABEL)));
    let redirects: Vec<_> = origins
        .iter()
        .map(|origin| format!("{origin}/callback"))
        .collect();
    Application {
        client_id: PORTAL_CLIENT_ID.to_owned(),
        display_name: "Portal".to_owned(),
        brand: bundle.default_brand.clone(),
        application_type: ApplicationType::Web,
        redirect_uris: sorted(&redirects),
        post_logout_redirect_uris: sorted(&post_logout),
        grant_types: vec![GrantType::AuthorizationCode],
        scopes: vec!["openid".to_owned()],
        claims: Vec::new(),
        progressive_profile: Vec::new(),
        minimum_acr: None,
        organization: None,
        secret_digests: sorted(&tenant.portal_secret_digests),
        resources: Vec::new(),
        resource_server: None,
        dpop_bound_access_tokens: false,
        tls_client_certificate_bound_access_tokens: false,
        authorization: Authorization::default(),
        authentication_methods: vec![ClientAuthenticationMethod::ClientSecretBasic],
        token_endpoint_auth_signing_alg: None,
        keys: None,
        certificate_subject: None,
        backchannel_logout: None,
        signing: ResponseSigning::default(),
    }
}
