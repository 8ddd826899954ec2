//! The public keys of all regions.

use domicile_bundle::Bundle;
use serde_json::Value;

/// Each public JSON Web Key that a bundle names, with the region whose it is, for [`domicile_jose::VerifyingKeys::of`].
pub fn published_keys(bundle: &Bundle) -> impl Iterator<Item = (Option<String>, Value)> + '_ {
    bundle.regions.iter().flat_map(|region| {
        region
            .signing_keys
            .iter()
            .map(|key| (Some(region.name.clone()), key.clone()))
    })
}
