//! Resource servers, which are the tenant's but not the tenant itself.

use crate::{model::TenantSettings, proof::Facts, rules::Violation};

/// A token that names no resource has the issuer as its audience, and sign-in trusts it by that (RFC 9068, section 3).
/// An API under such an address would be shown tokens that are good at sign-in, and the other way round. The whole
/// host is refused, not the issuer alone, because a path or a port is what software compares least carefully.
pub(super) fn are_elsewhere(facts: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let own = facts.own_hosts();
    tenant
        .resource_servers
        .iter()
        .enumerate()
        .filter_map(|(index, server)| {
            let host = host_of(&server.identifier);
            let what = own.get(&host)?;
            let message = format!(
                "a token for `{}` could be taken for one that is meant for the tenant itself: {host} is its own host, \
                 for {what}; give the API another host, and write that",
                server.identifier
            );
            let path = format!("spec.resourceServers[{index}].identifier");
            Some(Violation::new(path, message))
        })
        .collect()
}

/// The host of `https://host[:port][/path]`, which the definition lets through; a final dot names the same host.
fn host_of(identifier: &str) -> String {
    let rest = identifier.strip_prefix("https://").unwrap_or(identifier);
    let host = rest.split([':', '/']).next().unwrap_or_default();
    host.trim_end_matches('.').to_ascii_lowercase()
}
