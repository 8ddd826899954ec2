//! The shop, the machines at the airport, a program that runs at night, the crew's app, and kubectl.

use super::{TENANT, metadata, strings, tenant::BOOKINGS};
use crate::{
    Application, ApplicationSpec, ObjectReference,
    application::{ApplicationType, Claim, GrantType},
    examples::example,
};

example! {
    /// The airline's shop, which people sign in to. It sees name and address because serving people needs them,
    /// and finds its client secret in the Secret `shop-client`.
    pub fn shop() -> Application {
        Application {
            metadata: metadata("shop"),
            spec: ApplicationSpec {
                tenant_ref: ObjectReference::local(TENANT),
                brand_ref: Some(ObjectReference::local("aurora")),
                display_name: "Aurora Shop".to_owned(),
                application_type: ApplicationType::Web,
                redirect_uris: strings(["https://shop.aurora.localhost:8443/callback", "http://127.0.0.1:5555/callback"]),
                post_logout_redirect_uris: strings(["https://shop.aurora.localhost:8443/", "http://127.0.0.1:5555/"]),
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile", "email", "offline_access", "bookings_read", "bookings_write"]),
                claims: vec![
                    claim("email", "email", "email"),
                    claim("given_name", "profile", "givenName"),
                    claim("family_name", "profile", "familyName"),
                    claim("locale", "profile", "language"),
                ],
                resources: strings([BOOKINGS]),
                resource_server: None,
                dpop_bound_access_tokens: None,
                minimum_acr: None,
                organization: None,
                secret_name: "shop-client".to_owned(),
            },
            status: None,
        }
    }
}

example! {
    /// Machines at the airport without a keyboard: the person signs in on their own device (RFC 8628).
    pub fn kiosk() -> Application {
        Application {
            metadata: metadata("kiosk"),
            spec: ApplicationSpec {
                tenant_ref: ObjectReference::local(TENANT),
                brand_ref: Some(ObjectReference::local("aurora")),
                display_name: "Aurora Kiosk".to_owned(),
                application_type: ApplicationType::Native,
                redirect_uris: vec![],
                post_logout_redirect_uris: vec![],
                grant_types: vec![GrantType::DeviceCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile"]),
                claims: vec![claim("given_name", "profile", "givenName")],
                resources: vec![],
                resource_server: None,
                dpop_bound_access_tokens: None,
                minimum_acr: None,
                organization: None,
                secret_name: "kiosk-client".to_owned(),
            },
            status: None,
        }
    }
}

example! {
    /// The bookings API, which asks about the tokens that it is shown, and which calls itself at night with nobody
    /// behind it.
    pub fn bookings() -> Application {
        Application {
            metadata: metadata("bookings"),
            spec: ApplicationSpec {
                tenant_ref: ObjectReference::local(TENANT),
                brand_ref: Some(ObjectReference::local("aurora")),
                display_name: "Aurora Bookings".to_owned(),
                application_type: ApplicationType::Web,
                redirect_uris: vec![],
                post_logout_redirect_uris: vec![],
                grant_types: vec![GrantType::ClientCredentials],
                scopes: strings(["bookings_read"]),
                claims: vec![],
                resources: strings([BOOKINGS]),
                resource_server: Some(BOOKINGS.to_owned()),
                dpop_bound_access_tokens: None,
                minimum_acr: None,
                organization: None,
                secret_name: "bookings-client".to_owned(),
            },
            status: None,
        }
    }
}

example! {
    /// The crew's app: a stolen token is worth nothing without the device's own key (DPoP).
    pub fn crew() -> Application {
        Application {
            metadata: metadata("crew"),
            spec: ApplicationSpec {
                tenant_ref: ObjectReference::local(TENANT),
                brand_ref: Some(ObjectReference::local("aurora")),
                display_name: "Aurora Crew".to_owned(),
                application_type: ApplicationType::Native,
                redirect_uris: strings(["http://127.0.0.1:5556/callback"]),
                post_logout_redirect_uris: vec![],
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile", "offline_access"]),
                claims: vec![claim("given_name", "profile", "givenName")],
                resources: vec![],
                resource_server: None,
                dpop_bound_access_tokens: Some(true),
                minimum_acr: None,
                organization: None,
                secret_name: "crew-client".to_owned(),
            },
            status: None,
        }
    }
}

example! {
    /// Engineers use kubectl with their account: kubelogin signs them in, in a browser here or on another device.
    pub fn kubectl() -> Application {
        Application {
            metadata: metadata("kubectl"),
            spec: ApplicationSpec {
                tenant_ref: ObjectReference::local(TENANT),
                brand_ref: Some(ObjectReference::local("aurora")),
                display_name: "Aurora Clusters".to_owned(),
                application_type: ApplicationType::Native,
                redirect_uris: strings(["http://localhost:8000", "http://localhost:18000"]),
                post_logout_redirect_uris: vec![],
                grant_types: vec![GrantType::AuthorizationCode, GrantType::DeviceCode, GrantType::RefreshToken],
                scopes: strings(["openid", "offline_access"]),
                claims: vec![],
                resources: vec![],
                resource_server: None,
                dpop_bound_access_tokens: None,
                minimum_acr: None,
                organization: None,
                secret_name: "kubectl-client".to_owned(),
            },
            status: None,
        }
    }
}

fn claim(claim: &str, scope: &str, attribute: &str) -> Claim {
    Claim {
        claim: claim.to_owned(),
        scope: scope.to_owned(),
        attribute: attribute.to_owned(),
        purpose: "service".to_owned(),
    }
}
