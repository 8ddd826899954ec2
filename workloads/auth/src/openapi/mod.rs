//! The `OpenAPI` document of the provider. What it says of an endpoint stands at the endpoint's handler; here is what
//! stands at none: the frame, and the shapes of what is read or written member by member.

pub mod answers;
pub mod decisions;
pub mod forms;
pub mod organizations;

use domicile_service::Problem;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{
    openid::{oauth_error::OAuthError, token::Tokens},
    web::router,
};

/// How callers prove themselves.
struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        for (name, scheme, description) in [
            (
                "clientSecret",
                HttpAuthScheme::Basic,
                "A client's identifier and secret. In the form instead: `client_id` alone, `client_secret`, or \
                 `client_assertion`; or a certificate at `mtls.login.<domain>`.",
            ),
            (
                "accessToken",
                HttpAuthScheme::Bearer,
                "An access token; one that is bound to a key with the scheme `DPoP` and a proof (RFC 9449).",
            ),
            (
                "initialAccessToken",
                HttpAuthScheme::Bearer,
                "A token of the IdentityTenant's Secret (RFC 7591, section 3).",
            ),
            (
                "registrationAccessToken",
                HttpAuthScheme::Bearer,
                "The token that a client got when it registered (RFC 7592).",
            ),
        ] {
            let scheme = HttpBuilder::new()
                .scheme(scheme)
                .description(Some(description));
            components.add_security_scheme(name, SecurityScheme::Http(scheme.build()));
        }
    }
}

/// Everything in the document of the workload.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Domicile sign-in",
        description = "What applications call at the OpenID provider; docs/openid-provider.md says how the parts go \
                       together. Not part of this document are the pages that people see in a browser (`/authorize`, \
                       `/logout`, `/device`, `/account` and the steps of a sign-in), and SCIM at `/scim/v2`, which \
                       describes itself (RFC 7643). A method that \
                       a path does not take is answered with 405 as `application/problem+json`."
    ),
    servers((
        url = "https://login.{domain}",
        variables(("domain" = (default = "example.com", description = "The IdentityTenant's domain.")))
    )),
    components(schemas(Problem, OAuthError, Tokens)),
    modifiers(&Schemes)
)]
struct Frame;

/// The document without endpoints.
pub fn frame() -> openapi::OpenApi {
    Frame::openapi()
}

/// The whole document.
pub fn document() -> openapi::OpenApi {
    domicile_service::openapi::named(router::api().into_openapi())
}
