//! A new passkey.

use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{Ceremony, Credential, LONGEST_CREDENTIAL_ID, Options, PasskeyError, RelyingParty};

/// Whose it will be.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    /// User handle: at most 64 bytes, random, the same for all passkeys of one person, so that a device replaces
    /// rather than collects (section 5.4.3). Nothing that identifies anybody.
    pub handle: &'a str,
    /// What the device shows to tell accounts apart. It stays on the device.
    pub name: &'a str,
    /// What people call them. It stays on the device.
    pub display_name: &'a str,
}

/// A passkey that was made and proven.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Credential id.
    pub id: Vec<u8>,
    /// What to keep.
    pub credential: Credential,
    /// The key may be copied to other devices of the person (section 6.1.3, backup eligibility); otherwise it stays on
    /// one.
    pub synchronised: bool,
}

impl RelyingParty {
    /// Asks for a new passkey; a device that holds one of `existing` already refuses.
    ///
    /// # Errors
    /// When the names are empty.
    pub fn begin_registration(
        &self,
        person: Person<'_>,
        existing: &[Vec<u8>],
    ) -> Result<(Options, Ceremony), PasskeyError> {
        // The library takes a UUID for the handle and gives the options before they are sent: ours goes in there.
        let (mut options, state) = self.0.start_passkey_registration(
            Uuid::nil(),
            person.name,
            person.display_name,
            Some(existing.to_vec()),
        )?;
        let asked = &mut options.public_key;
        asked.user.id = person.handle.as_bytes().to_vec();
        if let Some(selection) = &mut asked.authenticator_selection {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        let options = serde_json::to_value(options).map_err(|_| PasskeyError::Malformed)?;
        let state = serde_json::to_string(&state).map_err(|_| PasskeyError::Malformed)?;
        Ok((options, Ceremony(state)))
    }

    /// Judges the browser's answer (section 7.1).
    ///
    /// # Errors
    /// When a check fails.
    pub fn finish_registration(
        &self,
        answer: &str,
        ceremony: &Ceremony,
    ) -> Result<Registered, PasskeyError> {
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Malformed)?;
        let state: PasskeyRegistration =
            serde_json::from_str(&ceremony.0).map_err(|_| PasskeyError::Malformed)?;
        if answer.type_ != "public-key" {
            return Err(PasskeyError::Malformed);
        }
        let passkey = self.0.finish_passkey_registration(&answer, &state)?;
        let id: Vec<u8> = passkey.cred_id().clone();
        if id.is_empty() || id.len() > LONGEST_CREDENTIAL_ID {
            return Err(PasskeyError::Malformed);
        }
        let credential = serde_json::to_value(&passkey).map_err(|_| PasskeyError::Malformed)?;
        // The library says it of an assertion, of a new credential only where it writes it down.
        let synchronised = credential["cred"]["backup_eligible"]
            .as_bool()
            .ok_or(PasskeyError::Malformed)?;
        Ok(Registered {
            id,
            credential: Credential(credential),
            synchronised,
        })
    }
}
