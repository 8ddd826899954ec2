//! What the tenant's configuration trusts beyond the public Internet.

/// Hosts and authorities that the tenant names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// Hosts that may have any address.
    pub hosts: Vec<TrustedHost>,
    /// PEM certificates of authorities that are believed beside the system's.
    pub authorities: Option<String>,
}

/// A host that may have any address, on one port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedHost {
    host: String,
    port: u16,
}

impl TrustedHost {
    /// Reads `host` or `host:port`; port 443 when none is named.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (text, 443),
        };
        let plain = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        plain.then(|| Self {
            host: host.to_ascii_lowercase(),
            port,
        })
    }
}

impl Trust {
    pub(crate) fn names(&self, host: &str, port: u16) -> bool {
        self.hosts
            .iter()
            .any(|own| own.host == host && own.port == port)
    }

    pub(crate) fn names_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.host == host)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Trust, TrustedHost};

    #[test]
    fn a_host_is_trusted_on_its_port_alone() {
        let trust = Trust {
            hosts: vec![TrustedHost::parse("A.example:8443").unwrap()],
            authorities: None,
        };
        assert!(trust.names("a.example", 8443));
        assert!(!trust.names("a.example", 443));
        assert!(!trust.names("b.a.example", 8443));
        for text in ["", ":1", "a:b", "a:70000", "a/b", "a b", "[::1]:1"] {
            assert_eq!(TrustedHost::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
            let _ = TrustedHost::parse(&text);
        }
    }
}
