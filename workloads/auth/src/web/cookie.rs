//! Cookies. Those that matter carry the prefix `__Host-`: only this very host can set them, so that no neighbour
//! can plant a session (RFC 6265bis, section 4.1.3.2).

use axum::http::{HeaderMap, HeaderValue, header};
use domicile_residency::RegionName;

/// The session: a handle.
pub const SESSION: &str = "__Host-domicile-session";
/// The sign-in under way, sealed.
pub const FLOW: &str = "__Host-domicile-flow";
/// Remembers the region on all addresses of one host; says nothing else about the person.
pub const REGION: &str = "domicile_region";

/// Binds the hand-off that follows a passkey to the browser that showed it.
pub const FOLLOWING: &str = "__Secure-domicile-following";
/// What a provider said of somebody whom we do not know yet, sealed.
pub const ARRIVED: &str = "__Host-domicile-arrived";
/// A browser in which somebody signed in before, sealed.
pub const DEVICE: &str = "__Host-domicile-device";

/// A year, in seconds.
pub const A_YEAR: u32 = 31_536_000;
/// Browsers keep at most 4096 bytes of name, value and attributes.
pub const LONGEST_VALUE: usize = 3900;

/// The value of a cookie that was sent; nothing when it was sent twice, since one of the two is somebody else's.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(own, _)| *own == name)
        .map(|(_, value)| value);
    let first = values.next()?;
    values.next().is_none().then_some(first)
}

/// Sets a cookie of this host that ends with the browser, or after some seconds.
pub fn set(headers: &mut HeaderMap, name: &str, value: &str, seconds: Option<u32>) {
    let age = seconds
        .map(|seconds| format!("; Max-Age={seconds}"))
        .unwrap_or_default();
    append(
        headers,
        &format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"),
    );
}

/// Removes a cookie of this host.
pub fn clear(headers: &mut HeaderMap, name: &str) {
    set(headers, name, "", Some(0));
}

/// Remembers the region for `plain_host` and all its regional addresses.
pub fn remember_region(headers: &mut HeaderMap, plain_host: &str, region: &RegionName) {
    shared(headers, plain_host, REGION, region.as_str(), A_YEAR);
}

/// Forgets the region.
pub fn forget_region(headers: &mut HeaderMap, plain_host: &str) {
    shared(headers, plain_host, REGION, "", 0);
}

/// Remembers the language chosen for `plain_host` and all its regional addresses.
pub fn remember_language(headers: &mut HeaderMap, plain_host: &str, language: &str) {
    shared(
        headers,
        plain_host,
        domicile_pages::language::COOKIE,
        language,
        A_YEAR,
    );
}

/// Gives the browser what its hand-off to another region of `plain_host` is bound to.
pub fn follow(headers: &mut HeaderMap, plain_host: &str, value: &str) {
    shared(headers, plain_host, FOLLOWING, value, 120);
}

/// The hand-off has arrived.
pub fn unfollow(headers: &mut HeaderMap, plain_host: &str) {
    shared(headers, plain_host, FOLLOWING, "", 0);
}

fn shared(headers: &mut HeaderMap, plain_host: &str, name: &str, value: &str, seconds: u32) {
    append(
        headers,
        &format!(
            "{name}={value}; Domain={plain_host}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}"
        ),
    );
}

fn append(headers: &mut HeaderMap, text: &str) {
    // Every value is ours: handles, sealed texts, names of regions and languages.
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    use super::{SESSION, read, set};

    #[test]
    fn a_cookie_that_was_sent_twice_is_not_believed() {
        let mut headers = HeaderMap::new();
        headers.append(
            "cookie",
            HeaderValue::from_static("a=1; __Host-domicile-session=one"),
        );
        assert_eq!(read(&headers, SESSION), Some("one"));
        headers.append(
            "cookie",
            HeaderValue::from_static("__Host-domicile-session=two"),
        );
        assert_eq!(read(&headers, SESSION), None);
    }

    #[test]
    fn a_session_cookie_is_for_this_host_over_https_and_out_of_reach_of_scripts() {
        let mut headers = HeaderMap::new();
        set(&mut headers, SESSION, "eu.x", None);
        assert_eq!(
            headers["set-cookie"],
            "__Host-domicile-session=eu.x; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
    }

    proptest! {
        #[test]
        fn no_header_makes_the_reader_panic(text in "[ -~]{0,80}") {
            let mut headers = HeaderMap::new();
            headers.insert("cookie", HeaderValue::from_str(&text).unwrap());
            let _ = read(&headers, SESSION);
        }
    }
}
