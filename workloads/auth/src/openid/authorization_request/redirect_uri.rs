//! Whether a redirect URI is the client's: compared byte for byte (RFC 9700, section 2.1), but for the port of the
//! loopback address of an app on a device, which the system chooses when the app starts (RFC 8252, section 7.3).

use domicile_bundle::{Application, ApplicationType};

/// Loopback addresses as literals. `localhost` is not among them: what it resolves to is not the app's to say
/// (RFC 8252, section 8.3).
const LOOPBACK: [&str; 2] = ["http://127.0.0.1", "http://[::1]"];

/// Whether an answer may be sent there.
pub(super) fn is_registered(application: &Application, uri: &str) -> bool {
    application.redirect_uris.iter().any(|own| own == uri)
        || (application.application_type == ApplicationType::Native
            && application
                .redirect_uris
                .iter()
                .any(|own| differs_in_port_alone(own, uri)))
}

fn differs_in_port_alone(registered: &str, uri: &str) -> bool {
    LOOPBACK.iter().any(|origin| {
        match (
            after_port(registered.strip_prefix(origin)),
            after_port(uri.strip_prefix(origin)),
        ) {
            (Some(own), Some(asked)) => own == asked,
            _ => false,
        }
    })
}

/// What follows an origin and its port: nothing when what stands there is no port.
fn after_port(rest: Option<&str>) -> Option<&str> {
    let rest = rest?;
    let Some(port) = rest.strip_prefix(':') else {
        return (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest);
    };
    let end = port.find(['/', '?']).unwrap_or(port.len());
    let (port, path) = port.split_at(end);
    let digits = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
    (digits && port.parse::<u16>().is_ok_and(|port| port != 0)).then_some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::differs_in_port_alone;

    #[test]
    fn an_app_on_a_device_listens_on_any_port_of_the_loopback_address() {
        let registered = "http://127.0.0.1/callback";
        for (uri, expected) in [
            ("http://127.0.0.1:49152/callback", true),
            ("http://127.0.0.1/callback", true),
            ("http://127.0.0.1:0/callback", false),
            ("http://127.0.0.1:99999/callback", false),
            ("http://127.0.0.1:80x/callback", false),
            ("http://127.0.0.1:/callback", false),
            ("http://127.0.0.1:80@evil.example/callback", false),
            ("http://127.0.0.1@evil.example/callback", false),
            ("http://127.0.0.1.evil.example/callback", false),
            ("http://127.0.0.1:49152/callback/", false),
            ("http://127.0.0.1:49152/callback?x=1", false),
            ("http://127.0.0.1:49152/callback#x", false),
            ("http://127.0.0.1:49152\\@evil.example/callback", false),
            ("http://[::1]:49152/callback", false),
            ("http://localhost:49152/callback", false),
            ("https://127.0.0.1:49152/callback", false),
        ] {
            assert_eq!(differs_in_port_alone(registered, uri), expected, "{uri}");
        }
        assert!(differs_in_port_alone(
            "http://[::1]:1/x",
            "http://[::1]:2/x"
        ));
        assert!(!differs_in_port_alone(
            "https://shop.example:1/",
            "https://shop.example:2/"
        ));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_on_the_loopback_address(uri in "http://[\\PC]{0,60}") {
            if differs_in_port_alone("http://127.0.0.1:5555/callback", &uri) {
                let parsed = url::Url::parse(&uri).unwrap();
                prop_assert_eq!(parsed.host_str(), Some("127.0.0.1"));
                prop_assert_eq!(parsed.path(), "/callback");
            }
        }
    }
}
