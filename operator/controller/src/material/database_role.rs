//! Roles and schemas of a region's database, defined once: passwords, URLs and the start script come from here.

use domicile_bundle::status::Workload;

/// Name of the one database of a region.
pub const DATABASE: &str = "domicile";

/// A role that can log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatabaseRole {
    /// Owns schema `auth`: migrations only.
    AuthOwner,
    /// What the auth workload runs as.
    Auth,
    /// Owns schema `profile`: migrations only.
    ProfileOwner,
    /// Owns schema `consent`: migrations only.
    ConsentOwner,
    /// What the profile-store workload runs as.
    ProfileStore,
    /// Owns schema `activation`: migrations only.
    ActivationOwner,
    /// What the activation workload runs as.
    Activation,
}

impl DatabaseRole {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::AuthOwner,
        Self::Auth,
        Self::ProfileOwner,
        Self::ConsentOwner,
        Self::ProfileStore,
        Self::ActivationOwner,
        Self::Activation,
    ];

    /// The role's name in PostgreSQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthOwner => "auth_owner",
            Self::Auth => "auth",
            Self::ProfileOwner => "profile_owner",
            Self::ConsentOwner => "consent_owner",
            Self::ProfileStore => "profile_store",
            Self::ActivationOwner => "activation_owner",
            Self::Activation => "activation",
        }
    }

    /// The schema that the role owns.
    pub const fn owns(self) -> Option<&'static str> {
        match self {
            Self::AuthOwner => Some("auth"),
            Self::ProfileOwner => Some("profile"),
            Self::ConsentOwner => Some("consent"),
            Self::ActivationOwner => Some("activation"),
            Self::Auth | Self::ProfileStore | Self::Activation => None,
        }
    }

    /// The schemas that a runtime role may look into. What it may do there, the schema's migrations grant.
    pub const fn uses(self) -> &'static [&'static str] {
        match self {
            Self::Auth => &["auth"],
            Self::ProfileStore => &["profile", "consent"],
            Self::Activation => &["activation", "profile", "consent"],
            Self::AuthOwner | Self::ProfileOwner | Self::ConsentOwner | Self::ActivationOwner => {
                &[]
            }
        }
    }

    /// The role that a workload runs as.
    pub const fn of(workload: Workload) -> Self {
        match workload {
            Workload::Auth => Self::Auth,
            Workload::ProfileStore => Self::ProfileStore,
            Workload::Activation => Self::Activation,
        }
    }

    /// The owners whose migrations a workload runs.
    pub const fn owners_of(workload: Workload) -> &'static [Self] {
        match workload {
            Workload::Auth => &[Self::AuthOwner],
            Workload::ProfileStore => &[Self::ProfileOwner, Self::ConsentOwner],
            Workload::Activation => &[Self::ActivationOwner],
        }
    }
}
