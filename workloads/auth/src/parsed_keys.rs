//! Public keys are parsed when the published ones change, not for every token.

use std::{convert::Infallible, sync::Arc};

use domicile_jose::{SigningKeySet, VerifyingKeys};
use domicile_residency::{RegionName, published_keys};
use domicile_service::LoadedBundle;

use crate::made_once::MadeOnce;

/// The keys of the bundle and of this region that were asked for last.
#[derive(Default)]
pub struct ParsedKeys(MadeOnce<(Arc<LoadedBundle>, Arc<SigningKeySet>), VerifyingKeys>);

impl ParsedKeys {
    /// What all regions publish, and this region's own keys even when the bundle does not name them yet.
    pub fn of(
        &self,
        region: &RegionName,
        bundle: Arc<LoadedBundle>,
        own: Arc<SigningKeySet>,
    ) -> Arc<VerifyingKeys> {
        let Ok(keys) = self.0.of((bundle, own), |(bundle, own)| {
            let of_this_region = own
                .public_jwks()
                .map(|key| (Some(region.to_string()), key.clone()));
            let published = published_keys(&bundle.bundle).chain(of_this_region);
            Ok::<_, Infallible>(VerifyingKeys::of(published))
        });
        keys
    }
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{Revision, canonical_json};

    use super::*;
    use crate::example;

    #[test]
    fn a_bundle_is_parsed_once_and_another_one_anew() {
        let parsed = ParsedKeys::default();
        let region = RegionName::parse("eu").unwrap();
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
        let key = domicile_jose::SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap();
        let own = Arc::new(SigningKeySet::of_one(key));
        let loaded = || {
            let bundle = example::bundle("eu");
            let revision = Revision::of(&canonical_json::to_string(&bundle).unwrap());
            Arc::new(LoadedBundle { bundle, revision })
        };
        let bundle = loaded();
        let first = parsed.of(&region, bundle.clone(), own.clone());
        assert!(Arc::ptr_eq(
            &first,
            &parsed.of(&region, bundle, own.clone())
        ));
        assert!(!Arc::ptr_eq(&first, &parsed.of(&region, loaded(), own)));
    }
}
