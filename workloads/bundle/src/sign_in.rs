//! Codes and sessions.

use serde::{Deserialize, Serialize};

/// Limits of sign-in. Durations are whole seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// How long an e-mailed code may be typed.
    pub code_lifetime_seconds: u32,
    /// How many wrong tries end a code.
    pub code_attempts: u32,
    /// How long a session may be unused.
    pub session_idle_seconds: u32,
    /// How long a session lasts at most.
    pub session_absolute_seconds: u32,
    /// How long an access token and an ID token are good.
    pub token_lifetime_seconds: u32,
    /// How long a refresh token may be unused. Left out only in what an earlier version kept.
    #[serde(default = "fourteen_days")]
    pub refresh_token_idle_seconds: u32,
    /// How long tokens can be refreshed at most, counted from the grant. Left out as above.
    #[serde(default = "ninety_days")]
    pub refresh_token_absolute_seconds: u32,
}

const fn fourteen_days() -> u32 {
    14 * 86_400
}

const fn ninety_days() -> u32 {
    90 * 86_400
}
