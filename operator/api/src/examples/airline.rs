//! An airline with people in the European Union, the United States and Japan, and two brands.
//!
//! Contents of `examples/airline`, one module per file.

use crate::generate::{Manifest, manifest};

pub mod activation_targets;
pub mod application;
pub mod brands;
pub mod consent_policy;
pub mod namespaces;
pub mod profile_schema;
pub mod profile_source;
pub mod regions;
pub mod tenant;

/// Folder of the example, from the root of the repository.
pub const FOLDER: &str = "examples/airline";
/// Namespace of the tenant.
pub const NAMESPACE: &str = "aurora";
/// Namespace of the team that owns the second brand.
pub const HOLIDAYS_NAMESPACE: &str = "aurora-holidays";
/// Name of the tenant.
pub const TENANT: &str = "aurora";

/// The objects by file name, in the order in which a reader meets them.
///
/// # Errors
/// When a value has no YAML form, which a test rules out.
pub fn files() -> Result<Vec<(&'static str, Vec<Manifest>)>, serde_json::Error> {
    Ok(vec![
        (
            "namespaces.yaml",
            vec![
                manifest!(namespaces::aurora)?,
                manifest!(namespaces::aurora_holidays)?,
            ],
        ),
        (
            "regions.yaml",
            vec![
                manifest!(regions::eu)?,
                manifest!(regions::us)?,
                manifest!(regions::jp)?,
            ],
        ),
        ("tenant.yaml", vec![manifest!(tenant::aurora)?]),
        (
            "brands.yaml",
            vec![manifest!(brands::aurora)?, manifest!(brands::holidays)?],
        ),
        (
            "application.yaml",
            vec![
                manifest!(application::shop)?,
                manifest!(application::kiosk)?,
                manifest!(application::bookings)?,
                manifest!(application::crew)?,
                manifest!(application::kubectl)?,
            ],
        ),
        (
            "profile-schema.yaml",
            vec![manifest!(profile_schema::traveller)?],
        ),
        (
            "consent-policy.yaml",
            vec![manifest!(consent_policy::purposes)?],
        ),
        (
            "profile-source.yaml",
            vec![manifest!(profile_source::shop)?],
        ),
        (
            "activation-targets.yaml",
            vec![
                manifest!(activation_targets::crm)?,
                manifest!(activation_targets::newsletter_tool)?,
                manifest!(activation_targets::us_ads)?,
            ],
        ),
    ])
}

/// Metadata of an object in the tenant's namespace.
fn metadata(name: &str) -> kube::api::ObjectMeta {
    metadata_in(NAMESPACE, name)
}

fn metadata_in(namespace: &str, name: &str) -> kube::api::ObjectMeta {
    kube::api::ObjectMeta {
        namespace: Some(namespace.to_owned()),
        name: Some(name.to_owned()),
        ..Default::default()
    }
}

fn strings<const COUNT: usize>(items: [&str; COUNT]) -> Vec<String> {
    items.map(str::to_owned).to_vec()
}
