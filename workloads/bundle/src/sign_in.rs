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
    /// Authenticator apps and recovery codes.
    #[serde(default, skip_serializing_if = "SecondFactor::is_default")]
    pub second_factor: SecondFactor,
}

const fn fourteen_days() -> u32 {
    14 * 86_400
}

const fn ninety_days() -> u32 {
    90 * 86_400
}

/// Whether people prove themselves twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactor {
    /// There are no authenticator apps and no recovery codes.
    Disabled,
    /// Whoever has set up an authenticator app is asked for its code.
    #[default]
    Optional,
    /// Everybody; whoever has none sets one up at the next sign-in.
    Required,
}

impl SecondFactor {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde's `skip_serializing_if` gives a reference.
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How sure a sign-in is; each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AssuranceLevel {
    /// One proof.
    SingleFactor,
    /// Two proofs of different kinds.
    MultiFactor,
    /// A passkey with user verification.
    PhishingResistant,
}
