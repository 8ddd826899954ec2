//! Where a request may go: what its address says before any name is resolved.

use std::net::IpAddr;

use url::{Host, Url};

use crate::{address, error::OutboundError, trust::Trust};

/// The port of HTTPS, the only one of the public Internet.
const HTTPS: u16 = 443;

/// Reads an address that a stranger names.
///
/// # Errors
/// When it is no HTTPS address, holds a user name or password, names a port that is not HTTPS's, or is written with
/// an IP address of no public host.
pub(crate) fn parse(text: &str, trust: &Trust) -> Result<Url, OutboundError> {
    let url = Url::parse(text).map_err(|_| OutboundError::Address)?;
    let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    let (Some(host), Some(port), true) = (url.host(), url.port_or_known_default(), plain) else {
        return Err(OutboundError::Address);
    };
    if trust.names(url.host_str().unwrap_or_default(), port) {
        return Ok(url);
    }
    let literal = match host {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
    };
    // The resolver never sees an address that is written out.
    if port != HTTPS || literal.is_some_and(|address| !address::is_public(address)) {
        return Err(OutboundError::Forbidden);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;
    use crate::{OutboundError, Trust, TrustedHost};

    fn trust() -> Trust {
        Trust {
            hosts: ["idp.corp.example:8443", "10.0.0.7"]
                .map(|text| TrustedHost::parse(text).unwrap())
                .to_vec(),
            authorities: None,
        }
    }

    #[test]
    fn only_https_to_public_addresses_and_named_hosts_is_allowed() {
        for good in [
            "https://client.example/jwks",
            "https://1.1.1.1/jwks",
            "https://[2606:4700::1]/jwks",
            "https://IDP.corp.example:8443/jwks",
            "https://10.0.0.7/jwks",
        ] {
            assert!(parse(good, &trust()).is_ok(), "{good}");
        }
        for (bad, error) in [
            ("http://client.example/", OutboundError::Address),
            ("https://a:b@client.example/", OutboundError::Address),
            ("https://a@client.example/", OutboundError::Address),
            ("file:///etc/passwd", OutboundError::Address),
            ("ftp://client.example/", OutboundError::Address),
            ("//client.example/", OutboundError::Address),
            ("", OutboundError::Address),
            ("https://client.example:22/", OutboundError::Forbidden),
            ("https://idp.corp.example:22/", OutboundError::Forbidden),
            ("https://10.0.0.7:8443/", OutboundError::Forbidden),
            ("https://127.0.0.1/", OutboundError::Forbidden),
            // The same address as browsers and libraries spell it too.
            ("https://2130706433/", OutboundError::Forbidden),
            ("https://0x7f.1/", OutboundError::Forbidden),
            ("https://0177.0.0.1/", OutboundError::Forbidden),
            ("https://127.1/", OutboundError::Forbidden),
            ("https://①②⑦.0.0.1/", OutboundError::Forbidden),
            ("https://[::1]/", OutboundError::Forbidden),
            ("https://[::ffff:127.0.0.1]/", OutboundError::Forbidden),
            ("https://169.254.169.254/", OutboundError::Forbidden),
        ] {
            assert_eq!(parse(bad, &trust()).unwrap_err(), error, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_or_leaves_https(text in "\\PC{0,60}") {
            if let Ok(url) = parse(&text, &trust()) {
                prop_assert_eq!(url.scheme(), "https");
            }
        }
    }
}
