//! How one object names another.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::rule;

/// Names another Domicile object.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, KubeSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct ObjectReference {
    /// Name of the object.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// Namespace of the object; the namespace of the object that holds this reference when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub namespace: Option<String>,
}

impl ObjectReference {
    /// A reference within the same namespace.
    pub fn local(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            namespace: None,
        }
    }

    /// A reference to an object of another namespace.
    pub fn in_namespace(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            namespace: Some(namespace.into()),
        }
    }

    /// The namespace meant, given the namespace of the object that holds this reference.
    pub fn namespace_from<'a>(&'a self, holder: &'a str) -> &'a str {
        self.namespace.as_deref().unwrap_or(holder)
    }

    /// `<namespace>/<name>`, given the namespace of the object that holds this reference.
    pub fn qualified_from(&self, holder: &str) -> String {
        format!("{}/{}", self.namespace_from(holder), self.name)
    }
}

/// Names a Secret in the same namespace.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, KubeSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct SecretReference {
    /// Name of the Secret.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::secret_name())]
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_without_namespace_means_the_holders_namespace() {
        assert_eq!(
            ObjectReference::local("aurora").qualified_from("brands"),
            "brands/aurora"
        );
        assert_eq!(
            ObjectReference::in_namespace("aurora", "aurora").qualified_from("brands"),
            "aurora/aurora"
        );
    }
}
