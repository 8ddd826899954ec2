//! A Secret that the operator makes for something attached to a tenant, in that thing's namespace.

use std::collections::BTreeMap;

use k8s_openapi::{api::core::v1::Secret, apimachinery::pkg::apis::meta::v1::OwnerReference};

use super::{MaterialError, SecretData};
use crate::{build::names::TenantScope, labels};

/// A Secret in the namespace of an application, a source or a target.
#[derive(Clone, Debug, PartialEq)]
pub struct AttachedSecret {
    /// Which Secret, for whom.
    pub place: SecretPlace,
    /// Keys and values.
    pub data: SecretData,
    /// Labels beside the operator's own.
    pub labels: BTreeMap<String, String>,
    /// Annotations.
    pub annotations: BTreeMap<String, String>,
}

/// Which Secret, and what it is made for.
#[derive(Clone, Debug, PartialEq)]
pub struct SecretPlace {
    /// The tenant.
    pub tenant: TenantScope,
    /// Namespace of the Secret and of what it is made for.
    pub namespace: String,
    /// Name of the Secret.
    pub name: String,
    /// The `Application`, `ProfileSource` or `ActivationTarget`.
    pub owner: OwnerReference,
}

impl SecretPlace {
    /// `<namespace>/<name>`, for messages.
    pub fn path(&self) -> String {
        format!("{}/{}", self.namespace, self.name)
    }

    /// What the Secret under `key` says: its text if there is one, nothing where the operator may make it.
    ///
    /// # Errors
    /// When somebody else's Secret lacks the key: it is theirs to complete.
    pub(super) fn existing_text<'a>(
        &self,
        existing: Option<&'a Secret>,
        key: &str,
    ) -> Result<Option<&'a str>, MaterialError> {
        let Some(secret) = existing else {
            return Ok(None);
        };
        let value = secret.data.as_ref().and_then(|data| data.get(key));
        let text = value.and_then(|value| std::str::from_utf8(&value.0).ok());
        if text.is_none() && !is_ours(secret) {
            return Err(MaterialError::Incomplete {
                secret: self.path(),
                key: key.to_owned(),
            });
        }
        Ok(text)
    }

    /// The Secret to write, unless it is somebody else's.
    pub(super) fn writable(
        self,
        existing: Option<&Secret>,
        data: SecretData,
    ) -> Option<AttachedSecret> {
        existing.is_none_or(is_ours).then_some(AttachedSecret {
            place: self,
            data,
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
        })
    }
}

/// Whether the operator made a Secret. One that it has not made is read, never written.
pub(super) fn is_ours(secret: &Secret) -> bool {
    let manager = secret
        .metadata
        .labels
        .as_ref()
        .and_then(|labels| labels.get(labels::MANAGED_BY));
    manager.is_some_and(|manager| manager == labels::OPERATOR)
}
