//! Everything that the proof looks at.

use serde::{Deserialize, Serialize};

use super::{
    ApplicationInput, BrandInput, PolicyInput, RegionInput, SchemaInput, SourceInput, TargetInput,
    TenantSettings,
};

/// One tenant and every object that names it and may.
///
/// The order within the lists means nothing. Regions that the tenant does not name are ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// The tenant.
    pub tenant: TenantSettings,
    /// `Region`s of the cluster.
    pub regions: Vec<RegionInput>,
    /// `ProfileSchema`s.
    pub schemas: Vec<SchemaInput>,
    /// `ConsentPolicy`s.
    pub policies: Vec<PolicyInput>,
    /// `ProfileSource`s.
    pub sources: Vec<SourceInput>,
    /// `ActivationTarget`s.
    pub targets: Vec<TargetInput>,
    /// `Brand`s.
    pub brands: Vec<BrandInput>,
    /// `Application`s.
    pub applications: Vec<ApplicationInput>,
}
