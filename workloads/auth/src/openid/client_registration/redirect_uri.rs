//! Which redirect URIs a client may register (RFC 6749, section 3.1.2; RFC 8252, section 7; `OpenID` Connect Dynamic
//! Client Registration 1.0, section 2).

use url::{Host, Url};

/// Longest address.
const LONGEST: usize = 500;
/// Schemes that a browser or the system itself acts on.
const NEVER: [&str; 10] = [
    "javascript",
    "data",
    "vbscript",
    "file",
    "blob",
    "about",
    "ftp",
    "ws",
    "wss",
    "mailto",
];

/// What is wrong with an address, for the client's developer.
pub(super) fn check(text: &str, is_native: bool) -> Result<(), &'static str> {
    let plain =
        |character: char| character.is_ascii_graphic() && !"*\\<>\"'`{}|^".contains(character);
    if text.len() > LONGEST || !text.chars().all(plain) {
        return Err(
            "a redirect URI is at most 500 ASCII characters, exact, without spaces or wildcards",
        );
    }
    let url = Url::parse(text).map_err(|_| "a redirect URI is absolute")?;
    if text.contains('#') {
        return Err("a redirect URI has no fragment");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a redirect URI holds no user name and no password");
    }
    let path = text.split('?').next().unwrap_or_default();
    if path.contains("/../") || path.ends_with("/..") || path.contains("/./") {
        return Err("a redirect URI has no `.` or `..` in its path");
    }
    match url.scheme() {
        "https" if url.has_host() => Ok(()),
        "http" if is_native && is_loopback(&url) => Ok(()),
        "http" => Err(
            "http is for native applications on the device itself: 127.0.0.1, [::1] or localhost",
        ),
        // RFC 8252, section 7.1: the reverse of a domain name under the application's control.
        scheme if is_native && scheme.contains('.') && !NEVER.contains(&scheme) => Ok(()),
        _ if is_native => {
            Err("a private scheme is a domain name in reverse order, such as com.example.app")
        }
        _ => Err("web applications are sent back to https addresses"),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::check;

    #[test]
    fn each_type_of_application_has_its_addresses() {
        for (uri, web, native) in [
            ("https://client.example/cb?a=b", true, true),
            ("http://127.0.0.1:1234/cb", false, true),
            ("http://[::1]/cb", false, true),
            ("http://localhost/cb", false, true),
            ("http://client.example/cb", false, false),
            ("http://127.0.0.1.client.example/cb", false, false),
            ("com.example.app:/cb", false, true),
            ("app:/cb", false, false),
            ("javascript:alert(1)", false, false),
            ("data:text/html,x", false, false),
            ("https://client.example/cb#x", false, false),
            ("https://client.example/cb#", false, false),
            ("https://a@client.example/cb", false, false),
            ("https://client.example/*", false, false),
            ("https://client.example/a/../cb", false, false),
            ("https://client.example\\@evil.example/", false, false),
            ("https://client.example/ cb", false, false),
            ("https://clіent.example/", false, false),
            ("/cb", false, false),
            ("", false, false),
        ] {
            assert_eq!(check(uri, false).is_ok(), web, "{uri}");
            assert_eq!(check(uri, true).is_ok(), native, "{uri}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}", is_native: bool) {
            let _ = check(&text, is_native);
        }
    }
}
