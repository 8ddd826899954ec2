//! Names of objects.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Kind of a custom resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ObjectKind {
    /// A region: jurisdiction, countries, transfers.
    Region,
    /// The tenant.
    IdentityTenant,
    /// Attributes and events.
    ProfileSchema,
    /// Purposes.
    ConsentPolicy,
    /// A brand.
    Brand,
    /// An `OpenID` client.
    Application,
    /// A system that sends data.
    ProfileSource,
    /// A system that receives data.
    ActivationTarget,
}

impl ObjectKind {
    /// The kind as written in YAML.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::IdentityTenant => "IdentityTenant",
            Self::ProfileSchema => "ProfileSchema",
            Self::ConsentPolicy => "ConsentPolicy",
            Self::Brand => "Brand",
            Self::Application => "Application",
            Self::ProfileSource => "ProfileSource",
            Self::ActivationTarget => "ActivationTarget",
        }
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One object: its kind, namespace (empty for a `Region`, which has none) and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectKey {
    /// Kind.
    pub kind: ObjectKind,
    /// Namespace; empty for a `Region`.
    pub namespace: String,
    /// Name.
    pub name: String,
}

impl ObjectKey {
    /// The key of a namespaced object.
    pub fn new(kind: ObjectKind, namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind,
            namespace: namespace.into(),
            name: name.into(),
        }
    }

    /// The key of a `Region`.
    pub fn region(name: impl Into<String>) -> Self {
        Self::new(ObjectKind::Region, String::new(), name)
    }

    /// `<namespace>/<name>`, as brands, sources and targets are named in a bundle.
    pub fn qualified_name(&self) -> String {
        format!("{}/{}", self.namespace, self.name)
    }
}

/// `ConsentPolicy aurora/airline`, `Region eu`.
impl fmt::Display for ObjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.namespace.is_empty() {
            write!(formatter, "{} {}", self.kind, self.name)
        } else {
            write!(formatter, "{} {}/{}", self.kind, self.namespace, self.name)
        }
    }
}

/// A reference whose namespace is resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// Namespace of the object.
    pub namespace: String,
    /// Name of the object.
    pub name: String,
}

impl Reference {
    /// A reference to `<namespace>/<name>`.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            name: name.into(),
        }
    }

    /// The key of the object of that kind.
    pub fn to_key(&self, kind: ObjectKind) -> ObjectKey {
        ObjectKey::new(kind, self.namespace.clone(), self.name.clone())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.namespace, self.name)
    }
}
