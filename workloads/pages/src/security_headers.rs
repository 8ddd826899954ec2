//! Headers that every page carries.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::Frame;

/// Content security policy of a page: no script but the page's own by nonce, our style sheet, the brand's colours by
/// hash.
///
/// `form_targets` are the origins, beyond our own, that the answer to a form of this page may redirect to: Chromium
/// applies `form-action` to redirects too, so a sign-in page must name the origin of the application.
pub fn content_security_policy(frame: &Frame, form_targets: &[String]) -> String {
    let theme = &frame.dress.theme_digest;
    let mut targets = String::new();
    for target in form_targets.iter().filter(|target| is_source(target)) {
        targets.push(' ');
        targets.push_str(target);
    }
    let script = frame
        .script
        .as_ref()
        .map(|script| format!(" script-src 'nonce-{}';", script.nonce))
        .unwrap_or_default();
    format!(
        "default-src 'none';{script} style-src 'self' 'sha256-{theme}'; img-src data:; \
         form-action 'self'{targets}; frame-ancestors 'none'; base-uri 'none'"
    )
}

/// Whether a text can stand in a policy without changing it.
fn is_source(text: &str) -> bool {
    text.contains(':')
        && !text.contains(|sign: char| {
            sign.is_whitespace() || sign.is_control() || ";,'\"".contains(sign)
        })
}

/// Sets the security headers of a page.
pub fn apply(headers: &mut HeaderMap, policy: &str) {
    if let Ok(value) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_target_cannot_write_into_the_policy() {
        for wrong in [
            "https://a.example; script-src *",
            "https://a.example 'unsafe-inline'",
            "*",
            "https://a,b:",
        ] {
            assert!(!is_source(wrong), "{wrong}");
        }
        assert!(is_source("https://shop.aurora.localhost:8443"));
        assert!(is_source("com.example.app:"));
    }
}
