//! A new passkey.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;
use webauthn_rs::prelude::{CreationChallengeResponse, RegisterPublicKeyCredential};
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
    /// Asks for a new passkey; a device that holds one of `existing` already refuses. `name` is what the browser may show
    /// of us.
    ///
    /// # Errors
    /// When the person's names are empty.
    pub fn begin_registration(
        &self,
        name: &str,
        person: Person<'_>,
        existing: &[Vec<u8>],
    ) -> Result<(Options, Ceremony), PasskeyError> {
        let (mut options, state) = self.asked(person, existing)?;
        let asked = &mut options.public_key;
        name.clone_into(&mut asked.rp.name);
        // The library takes a UUID for the handle and gives the options before they are sent: ours goes in there.
        asked.user.id = person.handle.as_bytes().to_vec();
        if let Some(selection) = &mut asked.authenticator_selection {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        let options = serde_json::to_value(options).map_err(|_| PasskeyError::Malformed)?;
        Ok((options, Ceremony(state.to_string())))
    }

    fn asked(
        &self,
        person: Person<'_>,
        existing: &[Vec<u8>],
    ) -> Result<(CreationChallengeResponse, Value), PasskeyError> {
        let (nobody, existing) = (Uuid::nil(), Some(existing.to_vec()));
        let (name, display_name) = (person.name, person.display_name);
        let Some(makers) = self.makers.clone() else {
            let (options, state) =
                self.webauthn
                    .start_passkey_registration(nobody, name, display_name, existing)?;
            return Ok((options, written(&state)?));
        };
        let (options, state) = self.webauthn.start_attested_passkey_registration(
            nobody,
            name,
            display_name,
            existing,
            makers,
            None,
        )?;
        let mut state = written(&state)?;
        // Who is trusted is known here, and need not travel with the page.
        state.as_object_mut().and_then(|own| own.remove(MAKERS));
        Ok((options, state))
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
        if answer.type_ != "public-key" {
            return Err(PasskeyError::Malformed);
        }
        let credential = self.made(&answer, ceremony)?;
        let id = answer.raw_id.as_slice().to_vec();
        if id.is_empty() || id.len() > LONGEST_CREDENTIAL_ID {
            return Err(PasskeyError::Malformed);
        }
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

    /// The credential as the library writes it down: the same form whether or not its maker was asked for.
    fn made(
        &self,
        answer: &RegisterPublicKeyCredential,
        ceremony: &Ceremony,
    ) -> Result<Value, PasskeyError> {
        let mut state: Map<String, Value> =
            serde_json::from_str(&ceremony.0).map_err(|_| PasskeyError::Malformed)?;
        let Some(makers) = &self.makers else {
            let state = read(state.into())?;
            return written(&self.webauthn.finish_passkey_registration(answer, &state)?);
        };
        state.insert(MAKERS.to_owned(), written(makers)?);
        let state = read(state.into())?;
        written(
            &self
                .webauthn
                .finish_attested_passkey_registration(answer, &state)?,
        )
    }
}

/// Where the library writes down which makers are trusted.
const MAKERS: &str = "ca_list";

fn written(value: &impl Serialize) -> Result<Value, PasskeyError> {
    serde_json::to_value(value).map_err(|_| PasskeyError::Malformed)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, PasskeyError> {
    serde_json::from_value(value).map_err(|_| PasskeyError::Malformed)
}
