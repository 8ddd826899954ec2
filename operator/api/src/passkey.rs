//! Which passkeys people may make: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::rule;

/// Passkeys. They are discoverable and always made and used with user verification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Passkeys {
    /// Whose authenticators are taken; anybody's when left out, and then nobody is asked who made them. With it, browsers
    /// are asked for attestation (Web Authentication, section 6.5.4), and a passkey that is copied between devices is
    /// refused. Passkeys that were made before stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub makers: Vec<PasskeyMaker>,
}

/// A maker of authenticators that is trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyMaker {
    /// Name, for whoever reads the configuration.
    #[schemars(length(max = 40))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// The certificate that the maker's attestations chain to, as the maker or the FIDO Metadata Service publishes it: one,
    /// in PEM.
    #[schemars(length(max = 8192))]
    #[x_kube(validation = rule::certificate())]
    pub certificate: String,
    /// AAGUIDs of the models that are taken, in lower case with hyphens; all of the maker's when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64), inner(length(max = 36)))]
    #[x_kube(validation = rule::authenticator_models(), merge_strategy = ListMerge::Set)]
    pub models: Vec<String>,
}
