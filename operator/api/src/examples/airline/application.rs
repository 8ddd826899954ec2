//! The shop.

use super::{TENANT, metadata, strings};
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
                grant_types: vec![GrantType::AuthorizationCode],
                scopes: strings(["openid", "profile", "email"]),
                claims: vec![
                    claim("email", "email", "email"),
                    claim("given_name", "profile", "givenName"),
                    claim("family_name", "profile", "familyName"),
                    claim("locale", "profile", "language"),
                ],
                secret_name: "shop-client".to_owned(),
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
