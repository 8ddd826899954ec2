//! What an application asks people for after they have registered.

use serde::{Deserialize, Serialize};

/// An attribute that an application wants to know, once there is a reason to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WantedAttribute {
    /// Attribute of the profile.
    pub attribute: String,
    /// Purpose that it is kept for; only people to whom it applies are asked.
    pub purpose: String,
    /// At which sign-in to the application it is asked for at the earliest; the first is 1.
    pub sign_ins: u32,
    /// Asked only where the application asks for this scope, if there is one.
    pub scope: Option<String>,
    /// Whether nobody gets on without an answer.
    pub required: bool,
    /// How long a person who skipped the question is left alone.
    pub ask_again_seconds: u32,
}
