//! The bundle itself.

use serde::{Deserialize, Serialize};

use crate::{
    Application, Attribute, Brand, EventType, Mail, OpenId, Organizations, Purpose, RegionEntry,
    SecondFactor, SignIn, Sms, Source, Target,
};

/// Where the tenant's custom resource is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantName {
    /// Namespace of the `IdentityTenant`, and of every pod of it.
    pub namespace: String,
    /// Name of the `IdentityTenant`.
    pub name: String,
}

/// Everything that the workloads of one tenant in one region need to know.
///
/// Lists are sorted by name, so that the order of input never changes the revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bundle {
    /// Whose configuration this is.
    pub tenant: TenantName,
    /// Name of the region that this bundle is compiled for; a workload of another region refuses it.
    pub region: String,
    /// The tenant's registrable domain, for example `aurora.example`.
    pub domain: String,
    /// Port that browsers use for every public host; 443 unless a load balancer listens elsewhere.
    pub public_port: u16,
    /// `OpenID` issuer identifier: `https://login.<domain>[:port]`, without a trailing slash.
    pub issuer: String,
    /// Every region of the tenant, this one among them.
    pub regions: Vec<RegionEntry>,
    /// Codes and sessions.
    pub sign_in: SignIn,
    /// The `OpenID` provider beyond sign-in.
    pub openid: OpenId,
    /// What business customers are offered; nothing when there are no organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organizations: Option<Organizations>,
    /// Outgoing mail.
    pub mail: Mail,
    /// Codes by SMS; nothing where no adapter sends them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<Sms>,
    /// Brands, the tenant's default brand among them.
    pub brands: Vec<Brand>,
    /// Name of the brand shown where no host and no application says otherwise.
    pub default_brand: String,
    /// `OpenID` clients, the built-in portal among them.
    pub applications: Vec<Application>,
    /// Attributes that a profile may hold.
    pub attributes: Vec<Attribute>,
    /// Event types that are known.
    pub events: Vec<EventType>,
    /// Purposes under this region's law.
    pub purposes: Vec<Purpose>,
    /// Systems that send data.
    pub sources: Vec<Source>,
    /// Systems that receive data, with exactly the pairs that may leave this region.
    pub targets: Vec<Target>,
}

/// Label of the pages of sign-in, before the domain.
pub const LOGIN_LABEL: &str = "login";
/// Labels of the address of sign-in on which a client may show a certificate (RFC 8705, section 5), before the domain.
pub const MUTUAL_TLS_LABEL: &str = "mtls.login";
/// Label of the portal, before the domain.
pub const PORTAL_LABEL: &str = "my";
/// Label of the ingest endpoint, before the domain.
pub const EVENTS_LABEL: &str = "events";

impl Bundle {
    /// This region's own entry, if the bundle is whole.
    pub fn own_region(&self) -> Option<&RegionEntry> {
        self.region_named(&self.region)
    }

    /// Who sends codes as a second factor; nobody where the tenant takes none.
    pub fn sms_as_second_factor(&self) -> Option<&Sms> {
        let taken = self.sign_in.second_factor != SecondFactor::Disabled;
        self.sms.as_ref().filter(|sms| taken && sms.second_factor)
    }

    /// The region of that name.
    pub fn region_named(&self, name: &str) -> Option<&RegionEntry> {
        self.regions.iter().find(|region| region.name == name)
    }

    /// The home region for a country of residence (ISO 3166-1 alpha-2, upper case).
    ///
    /// A country that no region names belongs to the one region that takes the others.
    pub fn home_of(&self, country: &str) -> Option<&RegionEntry> {
        self.regions
            .iter()
            .find(|region| region.residents.iter().any(|named| named == country))
            .or_else(|| {
                self.regions
                    .iter()
                    .find(|region| region.takes_other_countries)
            })
    }

    /// The purpose of that name.
    pub fn purpose(&self, name: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.name == name)
    }

    /// The `OpenID` client of that identifier.
    pub fn application(&self, client_id: &str) -> Option<&Application> {
        self.applications
            .iter()
            .find(|application| application.client_id == client_id)
    }

    /// The brand that answers on this host name (without port; upper and lower case are the same, and a leading
    /// `<region>.` is ignored where no brand has the whole host).
    pub fn brand_on_host(&self, host: &str) -> Option<&Brand> {
        let host = host.to_ascii_lowercase();
        let owner = |host: &str| {
            let owns =
                |brand: &&Brand| brand.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
            self.brands.iter().find(owns)
        };
        owner(&host).or_else(|| {
            let plain = |region: &RegionEntry| {
                host.strip_prefix(&region.name)?
                    .strip_prefix('.')
                    .and_then(owner)
            };
            self.regions.iter().find_map(plain)
        })
    }

    /// Whether clients are asked for a certificate on this host name (without port): `mtls.login.<domain>` and
    /// `<region>.mtls.login.<domain>`. Upper and lower case are the same, and the dot that ends a host name written in
    /// full (RFC 3986, section 3.2.2) changes nothing: such a host is the same address.
    pub fn is_mutual_tls_host(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let is_plain = |host: &str| {
            host.strip_prefix(MUTUAL_TLS_LABEL)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| rest.eq_ignore_ascii_case(&self.domain))
        };
        is_plain(&host)
            || host
                .split_once('.')
                .is_some_and(|(region, rest)| self.region_named(region).is_some() && is_plain(rest))
    }

    /// The brand of that name.
    pub fn brand(&self, name: &str) -> Option<&Brand> {
        self.brands.iter().find(|brand| brand.name == name)
    }

    /// `https://<label>.<domain>[:port]`, the address that any region may answer.
    pub fn global_origin(&self, label: &str) -> String {
        self.origin_of(&format!("{label}.{}", self.domain))
    }

    /// `https://<region>.<label>.<domain>[:port]`, the address that only this region answers.
    pub fn regional_origin(&self, region: &str, label: &str) -> String {
        self.origin_of(&format!("{region}.{label}.{}", self.domain))
    }

    /// `https://<host>[:port]`.
    pub fn origin_of(&self, host: &str) -> String {
        if self.public_port == 443 {
            format!("https://{host}")
        } else {
            format!("https://{host}:{}", self.public_port)
        }
    }
}
