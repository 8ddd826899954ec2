//! From what was accepted to the bundle of one region.
//!
//! Every list whose order means nothing is sorted, so that the order of input never changes the revision. Lists
//! whose order people chose (a brand's languages) keep it.

mod applications;
mod brands;
mod flows;
mod openid;
mod organizations;
mod social_sign_in;

use domicile_bundle::{
    Attribute, Bundle, EventType, LegalBasis, Purpose, RegionEntry, Sms, Source, TenantName,
    canonical_json, tenant::LOGIN_LABEL,
};

use crate::{
    accepted::Accepted,
    catalogue::Catalogue,
    model::{EventInput, PurposeInput, RegionInput, SourceInput, TenantSettings},
};

/// Why there is no bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// The tenant itself was rejected.
    #[error("the tenant is not accepted, so there is nothing to compile; its rejections say why")]
    TenantNotAccepted,
    /// The tenant is not in that region.
    #[error("the tenant has no region `{region}`; it has {known}")]
    UnknownRegion {
        /// The region asked for.
        region: String,
        /// The tenant's regions.
        known: String,
    },
}

/// The runtime configuration for one region.
///
/// # Errors
/// When the tenant was rejected, or is not in that region.
pub fn compile(accepted: &Accepted, region: &str) -> Result<Bundle, CompileError> {
    let tenant = accepted
        .tenant
        .as_ref()
        .ok_or(CompileError::TenantNotAccepted)?;
    let known = Catalogue::of(accepted);
    let Some(home) = known.regions.get(region).copied() else {
        let known = known.regions.keys().copied().collect::<Vec<_>>().join(", ");
        return Err(CompileError::UnknownRegion {
            region: region.to_owned(),
            known,
        });
    };
    let brands = brands::compile(accepted, tenant);
    let default_brand = brands::default_name(accepted, tenant, &brands);
    let mut bundle = Bundle {
        tenant: TenantName {
            namespace: tenant.key.namespace.clone(),
            name: tenant.key.name.clone(),
        },
        region: home.name.clone(),
        domain: tenant.domain.clone(),
        public_port: tenant.port,
        issuer: String::new(),
        regions: known
            .regions
            .values()
            .map(|region| region_entry(region))
            .collect(),
        sign_in: tenant.sign_in.clone(),
        openid: openid::compile(accepted, tenant),
        organizations: tenant.organizations.as_ref().map(organizations::compile),
        mail: tenant.mail.clone(),
        sms: tenant.sms.as_ref().map(sms),
        brands,
        default_brand,
        applications: Vec::new(),
        attributes: known
            .attributes
            .values()
            .map(|defined| Attribute::clone(defined.value))
            .collect(),
        events: known
            .events
            .values()
            .map(|defined| event_type(defined.value))
            .collect(),
        purposes: known
            .purposes
            .values()
            .filter_map(|defined| purpose(defined.value, home))
            .collect(),
        sources: accepted.sources.iter().map(source).collect(),
        targets: accepted
            .targets
            .iter()
            .map(|target| flows::compile(&known, home, target))
            .collect(),
    };
    bundle.issuer = bundle.global_origin(LOGIN_LABEL);
    bundle.applications = applications::compile(accepted, tenant, &bundle);
    social_sign_in::keep_what_may_be_taken(&mut bundle);
    Ok(bundle)
}

fn sms(sms: &Sms) -> Sms {
    Sms {
        countries: sorted(&sms.countries),
        ..sms.clone()
    }
}

/// A list without order or repetition.
fn sorted<T: Ord + Clone>(items: &[T]) -> Vec<T> {
    let mut items = items.to_vec();
    items.sort();
    items.dedup();
    items
}

fn region_entry(region: &RegionInput) -> RegionEntry {
    let mut signing_keys = region.signing_keys.clone();
    signing_keys.sort_by_cached_key(|key| canonical_json::to_string(key).unwrap_or_default());
    RegionEntry {
        name: region.name.clone(),
        jurisdiction: region.jurisdiction.clone(),
        residents: sorted(&region.residents),
        takes_other_countries: region.other_countries,
        mesh: region.mesh.clone(),
        signing_keys,
    }
}

fn event_type(event: &EventInput) -> EventType {
    let properties = event
        .properties
        .iter()
        .map(|property| (property.name.clone(), property.property_type));
    EventType {
        name: event.name.clone(),
        properties: properties.collect(),
    }
}

/// A purpose under the law of one region; none where it has no legal basis.
fn purpose(purpose: &PurposeInput, home: &RegionInput) -> Option<Purpose> {
    let legal_basis = purpose.basis_in(&home.jurisdiction)?;
    let mut documents = purpose.documents.clone();
    documents.sort_by(|left, right| left.language.cmp(&right.language));
    Some(Purpose {
        name: purpose.name.clone(),
        legal_basis,
        attributes: sorted(&purpose.attributes),
        events: sorted(&purpose.events),
        documents,
        // Where the law permits the purpose without consent there is nothing to ask.
        asked_at_registration: purpose.asked_at_registration && legal_basis == LegalBasis::Consent,
        minimum_age: purpose.minimum_age,
        retention_seconds: purpose.retention_seconds,
    })
}

fn source(source: &SourceInput) -> Source {
    Source {
        name: source.key.qualified_name(),
        kind: source.kind,
        purpose: source.purpose.clone(),
        attributes: sorted(&source.attributes),
        precedence: source.precedence,
        write_key_digests: sorted(&source.write_key_digests),
    }
}

/// The tenant's settings and name, for parts that are built in.
fn built_in_name(tenant: &TenantSettings) -> String {
    tenant.key.qualified_name()
}
