//! Hosts, mail addresses and places on the web.

use kube::core::Rule;

use super::{each, format};

/// A fully qualified host name in lower case, without port.
pub fn host() -> Rule {
    format(
        format!("self.matches('{HOST}')"),
        "must be a host name in lower case with at least two labels, without port",
    )
}

/// Each item is such a host name.
pub fn hosts() -> Rule {
    each(
        &format!("item.matches('{HOST}')"),
        "each host must be a host name in lower case with at least two labels, without port",
    )
}

const HOST: &str = r"^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

/// An e-mail address, as far as a pattern can tell.
pub fn email() -> Rule {
    format(
        r"self.matches('^[^@[:space:][:cntrl:]<>,;]+@([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$')",
        "must be an e-mail address, for example help@aurora.example",
    )
}

/// A page on the web.
pub fn web_page() -> Rule {
    format(
        r"self.matches('^https://[a-z0-9.-]+(:[0-9]{1,5})?([/?#][^[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address",
    )
}

/// Where data is sent: encrypted, unless it stays inside the cluster.
pub fn webhook_url() -> Rule {
    format(
        r"self.matches('^(https://[a-z0-9.-]+|http://([a-z0-9-]+\\.)+svc(\\.cluster\\.local)?)(:[0-9]{1,5})?(/[^#[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address without user or fragment; plain http only to a Service of this cluster (host ending in .svc or .svc.cluster.local)",
    )
}

/// Where a browser may be sent back to (RFC 6749, section 3.1.2; loopback: RFC 8252, section 7.3).
pub fn redirect_uris() -> Rule {
    each(
        r"item.matches('^(https://[a-z0-9.-]+|http://(127[.]0[.]0[.]1|localhost|\\[::1\\]))(:[0-9]{1,5})?([/?][^#*[:space:][:cntrl:]]*)?$')",
        "each redirect URI must be absolute, exact and without fragment: https, or http to 127.0.0.1, [::1] or localhost",
    )
}

/// An identifier of a resource server (RFC 8707, section 2): absolute, without fragment.
pub fn resource_identifier() -> Rule {
    format(
        r"self.matches('^https://[a-z0-9.-]+(:[0-9]{1,5})?(/[^#[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address without fragment, for example https://bookings.aurora.example/",
    )
}

/// An address that programs speak to: https, without user or fragment.
pub fn https_endpoint() -> Rule {
    format(
        r"self.matches('^https://[a-z0-9.-]+(:[0-9]{1,5})?([/?][^#[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address without user or fragment",
    )
}

/// An issuer (OpenID Connect Discovery 1.0, section 2): https, without user, query or fragment.
pub fn issuer() -> Rule {
    format(
        r"self.matches('^https://[a-zA-Z0-9.-]+(:[0-9]{1,5})?(/[^?#[:space:][:cntrl:]]*)?$')",
        "must be an https address without user, query or fragment, exactly as the provider writes it",
    )
}

/// Each item is such an address.
pub fn https_endpoints() -> Rule {
    each(
        r"item.matches('^https://[a-z0-9.-]+(:[0-9]{1,5})?([/?][^#[:space:][:cntrl:]]*)?$')",
        "each address must be an absolute https address without user or fragment",
    )
}

/// Each item is a host, with a port where it is not 443.
pub fn hosts_with_ports() -> Rule {
    each(
        "item.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[1-9][0-9]{0,4})?$')",
        "each host must be a host name in lower case or an IPv4 address, with :port where it is not 443",
    )
}

/// Each item is a network.
pub fn networks() -> Rule {
    each(
        "item.matches('^([0-9]{1,3}[.]){3}[0-9]{1,3}/[0-9]{1,2}$|^[0-9a-f:]+/[0-9]{1,3}$')",
        "each network must be in CIDR notation, for example 10.20.0.0/16 or fd00:1::/48",
    )
}
