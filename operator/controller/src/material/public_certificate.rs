//! The certificate of a region's public hosts that the tenant's authority issues, for trials.

use std::collections::BTreeSet;

use domicile_bundle::tenant::{EVENTS_LABEL, LOGIN_LABEL, MUTUAL_TLS_LABEL, PORTAL_LABEL};
use time::OffsetDateTime;

use super::{
    ExistingSecrets, MaterialError,
    certificate::{self, Usage, Wanted},
    prepared_secret::{PreparedSecret, Retention, SecretKind},
    tenant::TenantMaterial,
};
use crate::build::{names::RegionScope, region_bound::RegionBound};

/// Every host that a region answers on: those that any region may answer, and the region's own of each.
pub fn hosts<'a>(
    domain: &str,
    brand_hosts: impl IntoIterator<Item = &'a str>,
    region: &str,
) -> BTreeSet<String> {
    let own = [LOGIN_LABEL, MUTUAL_TLS_LABEL, PORTAL_LABEL, EVENTS_LABEL]
        .map(|label| format!("{label}.{domain}"));
    own.into_iter()
        .chain(brand_hosts.into_iter().map(str::to_owned))
        .flat_map(|host| [format!("{region}.{host}"), host])
        .collect()
}

/// The certificate that exists, or a new one when it is due or names other hosts.
///
/// # Errors
/// When the authority cannot sign.
pub fn prepare(
    scope: &RegionScope,
    tenant: &TenantMaterial,
    hosts: BTreeSet<String>,
    existing: &ExistingSecrets,
    now: OffsetDateTime,
) -> Result<RegionBound<PreparedSecret>, MaterialError> {
    let name = scope.public_certificate_secret();
    let wanted = Wanted {
        dns_names: hosts,
        usage: Usage::Server,
    };
    let data = certificate::prepare(existing.get(&name), &wanted, &tenant.authority, now)?;
    let secret = PreparedSecret {
        name,
        kind: SecretKind::Tls,
        retention: Retention::WithTenant,
        data,
    };
    Ok(RegionBound::new(scope.region.as_str(), secret))
}
