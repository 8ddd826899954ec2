//! Roles as the `PostgreSQL` pod's bootstrap makes them.

/// A role that may log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Owns schema `auth`.
    AuthOwner,
    /// The auth workload.
    Auth,
    /// Owns schema `profile`.
    ProfileOwner,
    /// The profile-store workload.
    ProfileStore,
    /// Owns schema `consent`.
    ConsentOwner,
    /// Owns schema `activation`.
    ActivationOwner,
    /// The activation workload.
    Activation,
}

impl Role {
    pub(crate) const ALL: [Self; 7] = [
        Self::AuthOwner,
        Self::Auth,
        Self::ProfileOwner,
        Self::ProfileStore,
        Self::ConsentOwner,
        Self::ActivationOwner,
        Self::Activation,
    ];

    /// Name of the role in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuthOwner => "auth_owner",
            Self::Auth => "auth",
            Self::ProfileOwner => "profile_owner",
            Self::ProfileStore => "profile_store",
            Self::ConsentOwner => "consent_owner",
            Self::ActivationOwner => "activation_owner",
            Self::Activation => "activation",
        }
    }

    /// The schema that the role owns.
    pub(crate) const fn schema(self) -> Option<&'static str> {
        match self {
            Self::AuthOwner => Some("auth"),
            Self::ProfileOwner => Some("profile"),
            Self::ConsentOwner => Some("consent"),
            Self::ActivationOwner => Some("activation"),
            Self::Auth | Self::ProfileStore | Self::Activation => None,
        }
    }

    /// Schemas of others that the role may look into, its search path.
    pub(crate) const fn uses(self) -> &'static [&'static str] {
        match self {
            Self::Auth => &["auth"],
            Self::ProfileStore => &["profile", "consent"],
            Self::Activation => &["activation", "profile", "consent"],
            Self::AuthOwner | Self::ProfileOwner | Self::ConsentOwner | Self::ActivationOwner => {
                &[]
            }
        }
    }

    pub(crate) fn password(self) -> String {
        format!("password-of-{}", self.name())
    }
}
