//! A rendered page as an answer.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{Frame, security_headers};

/// Renders a template that extends `frame.html`, with the security headers.
///
/// `form_targets`: see [`security_headers::content_security_policy`].
///
/// # Errors
/// When the template cannot be rendered.
pub fn respond(
    status: StatusCode,
    frame: &Frame,
    form_targets: &[String],
    template: &impl Template,
) -> Result<Response, askama::Error> {
    let mut response = (status, template.render()?).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if let Ok(language) = HeaderValue::from_str(&frame.language) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    security_headers::apply(
        headers,
        &security_headers::content_security_policy(frame, form_targets),
    );
    Ok(response)
}
