//! Forms of our pages.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Visit, parameters::Parameters};
use crate::{app::App, pages};

/// The fields of a form that a page of ours sent. An extractor of handlers; what cannot be read is answered with a page.
#[derive(Clone)]
pub struct Form(pub Parameters);

impl FromRequest<App> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let mut sent = Request::new(body);
        // The limit of bodies is among them; the page of a failure needs the rest alone.
        *sent.extensions_mut() = std::mem::take(&mut parts.extensions);
        let rejection = match Bytes::from_request(sent, app).await {
            Ok(bytes) => return Ok(Self(Parameters::parse(&bytes))),
            Err(rejection) => rejection,
        };
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let status = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        let page = pages::error::unreadable_form(&visit, status);
        Err(page.unwrap_or_else(|error| visit.answer(Err(error)).into_response()))
    }
}
