//! Why objects cannot be built.

use super::{names::LONGEST_PREFIX, region_bound::WrongRegion};

/// Why objects cannot be built. Texts name no secret.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A value of one region was about to be used in another.
    #[error(transparent)]
    WrongRegion(#[from] WrongRegion),
    /// Names of children would be too long.
    #[error(
        "`{prefix}` (tenant, `-`, region) is longer than {LONGEST_PREFIX} characters: names of pods and Services made from it would be refused; shorten the name of the tenant or of the region"
    )]
    NameTooLong {
        /// `<tenant>-<region>`.
        prefix: String,
    },
    /// The bundle needs more `ConfigMaps` than pods mount.
    #[error(
        "the configuration fills {parts} ConfigMaps, pods mount {mounted}: split the tenant or shorten texts and logos"
    )]
    BundleTooLarge {
        /// How many it fills.
        parts: usize,
        /// How many pods mount.
        mounted: usize,
    },
    /// A target's URL cannot be read.
    #[error("target {target}: `{url}` is not an http or https URL with a host")]
    TargetUrl {
        /// `<namespace>/<name>` of the target.
        target: String,
        /// Its URL.
        url: String,
    },
    /// An object has no JSON form.
    #[error("an object has no JSON form: {0}")]
    Json(#[from] serde_json::Error),
}
