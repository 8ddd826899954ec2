//! What a Secret holds, kept out of logs.

use std::{collections::BTreeMap, fmt};

use k8s_openapi::{ByteString, api::core::v1::Secret};

/// Keys and values of a Secret. Its debug form names the keys only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretData(BTreeMap<String, Vec<u8>>);

impl SecretData {
    /// The data of a Secret as it was read.
    pub fn of(secret: &Secret) -> Self {
        let data = secret.data.iter().flatten();
        Self(
            data.map(|(key, ByteString(value))| (key.clone(), value.clone()))
                .collect(),
        )
    }

    /// Adds a value.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Vec<u8>>) {
        self.0.insert(key.into(), value.into());
    }

    /// The same data with one more value.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.insert(key, value);
        self
    }

    /// The value under a key, when it is text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0
            .get(key)
            .and_then(|value| std::str::from_utf8(value).ok())
    }

    /// Whether there is a value under that key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_slice()))
    }

    /// The form that a Secret wants.
    pub fn into_data(self) -> BTreeMap<String, ByteString> {
        self.0
            .into_iter()
            .map(|(key, value)| (key, ByteString(value)))
            .collect()
    }
}

impl fmt::Debug for SecretData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
