//! What a client has called, as it wrote it: proofs name method and address (RFC 9449, section 4.2).
//!
//! A request that another region carried here says so itself: the mesh lets auth workloads of the tenant in, and
//! nobody else.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, request::Parts},
};
use domicile_service::mesh::PeerIdentity;

use crate::{app::App, web::host::RequestHost};

/// Carries [`Called`] from region to region.
pub const HEADER: HeaderName = HeaderName::from_static("domicile-called");

/// Method and address without query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// HTTP method.
    pub method: String,
    /// `https://host[:port]/path`.
    pub url: String,
}

impl Called {
    fn parse(text: &str) -> Option<Self> {
        let (method, url) = text.split_once(' ')?;
        Some(Self {
            method: method.to_owned(),
            url: url.to_owned(),
        })
    }

    /// As [`HEADER`] carries it.
    pub fn to_header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{} {}", self.method, self.url)).ok()
    }

    /// What a request called; nothing for a workload that calls over the mesh for itself.
    pub fn of(parts: &Parts, app: &App) -> Option<Self> {
        if parts.extensions.get::<PeerIdentity>().is_some() {
            return Self::parse(parts.headers.get(HEADER)?.to_str().ok()?);
        }
        let host = RequestHost::named_by(&parts.uri, &parts.headers)?;
        let origin = app.bundle().bundle.origin_of(&host.to_ascii_lowercase());
        Some(Self {
            method: parts.method.to_string(),
            url: format!("{origin}{}", parts.uri.path()),
        })
    }
}

/// An extractor of handlers.
#[derive(Clone, Debug)]
pub struct MaybeCalled(pub Option<Called>);

impl FromRequestParts<App> for MaybeCalled {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(Called::of(parts, app)))
    }
}
