//! What was accepted last, kept in `ConfigMap`s `<tenant>-accepted[-NNN]`: so that an invalid change, or a restart
//! of the operator in the middle of one, never takes down what runs. Holds specifications and digests, no secret.

use std::collections::BTreeMap;

use domicile_api::{IdentityTenantSpec, region::Placement};
use domicile_bundle::canonical_json;
use domicile_policy::Input;
use k8s_openapi::{
    api::core::v1::ConfigMap,
    apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference},
};
use serde::{Deserialize, Serialize};

use crate::{apply::Live, labels, prepared::ChildKind, queue::TenantKey};

/// The key in each `ConfigMap`.
const KEY: &str = "accepted.json";
/// Most bytes in one `ConfigMap`; the API server takes 1 MiB of all its fields.
const PART_BYTES: usize = 768 * 1024;

/// What was accepted last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastAccepted {
    /// The objects as the proof saw them.
    pub input: Input,
    /// The tenant's own specification.
    pub tenant: IdentityTenantSpec,
    /// Where each of its regions is.
    pub placements: BTreeMap<String, Placement>,
}

/// It cannot be written down.
#[derive(Debug, thiserror::Error)]
#[error("the accepted configuration has no JSON form: {0}")]
pub struct StoreError(#[from] serde_json::Error);

impl LastAccepted {
    /// The `ConfigMap`s that keep it.
    ///
    /// # Errors
    /// When it has no JSON form.
    pub fn to_config_maps(
        &self,
        key: &TenantKey,
        owner: &OwnerReference,
    ) -> Result<Vec<ConfigMap>, StoreError> {
        let text = canonical_json::to_string(self)?;
        let mut config_maps = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let mut end = rest.len().min(PART_BYTES);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (part, tail) = rest.split_at(end);
            config_maps.push(config_map(key, owner, config_maps.len(), part));
            rest = tail;
        }
        Ok(config_maps)
    }
}

fn config_map(key: &TenantKey, owner: &OwnerReference, number: usize, part: &str) -> ConfigMap {
    let labels = [
        (labels::MANAGED_BY, labels::OPERATOR),
        (labels::PART_OF, labels::DOMICILE),
        (labels::INSTANCE, key.name.as_str()),
        (labels::TENANT, key.name.as_str()),
    ];
    ConfigMap {
        metadata: ObjectMeta {
            name: Some(name(key, number)),
            namespace: Some(key.namespace.clone()),
            labels: Some(
                labels
                    .map(|(label, value)| (label.to_owned(), value.to_owned()))
                    .into(),
            ),
            owner_references: Some(vec![owner.clone()]),
            ..ObjectMeta::default()
        },
        data: Some(BTreeMap::from([(KEY.to_owned(), part.to_owned())])),
        ..ConfigMap::default()
    }
}

fn name(key: &TenantKey, number: usize) -> String {
    match number {
        0 => format!("{}-accepted", key.name),
        number => format!("{}-accepted-{number:03}", key.name),
    }
}

/// Reads what was accepted last, if anything was.
pub(super) fn read(live: &Live, key: &TenantKey) -> Option<LastAccepted> {
    let part = |number| {
        let place = (
            ChildKind::ConfigMap,
            key.namespace.clone(),
            name(key, number),
        );
        live.objects
            .get(&place)?
            .data
            .get("data")?
            .get(KEY)?
            .as_str()
    };
    let text: String = (0..).map_while(part).collect();
    if text.is_empty() {
        return None;
    }
    match serde_json::from_str(&text) {
        Ok(accepted) => Some(accepted),
        Err(error) => {
            // Edited by hand or of another version: what is valid now is accepted again, the rest waits for a person.
            tracing::warn!(tenant = %key, %error, "what was accepted last cannot be read");
            None
        }
    }
}
