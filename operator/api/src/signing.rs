//! How often signing keys are replaced: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{Duration, rule};

/// Keys that tokens are signed with. Each region has its own; a new one is published in every region before it signs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// How long a key signs before it is replaced, in whole days; `90d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::whole_days())]
    pub rotation_period: Option<Duration>,
    /// How long a replaced key stays published, so that what it signed can still be checked: `2h` at least, because
    /// tokens live up to an hour and applications keep what is published for a while; `1d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::two_hours_or_longer())]
    pub overlap: Option<Duration>,
    /// Replaces every key that was made before this time, for example after a backup was lost: write the present
    /// time, for example `2026-11-22T00:00:00Z`. A time in the future is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    #[x_kube(validation = rule::utc_time())]
    pub rotate_after: Option<String>,
}

impl Signing {
    /// How long a key signs (default: 90 days).
    pub fn rotation_period(&self) -> Duration {
        self.rotation_period
            .clone()
            .unwrap_or_else(|| Duration::of_days(90))
    }

    /// How long a replaced key stays published (default: 1 day).
    pub fn overlap(&self) -> Duration {
        self.overlap.clone().unwrap_or_else(|| Duration::of_days(1))
    }
}
