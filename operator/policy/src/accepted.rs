//! What passed the proof.

use std::collections::BTreeSet;

use crate::model::{
    ApplicationInput, BrandInput, Input, ObjectKey, ObjectKind, PolicyInput, RegionInput,
    SchemaInput, SourceInput, TargetInput, TenantSettings,
};

/// The objects that passed every rule together; only [`prove`](crate::prove) makes one.
///
/// Lists are sorted by key. Without a tenant they are all empty, and nothing can be compiled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accepted {
    pub(crate) tenant: Option<TenantSettings>,
    pub(crate) regions: Vec<RegionInput>,
    pub(crate) schemas: Vec<SchemaInput>,
    pub(crate) policies: Vec<PolicyInput>,
    pub(crate) brands: Vec<BrandInput>,
    pub(crate) applications: Vec<ApplicationInput>,
    pub(crate) sources: Vec<SourceInput>,
    pub(crate) targets: Vec<TargetInput>,
    pub(crate) held: BTreeSet<ObjectKey>,
}

impl Accepted {
    /// The tenant, when it stands.
    pub fn tenant(&self) -> Option<&TenantSettings> {
        self.tenant.as_ref()
    }

    /// The tenant's regions.
    pub fn regions(&self) -> &[RegionInput] {
        &self.regions
    }

    /// Accepted schemas.
    pub fn schemas(&self) -> &[SchemaInput] {
        &self.schemas
    }

    /// Accepted policies.
    pub fn policies(&self) -> &[PolicyInput] {
        &self.policies
    }

    /// Accepted brands.
    pub fn brands(&self) -> &[BrandInput] {
        &self.brands
    }

    /// Accepted applications; the built-in portal is not among them.
    pub fn applications(&self) -> &[ApplicationInput] {
        &self.applications
    }

    /// Accepted sources.
    pub fn sources(&self) -> &[SourceInput] {
        &self.sources
    }

    /// Accepted targets.
    pub fn targets(&self) -> &[TargetInput] {
        &self.targets
    }

    /// Objects whose last accepted version stays in force because the present one was rejected.
    pub fn held(&self) -> &BTreeSet<ObjectKey> {
        &self.held
    }

    /// Whether a version of that object, the present or a held one, is in force.
    pub fn contains(&self, object: &ObjectKey) -> bool {
        match object.kind {
            ObjectKind::Region => self.regions.iter().any(|region| region.name == object.name),
            ObjectKind::IdentityTenant => self
                .tenant
                .as_ref()
                .is_some_and(|tenant| tenant.key == *object),
            ObjectKind::ProfileSchema => self.schemas.iter().any(|schema| schema.key == *object),
            ObjectKind::ConsentPolicy => self.policies.iter().any(|policy| policy.key == *object),
            ObjectKind::Brand => self.brands.iter().any(|brand| brand.key == *object),
            ObjectKind::Application => self
                .applications
                .iter()
                .any(|application| application.key == *object),
            ObjectKind::ProfileSource => self.sources.iter().any(|source| source.key == *object),
            ObjectKind::ActivationTarget => self.targets.iter().any(|target| target.key == *object),
        }
    }

    /// The same objects as an input, to be kept and given to [`prove_after`](crate::prove_after) next time.
    pub fn to_input(&self) -> Option<Input> {
        Some(Input {
            tenant: self.tenant.clone()?,
            regions: self.regions.clone(),
            schemas: self.schemas.clone(),
            policies: self.policies.clone(),
            sources: self.sources.clone(),
            targets: self.targets.clone(),
            brands: self.brands.clone(),
            applications: self.applications.clone(),
        })
    }
}
