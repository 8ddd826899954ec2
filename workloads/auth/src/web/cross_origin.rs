//! Cross-origin requests (CORS) for applications that run in the browser: they read discovery, keys, tokens and
//! userinfo from their own origin. Pages and cookies are never shared this way.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domicile_bundle::{ApplicationType, Bundle};
use url::Url;

use crate::app::App;

/// Answers preflights and adds the header for origins of the tenant's single-page applications.
pub async fn allow_own_applications(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let allowed = origin.filter(|origin| is_application(&app.bundle().bundle, origin));
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = allowed {
        allow(headers, origin);
    }
    response
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, dpop",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "www-authenticate, dpop-nonce",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn is_application(bundle: &Bundle, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    bundle
        .applications
        .iter()
        .filter(|application| application.application_type == ApplicationType::SinglePage)
        .flat_map(|application| &application.redirect_uris)
        .filter_map(|uri| Url::parse(uri).ok())
        .any(|uri| uri.origin().is_tuple() && uri.origin().ascii_serialization() == origin)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::is_application;
    use crate::example::bundle;

    #[test]
    fn only_origins_of_single_page_applications_are_allowed() {
        let allowed = |origin| is_application(&bundle("eu"), &HeaderValue::from_static(origin));
        assert!(allowed("https://app.aurora.localhost:8443"));
        for other in [
            "https://app.aurora.localhost",
            "https://shop.aurora.localhost:8443",
            "https://app.aurora.localhost:8443.evil.example",
            "null",
            "",
        ] {
            assert!(!allowed(other), "{other}");
        }
    }
}
