//! An issuer that stands in for the built-in sign-in.

use serde::{Deserialize, Serialize};

use crate::SocialProvider;

/// The `OpenID` Connect issuer whose login everybody uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalIssuer {
    /// It, as somebody whom people sign in by; its name is [`ExternalIssuer::NAME`]. Without a secret, the client proves
    /// itself by assertions that a region's key signs (`private_key_jwt`).
    pub provider: SocialProvider,
    /// Whether its word about an e-mail address is a proof.
    pub authoritative_for_email: bool,
    /// Where it says in which country a person lives: the name of a claim, or a JSON pointer.
    pub residence_claim: Option<String>,
}

impl ExternalIssuer {
    /// Its name among those whom people sign in by: that of the file of its secret.
    pub const NAME: &str = "external";
}
