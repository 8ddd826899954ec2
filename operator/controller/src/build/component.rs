//! What runs in a region.

use std::fmt;

use domicile_bundle::status::Workload;

/// One of the four things that run for a tenant in a region: PostgreSQL and the three workloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// A workload of ours.
    Workload(Workload),
    /// The region's database.
    Postgresql,
}

impl Component {
    /// The `OpenID` provider.
    pub const AUTH: Self = Self::Workload(Workload::Auth);
    /// Persons and the consent ledger.
    pub const PROFILE_STORE: Self = Self::Workload(Workload::ProfileStore);
    /// Deliveries.
    pub const ACTIVATION: Self = Self::Workload(Workload::Activation);
    /// Every component, in the order in which a region is built.
    pub const ALL: [Self; 4] = [
        Self::Postgresql,
        Self::AUTH,
        Self::PROFILE_STORE,
        Self::ACTIVATION,
    ];

    /// The name in labels and object names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Workload(workload) => workload.as_str(),
            Self::Postgresql => "postgresql",
        }
    }
}

impl fmt::Display for Component {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
