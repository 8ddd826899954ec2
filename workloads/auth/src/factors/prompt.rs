//! The part of a page that asks for a passkey.

use domicile_pages::{Frame, assets};
use domicile_service::keys::random_token;

use super::{
    ceremony::{self, Purpose},
    relying_party,
};
use crate::{error::AuthError, registration::flow::Flow, web::Visit};

/// What the template `passkey_prompt.html` shows.
pub struct Prompt {
    /// For the browser, as JSON.
    pub options: String,
    /// Sealed.
    pub ceremony: String,
    /// Token of the form.
    pub csrf: String,
    /// Whether a passkey was shown that is not taken.
    pub refused: bool,
}

impl Prompt {
    /// Asks for a passkey of ours, or for one of `allowed`; nothing where passkeys are not offered.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn of(visit: &Visit, flow: &Flow, allowed: &[Vec<u8>]) -> Result<Option<Self>, AuthError> {
        if !relying_party::is_offered(visit) {
            return Ok(None);
        }
        let relying_party = visit.app.relying_party(&visit.loaded)?;
        let (options, ceremony) = relying_party.begin_assertion(allowed)?;
        Ok(Some(Self {
            options: options.to_string(),
            ceremony: ceremony::seal(&visit.app, Purpose::Assertion, &flow.id, ceremony)?,
            csrf: flow.csrf(visit),
            refused: visit.query.field("passkey") == "refused",
        }))
    }
}

/// The frame of a page that asks for passkeys: with the script.
///
/// # Errors
/// When the system's random source fails.
pub fn with_script(frame: Frame) -> Result<Frame, AuthError> {
    Ok(frame.with_script(assets::passkeys_path(), random_token(16)?))
}
