//! Which of our addresses a request came to. A host that is not ours gets no page: nothing that we answer may be
//! built from a name that somebody else chose.

use axum::http::{HeaderMap, Uri, header, uri::Authority};
use domicile_bundle::{
    Brand, Bundle,
    tenant::{LOGIN_LABEL, MUTUAL_TLS_LABEL},
};
use domicile_residency::{Address, RegionName};

/// An address of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestHost {
    /// Whether any region may answer on it, or only this one.
    pub address: Address,
    /// The host without the region: `login.<domain>` or a brand's host.
    pub plain: String,
}

impl RequestHost {
    /// Finds a host name (without port) among ours; nothing for other hosts, among them other regions' own.
    pub fn resolve(bundle: &Bundle, here: &RegionName, host: &str) -> Option<Self> {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let host = without_mutual_tls(bundle, host);
        if is_plain(bundle, &host) {
            return Some(Self {
                address: Address::Global,
                plain: host,
            });
        }
        let plain = host.strip_prefix(here.as_str())?.strip_prefix('.')?;
        is_plain(bundle, plain).then(|| Self {
            address: Address::Regional,
            plain: plain.to_owned(),
        })
    }

    /// The host name that a request names, of HTTP/2's authority or HTTP/1's only `Host`.
    pub fn named_by(uri: &Uri, headers: &HeaderMap) -> Option<String> {
        if let Some(authority) = uri.authority() {
            return Some(authority.host().to_owned());
        }
        let mut hosts = headers.get_all(header::HOST).iter();
        let first = hosts.next()?.to_str().ok()?;
        if hosts.next().is_some() || first.contains('@') {
            return None;
        }
        let authority = first.parse::<Authority>().ok()?;
        Some(authority.host().to_owned())
    }

    /// `<region>.<plain host>`.
    pub fn regional_name(&self, region: &RegionName) -> String {
        format!("{region}.{}", self.plain)
    }

    /// `https://<region>.<plain host>[:port]`.
    pub fn regional_origin(&self, bundle: &Bundle, region: &RegionName) -> String {
        bundle.origin_of(&self.regional_name(region))
    }

    /// The brand whose host this is, where it is a brand's.
    pub fn brand<'a>(&self, bundle: &'a Bundle) -> Option<&'a Brand> {
        bundle
            .brands
            .iter()
            .find(|brand| brand.hosts.contains(&self.plain))
    }
}

/// Applications reach `login.<domain>` as `mtls.login.<domain>` too, where they may show a certificate.
fn without_mutual_tls(bundle: &Bundle, host: String) -> String {
    if bundle.is_mutual_tls_host(&host) {
        host.replacen(MUTUAL_TLS_LABEL, LOGIN_LABEL, 1)
    } else {
        host
    }
}

fn is_plain(bundle: &Bundle, host: &str) -> bool {
    host.strip_prefix(LOGIN_LABEL)
        .and_then(|rest| rest.strip_prefix('.'))
        == Some(bundle.domain.as_str())
        || bundle
            .brands
            .iter()
            .any(|brand| brand.hosts.iter().any(|own| own == host))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Uri};
    use domicile_residency::{Address, RegionName};

    use super::RequestHost;
    use crate::example::bundle;

    fn resolve(host: &str) -> Option<(Address, String)> {
        RequestHost::resolve(&bundle("eu"), &RegionName::parse("eu").unwrap(), host)
            .map(|found| (found.address, found.plain))
    }

    #[test]
    fn our_hosts_are_found_and_no_others() {
        let global = |host: &str| Some((Address::Global, host.to_owned()));
        let regional = |host: &str| Some((Address::Regional, host.to_owned()));
        let table = [
            ("login.aurora.localhost", global("login.aurora.localhost")),
            ("LOGIN.aurora.localhost.", global("login.aurora.localhost")),
            (
                "eu.login.aurora.localhost",
                regional("login.aurora.localhost"),
            ),
            ("id.holidays.localhost", global("id.holidays.localhost")),
            (
                "eu.id.holidays.localhost",
                regional("id.holidays.localhost"),
            ),
            (
                "mtls.login.aurora.localhost",
                global("login.aurora.localhost"),
            ),
            (
                "eu.mtls.login.aurora.localhost",
                regional("login.aurora.localhost"),
            ),
            ("us.mtls.login.aurora.localhost", None),
            ("mtls.id.holidays.localhost", None),
            ("us.login.aurora.localhost", None),
            ("my.aurora.localhost", None),
            ("aurora.localhost", None),
            ("eulogin.aurora.localhost", None),
            ("eu.login.aurora.localhost.evil.example", None),
            ("evil.example", None),
            ("", None),
        ];
        for (host, expected) in table {
            assert_eq!(resolve(host), expected, "{host}");
        }
    }

    #[test]
    fn a_request_with_two_hosts_or_an_account_in_the_host_names_none() {
        let uri = Uri::from_static("/authorize");
        let mut headers = HeaderMap::new();
        headers.append(
            "host",
            HeaderValue::from_static("login.aurora.localhost:8443"),
        );
        assert_eq!(
            RequestHost::named_by(&uri, &headers).as_deref(),
            Some("login.aurora.localhost")
        );
        headers.append("host", HeaderValue::from_static("evil.example"));
        assert_eq!(RequestHost::named_by(&uri, &headers), None);
        let mut headers = HeaderMap::new();
        headers.insert(
            "host",
            HeaderValue::from_static("login.aurora.localhost@evil.example"),
        );
        assert_eq!(RequestHost::named_by(&uri, &headers), None);
    }
}
