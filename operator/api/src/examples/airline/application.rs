//! The shop, the machines at the airport, a program that runs at night, the crew's app, and kubectl.

use super::{TENANT, metadata, strings, tenant::BOOKINGS};
use crate::{
    Application, ApplicationSpec, Duration, ObjectReference,
    application::{ApplicationType, Claim, GrantType},
    client_secret::SecretRotation,
    examples::example,
    progressive_profile::{WantedAttribute, When},
};

example! {
    /// The airline's shop, which people sign in to. It sees name and address because serving people needs them,
    /// and finds its client secret in the Secret `shop-client`.
    pub fn shop() -> Application {
        Application {
            metadata: metadata("shop"),
            spec: ApplicationSpec {
                redirect_uris: strings(["https://shop.aurora.localhost:8443/callback", "http://127.0.0.1:5555/callback"]),
                post_logout_redirect_uris: strings(["https://shop.aurora.localhost:8443/", "http://127.0.0.1:5555/"]),
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile", "email", "phone", "miles", "offline_access", "bookings_read", "bookings_write"]),
                claims: vec![
                    claim("email", "email", "email"),
                    claim("given_name", "profile", "givenName"),
                    claim("family_name", "profile", "familyName"),
                    claim("locale", "profile", "language"),
                    claim("phone_number", "phone", "phoneNumber"),
                    claim("mileage_number", "miles", "mileageNumber"),
                ],
                progressive_profile: vec![miles()],
                resources: strings([BOOKINGS]),
                secret_rotation: Some(SecretRotation { after: None, every: Some(Duration::of_days(90)), overlap: Some(Duration::of_days(7)) }),
                ..application("Aurora Shop", ApplicationType::Web, "shop-client")
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
                grant_types: vec![GrantType::DeviceCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile"]),
                claims: vec![claim("given_name", "profile", "givenName")],
                ..application("Aurora Kiosk", ApplicationType::Native, "kiosk-client")
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
                grant_types: vec![GrantType::ClientCredentials],
                scopes: strings(["bookings_read"]),
                resources: strings([BOOKINGS]),
                resource_server: Some(BOOKINGS.to_owned()),
                ..application("Aurora Bookings", ApplicationType::Web, "bookings-client")
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
                redirect_uris: strings(["http://127.0.0.1:5556/callback"]),
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                scopes: strings(["openid", "profile", "offline_access"]),
                claims: vec![claim("given_name", "profile", "givenName")],
                dpop_bound_access_tokens: Some(true),
                ..application("Aurora Crew", ApplicationType::Native, "crew-client")
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
                redirect_uris: strings(["http://localhost:8000", "http://localhost:18000"]),
                grant_types: vec![GrantType::AuthorizationCode, GrantType::DeviceCode, GrantType::RefreshToken],
                scopes: strings(["openid", "offline_access"]),
                ..application("Aurora Clusters", ApplicationType::Native, "kubectl-client")
            },
            status: None,
        }
    }
}

/// People who go on to what needs their miles are asked whether they have some.
fn miles() -> WantedAttribute {
    WantedAttribute {
        attribute: "mileageNumber".to_owned(),
        purpose: "service".to_owned(),
        when: Some(When {
            sign_ins: None,
            scope: Some("miles".to_owned()),
        }),
        required: None,
        ask_again_after: None,
    }
}

/// An application of the airline that asks for nothing beyond what it has to say.
fn application(
    display_name: &str,
    application_type: ApplicationType,
    secret_name: &str,
) -> ApplicationSpec {
    ApplicationSpec {
        tenant_ref: ObjectReference::local(TENANT),
        brand_ref: Some(ObjectReference::local("aurora")),
        display_name: display_name.to_owned(),
        application_type,
        redirect_uris: vec![],
        post_logout_redirect_uris: vec![],
        grant_types: vec![],
        scopes: vec![],
        claims: vec![],
        progressive_profile: vec![],
        resources: vec![],
        resource_server: None,
        dpop_bound_access_tokens: None,
        tls_client_certificate_bound_access_tokens: None,
        security_profile: None,
        minimum_acr: None,
        organization: None,
        require_pkce: None,
        require_pushed_authorization_requests: None,
        require_signed_request_object: None,
        request_uris: vec![],
        request_object_signing_alg: None,
        token_endpoint_auth_signing_alg: None,
        id_token_signed_response_alg: None,
        userinfo_signed_response_alg: None,
        authorization_signed_response_alg: None,
        default_max_age: None,
        subject_type: None,
        secret_name: secret_name.to_owned(),
        secret_template: None,
        secret_rotation: None,
        token_endpoint_auth_method: None,
        jwks: None,
        jwks_uri: None,
        tls_client_auth: None,
        backchannel_logout_uri: None,
        backchannel_logout_session_required: None,
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
