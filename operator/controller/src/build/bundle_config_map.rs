//! The configuration bundle as `ConfigMaps`: an index and its parts, projected into one directory of a pod.

use std::collections::BTreeMap;

use domicile_bundle::{
    canonical_json,
    parts::{Encoded, INDEX_FILE},
};
use k8s_openapi::api::core::v1::{
    ConfigMap, ConfigMapProjection, ProjectedVolumeSource, Volume, VolumeProjection,
};

use super::{BuildError, names::RegionScope, site::Site};

/// Parts that pods mount, whether or not there are so many: the list is fixed, so that a bundle that grows over
/// the edge of a part restarts nothing.
pub const MOUNTED_PARTS: usize = 8;
/// Readable by everyone in the pod: a bundle holds no secret.
const MODE: i32 = 0o444;

/// The `ConfigMaps` of a bundle.
///
/// # Errors
/// When the bundle has more parts than pods mount.
pub fn build(site: &Site<'_>, bundle: Encoded) -> Result<Vec<ConfigMap>, BuildError> {
    let Encoded { index, parts } = bundle;
    if parts.len() > MOUNTED_PARTS {
        return Err(BuildError::BundleTooLarge {
            parts: parts.len(),
            mounted: MOUNTED_PARTS,
        });
    }
    let index_text = canonical_json::to_string(&index)?;
    let config_map = |name: String, file: String, text: String| ConfigMap {
        metadata: site.metadata(name, None),
        data: Some(BTreeMap::from([(file, text)])),
        ..ConfigMap::default()
    };
    let parts = parts
        .into_iter()
        .enumerate()
        .map(|(number, (file, text))| config_map(site.scope.bundle_part(number), file, text));
    let mut config_maps: Vec<_> = parts.collect();
    config_maps.push(config_map(
        site.scope.bundle_index(),
        INDEX_FILE.to_owned(),
        index_text,
    ));
    Ok(config_maps)
}

/// The volume that shows index and parts in one directory, swapped as a whole.
pub fn volume(scope: &RegionScope, name: &str) -> Volume {
    let source = |name: String, optional: bool| VolumeProjection {
        config_map: Some(ConfigMapProjection {
            name,
            optional: optional.then_some(true),
            ..ConfigMapProjection::default()
        }),
        ..VolumeProjection::default()
    };
    let index = source(scope.bundle_index(), false);
    let parts = (0..MOUNTED_PARTS).map(|number| source(scope.bundle_part(number), number > 0));
    Volume {
        name: name.to_owned(),
        projected: Some(ProjectedVolumeSource {
            default_mode: Some(MODE),
            sources: Some(std::iter::once(index).chain(parts).collect()),
        }),
        ..Volume::default()
    }
}
