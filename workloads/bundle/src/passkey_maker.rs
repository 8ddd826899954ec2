//! Makers of authenticators whose passkeys are taken.

use serde::{Deserialize, Serialize};

/// A maker of authenticators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeyMaker {
    /// The certificate that its attestations chain to, in PEM.
    pub certificate: String,
    /// AAGUIDs of the models that are taken; none means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
}
