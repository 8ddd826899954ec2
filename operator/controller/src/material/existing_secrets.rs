//! The Secrets that a pass has read from the tenant's namespace.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Secret;

use super::SecretData;

/// Secrets of one namespace by name.
#[derive(Clone, Debug, Default)]
pub struct ExistingSecrets(BTreeMap<String, SecretData>);

impl ExistingSecrets {
    /// The data of the Secret of that name, if it exists.
    pub fn get(&self, name: &str) -> Option<&SecretData> {
        self.0.get(name)
    }
}

impl FromIterator<Secret> for ExistingSecrets {
    fn from_iter<T: IntoIterator<Item = Secret>>(secrets: T) -> Self {
        secrets
            .into_iter()
            .filter_map(|secret| {
                let data = SecretData::of(&secret);
                secret.metadata.name.map(|name| (name, data))
            })
            .collect()
    }
}

impl FromIterator<(String, SecretData)> for ExistingSecrets {
    fn from_iter<T: IntoIterator<Item = (String, SecretData)>>(secrets: T) -> Self {
        Self(secrets.into_iter().collect())
    }
}
