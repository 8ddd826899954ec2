//! Passkeys: what a browser is asked, and whether its answer is right (Web Authentication, level 3, sections 7.1
//! and 7.2, by `webauthn-rs`).
//!
//! Every passkey of ours is discoverable and made with user verification, so one is more than a password and a code
//! together: something that a person has, unlocked by what they know or are, and worth nothing on another site.
//!
//! A ceremony has two halves. [`RelyingParty::begin_registration`] and [`RelyingParty::begin_assertion`] give the
//! [`Options`] for the browser and a [`Ceremony`] that the caller keeps until the answer comes. **A ceremony may be
//! finished once**: whoever keeps it outside this process must see to that, or an answer could be replayed.

mod assertion;
mod maker;
mod registration;
mod relying_party;

pub use assertion::{Assertion, Verified};
pub use maker::Maker;
pub use registration::{Person, Registered};
pub use relying_party::RelyingParty;
use webauthn_rs::prelude::WebauthnError;

/// Longest credential id (Web Authentication, section 7.1, step 25).
pub const LONGEST_CREDENTIAL_ID: usize = 1023;

/// What the browser's `navigator.credentials` is called with, as JSON (section 5.1.3 and following: bytes are
/// base64url).
pub type Options = serde_json::Value;

/// What is needed to judge the answer, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony(pub String);

/// A credential as it is kept, as JSON: public key, counter, flags. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential(pub serde_json::Value);

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// It is not what a browser sends, or what was kept cannot be read.
    #[error("the passkey's answer cannot be read")]
    Malformed,
    /// A check of the standard failed. The text names it and nothing of the answer.
    #[error("the passkey's answer was refused: {0}")]
    Refused(String),
    /// The signature is right, but its counter did not go up: two devices may hold the same key.
    #[error("the passkey's counter did not go up")]
    Cloned,
    /// The relying party's domain and origins do not fit together.
    #[error("the relying party's origins are not within its domain")]
    Configuration,
    /// The makers that are trusted cannot be recognised.
    #[error("a maker's certificate or model cannot be read")]
    Makers,
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::Cloned,
            WebauthnError::Configuration => Self::Configuration,
            other => Self::Refused(name_of(&other)),
        }
    }
}

/// The name of the check alone: some variants carry what was sent.
fn name_of(error: &WebauthnError) -> String {
    format!("{error:?}")
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}
