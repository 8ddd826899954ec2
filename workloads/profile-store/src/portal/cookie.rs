//! Cookies of the portal. All are `__Host-`: set by this host, for this host, over HTTPS.

use axum::http::{HeaderMap, HeaderValue, header};

/// Sealed session.
pub const SESSION: &str = "__Host-domicile-portal";
/// Sealed sign-in that is under way.
pub const SIGN_IN: &str = "__Host-domicile-portal-sign-in";
/// Says that the person has just signed out, so that the start page does not sign in again.
pub const SIGNED_OUT: &str = "__Host-domicile-portal-signed-out";

/// The value of a cookie; nothing when it is missing or sent twice.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(own, _)| *own == name)
        .map(|(_, value)| value);
    let first = values.next();
    // A second one of the same name was planted by somebody: neither is believed.
    first.filter(|_| values.next().is_none())
}

/// A `Set-Cookie` value. `seconds` is how long the browser keeps it; 0 removes it.
pub fn set(name: &str, value: &str, seconds: i64) -> HeaderValue {
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A `Set-Cookie` value that removes a cookie.
pub fn remove(name: &str) -> HeaderValue {
    set(name, "", 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_is_there_twice_is_not_believed() {
        let headers = |lines: &[&str]| {
            lines
                .iter()
                .map(|line| (header::COOKIE, HeaderValue::from_str(line).unwrap()))
                .collect::<HeaderMap>()
        };
        assert_eq!(read(&headers(&["a=1; b=2"]), "b"), Some("2"));
        assert_eq!(read(&headers(&["a=1", "b=x=y"]), "b"), Some("x=y"));
        assert_eq!(read(&headers(&["b=1; b=2"]), "b"), None);
        assert_eq!(read(&headers(&["b=1", "b=2"]), "b"), None);
        assert_eq!(read(&headers(&["bb=1"]), "b"), None);
    }
}
