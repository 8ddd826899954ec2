//! A Secret of the tenant's namespace as it should be.

use super::SecretData;

/// A Secret of the tenant's namespace as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedSecret {
    /// Name of the Secret.
    pub name: String,
    /// What it holds, by Kubernetes' types.
    pub kind: SecretKind,
    /// What happens to it when its tenant is deleted.
    pub retention: Retention,
    /// Keys and values.
    pub data: SecretData,
}

/// Type of a Secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// `Opaque`.
    Opaque,
    /// `kubernetes.io/tls`.
    Tls,
}

impl SecretKind {
    /// What Kubernetes calls it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opaque => "Opaque",
            Self::Tls => "kubernetes.io/tls",
        }
    }
}

/// What happens to a Secret when its tenant is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// It is the tenant's child and is collected with it.
    WithTenant,
    /// It stays unless `deletionPolicy: Delete` says otherwise, because kept data cannot be read without it.
    BeyondTenant,
}
