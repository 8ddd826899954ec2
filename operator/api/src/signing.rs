//! What tokens are signed with, and how often keys are replaced: part of an `IdentityTenant`.

use kube::KubeSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Duration, rule};

/// How a token is signed (RFC 7518, section 3.1; RFC 8037).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum SigningAlgorithm {
    /// ECDSA with P-256 and SHA-256.
    ES256,
    /// Ed25519.
    EdDSA,
    /// RSASSA-PSS with SHA-256, for clients of FAPI that know no elliptic curves.
    PS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, for old clients.
    RS256,
}

/// Keys that tokens are signed with. Each region has its own for each algorithm; a new one is published in every region
/// before it signs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// What tokens can be signed with, the default first: `ES256`, which must be there, `EdDSA`, `PS256` and `RS256`.
    /// `ES256` alone when left out. An Application chooses with `idTokenSignedResponseAlg` and its siblings, and
    /// an API with `resourceServers[].accessTokenSigningAlg`. RSA keys have 3072 bits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 4))]
    #[x_kube(
        validation = Rule::new("'ES256' in self")
            .message("ES256 must be among the algorithms: hand-offs between regions, and access tokens where nothing else is said, are signed with it; put another one first to make it the default")
            .reason(Reason::FieldValueRequired),
        validation = rule::no_duplicates("each algorithm may be named once"),
        merge_strategy = ListMerge::Atomic,
    )]
    pub algorithms: Vec<SigningAlgorithm>,
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
    /// What tokens can be signed with (default: ES256).
    pub fn algorithms(&self) -> Vec<SigningAlgorithm> {
        if self.algorithms.is_empty() {
            vec![SigningAlgorithm::ES256]
        } else {
            self.algorithms.clone()
        }
    }

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
