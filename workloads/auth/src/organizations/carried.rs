//! Requests about an organisation are answered at its home; another region carries them there and keeps nothing.

use axum::{
    body::Body,
    extract::{
        FromRequest, FromRequestParts as _, OriginalUri, Request, rejection::StringRejection,
    },
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
};
use domicile_bundle::Bundle;
use domicile_residency::RegionName;

use crate::{app::App, error::AuthError, openid::forwarding::ForwardingError};

/// Longest answer that is carried back.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// What of a request goes along.
const THERE: [header::HeaderName; 4] = [
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
];
/// What of an answer comes back.
const BACK: [header::HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::ETAG,
    header::LOCATION,
    header::WWW_AUTHENTICATE,
];

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Carried {
    /// Method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: String,
}

impl FromRequest<App> for Carried {
    type Rejection = StringRejection;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        // A nested router sees the rest of the address alone.
        let uri = OriginalUri::from_request_parts(&mut parts, app)
            .await
            .unwrap_or_else(|never| match never {});
        let method = parts.method.clone();
        let headers = parts.headers.clone();
        Ok(Self {
            method,
            path: uri
                .path_and_query()
                .map_or_else(String::new, ToString::to_string),
            headers,
            body: String::from_request(Request::from_parts(parts, body), app).await?,
        })
    }
}

impl Carried {
    /// Sends it to the same path of the home region's auth workload and brings the answer back.
    ///
    /// # Errors
    /// When that region does not answer.
    pub async fn to(self, app: &App, bundle: &Bundle, home: &str) -> Result<Response, AuthError> {
        let region = bundle
            .region_named(home)
            .ok_or(ForwardingError::UnknownRegion)?;
        let unreachable = || {
            RegionName::parse(home)
                .map_or(ForwardingError::UnknownRegion, ForwardingError::Unreachable)
        };
        let mut request = app
            .mesh_client()
            .request(self.method, format!("{}{}", region.mesh.auth, self.path))
            .body(self.body);
        for name in THERE {
            if let Some(value) = self.headers.get(&name) {
                request = request.header(name, value);
            }
        }
        let answer = request.send().await.map_err(|_| unreachable())?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(|_| unreachable())?;
        if body.len() > MOST_BYTES {
            return Err(unreachable().into());
        }
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        for name in BACK {
            if let Some(value) = headers.get(&name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}
