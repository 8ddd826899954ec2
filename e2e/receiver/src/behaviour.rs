//! How a hook answers: as told by the test.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a hook answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Behaviour {
    /// HTTP status of the answer.
    #[serde(default = "accepted")]
    pub status: u16,
    /// How long the answer takes.
    #[serde(default)]
    pub delay_milliseconds: u64,
    /// Standard Webhooks secrets (`whsec_…`) that signatures are verified with.
    #[serde(default)]
    pub secrets: Vec<String>,
}

const fn accepted() -> u16 {
    204
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            status: accepted(),
            delay_milliseconds: 0,
            secrets: Vec::new(),
        }
    }
}

impl Behaviour {
    /// How long the answer takes.
    pub const fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_milliseconds)
    }
}
