//! Requests of applications that another region must answer are carried there over the mesh, and nothing of them is
//! kept. The personal data of the answer passes through this process's memory; `docs/residency.md` says so.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use domicile_bundle::Bundle;
use domicile_residency::RegionName;
use reqwest::{Client, Method};

/// Longest answer that is carried back.
const MOST_BYTES: usize = 256 * 1024;

/// Why a request was not answered by its home region. Texts carry nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum ForwardingError {
    /// The tenant has no region of that name.
    #[error("there is no such region")]
    UnknownRegion,
    /// No answer, or one that is not to be carried.
    #[error("region `{0}` did not answer")]
    Unreachable(RegionName),
}

/// Sends a form to the same path of the home region's auth workload and brings its answer back.
pub async fn forward(
    client: &Client,
    bundle: &Bundle,
    home: &RegionName,
    path: &str,
    authorization: Option<&HeaderValue>,
    form: String,
) -> Result<Response, ForwardingError> {
    let region = bundle
        .region_named(home.as_str())
        .ok_or(ForwardingError::UnknownRegion)?;
    let mut request = client
        .request(Method::POST, format!("{}{path}", region.mesh.auth))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form);
    if let Some(value) = authorization {
        request = request.header(header::AUTHORIZATION, value);
    }
    let unreachable = |_: reqwest::Error| ForwardingError::Unreachable(home.clone());
    let answer = request.send().await.map_err(unreachable)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.map_err(unreachable)?;
    if body.len() > MOST_BYTES {
        return Err(ForwardingError::Unreachable(home.clone()));
    }
    Ok(carried(status, &headers, body.into()))
}

fn carried(status: StatusCode, headers: &HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for name in [header::CONTENT_TYPE, header::WWW_AUTHENTICATE] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
