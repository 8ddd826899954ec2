//! What the `OpenAPI` document of ingest says beside its endpoints.

use domicile_service::Problem;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::report::Answer;

/// How a source shows its write key.
struct WriteKey;

impl Modify for WriteKey {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Basic)
            .description(Some(
                "The source's write key as user name, with an empty password. Or `writeKey` in the body.",
            ))
            .build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("writeKey", SecurityScheme::Http(scheme));
    }
}

/// Everything in the document of a workload.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Domicile ingest",
        description = "Events and attributes from a customer's systems, in the Segment wire format. A `ProfileSource` \
                       says what a source may set, and its Secret holds the write key. The portal `my.<domain>` of the \
                       same workload serves pages for people, which are not part of this document; a path that is not \
                       here is answered with 404, a method with 405, as `application/problem+json`."
    ),
    servers((
        url = "https://events.{domain}",
        variables(("domain" = (default = "example.com", description = "The IdentityTenant's domain.")))
    )),
    components(schemas(Answer, Problem)),
    security((), ("writeKey" = [])),
    modifiers(&WriteKey)
)]
struct Frame;

/// The document without endpoints.
pub(super) fn frame() -> openapi::OpenApi {
    Frame::openapi()
}

/// The whole document.
pub fn document() -> openapi::OpenApi {
    domicile_service::openapi::named(super::endpoint::api().into_openapi())
}
