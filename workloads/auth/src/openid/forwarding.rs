//! Requests of applications that another region must answer are carried there over the mesh, and nothing of them is
//! kept. The personal data of the answer passes through this process's memory; `docs/residency.md` says so.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domicile_bundle::Bundle;
use domicile_residency::RegionName;
use domicile_service::{ClientCertificate, client_certificate, mesh::PeerIdentity};
use futures::future::join_all;
use reqwest::Method;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    app::App,
    openid::{
        called::{self, Called},
        dpop,
    },
};

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

/// What of a request is carried beside its form: who calls, and what proves the key. An extractor of handlers.
#[derive(Clone, Debug)]
pub struct Luggage {
    headers: HeaderMap,
    /// What was carried here once is not carried on.
    arrived_over_mesh: bool,
}

impl FromRequestParts<App> for Luggage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let mut headers = HeaderMap::new();
        for name in [header::AUTHORIZATION, dpop::HEADER] {
            for value in parts.headers.get_all(&name) {
                headers.append(&name, value.clone());
            }
        }
        // What the connection has shown, never what somebody wrote into a header of that name.
        let shown =
            <ClientCertificate as OptionalFromRequestParts<App>>::from_request_parts(parts, app);
        if let Some(certificate) = shown.await? {
            headers.insert(client_certificate::HEADER, certificate.header_value());
        }
        if let Some(value) = Called::of(parts, app).and_then(|called| called.to_header()) {
            headers.insert(called::HEADER, value);
        }
        Ok(Self {
            headers,
            arrived_over_mesh: parts.extensions.get::<PeerIdentity>().is_some(),
        })
    }
}

impl Luggage {
    /// Whether another region, or a workload of this one, sent it here: then it is answered here or not at all. A
    /// mistake in the regions' addresses must not send it round in circles.
    pub const fn arrived_over_mesh(&self) -> bool {
        self.arrived_over_mesh
    }
}

/// Sends a form to the same path of the home region's auth workload and brings its answer back.
pub async fn forward(
    app: &App,
    bundle: &Bundle,
    home: &RegionName,
    path: &str,
    luggage: &Luggage,
    form: String,
) -> Result<Response, ForwardingError> {
    let region = bundle
        .region_named(home.as_str())
        .ok_or(ForwardingError::UnknownRegion)?;
    let request = app
        .mesh_client()
        .request(Method::POST, format!("{}{path}", region.mesh.auth))
        .headers(luggage.headers.clone())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form);
    let unreachable = |_: reqwest::Error| ForwardingError::Unreachable(home.clone());
    let answer = request.send().await.map_err(unreachable)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.map_err(unreachable)?;
    if body.len() > MOST_BYTES {
        return Err(ForwardingError::Unreachable(home.clone()));
    }
    Ok(carried(status, &headers, body.into()))
}

/// How long a region may take for an answer to a question of ours.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Asks all other regions at once.
pub async fn ask_others<Q, A>(
    app: &App,
    bundle: &Bundle,
    path: &str,
    question: &Q,
) -> Vec<(RegionName, Result<A, ForwardingError>)>
where
    Q: Serialize,
    A: DeserializeOwned,
{
    let here = app.region().as_str();
    let others = bundle.regions.iter().filter(|region| region.name != here);
    let asked = others.filter_map(|region| {
        let name = RegionName::parse(&region.name).ok()?;
        let request = app
            .mesh_client()
            .post(format!("{}{path}", region.mesh.auth))
            .timeout(TIMEOUT)
            .json(question);
        Some(async move {
            let unreachable = |_: reqwest::Error| ForwardingError::Unreachable(name.clone());
            let answered = async {
                let answer = request.send().await?.error_for_status()?;
                answer.json::<A>().await
            };
            let answer = answered.await.map_err(unreachable);
            (name, answer)
        })
    });
    join_all(asked).await
}

fn carried(status: StatusCode, headers: &HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for name in [
        header::CONTENT_TYPE,
        header::WWW_AUTHENTICATE,
        dpop::NONCE_HEADER,
    ] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
