//! Somebody proves that they hold a passkey.

use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PublicKeyCredential};
use webauthn_rs_proto::AllowCredentials;

use super::{Ceremony, Credential, LONGEST_CREDENTIAL_ID, Options, PasskeyError, RelyingParty};

/// A browser's answer, not judged yet.
#[derive(Clone, Debug)]
pub struct Assertion {
    answer: PublicKeyCredential,
}

impl Assertion {
    /// Reads an answer.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(answer: &str) -> Result<Self, PasskeyError> {
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Malformed)?;
        let sized = (1..=LONGEST_CREDENTIAL_ID).contains(&answer.raw_id.len());
        if answer.type_ != "public-key" || !sized {
            return Err(PasskeyError::Malformed);
        }
        Ok(Self { answer })
    }

    /// The credential that it names.
    pub fn credential_id(&self) -> &[u8] {
        self.answer.get_credential_id()
    }

    /// The user handle that it names, if it names one that could be ours.
    pub fn user_handle(&self) -> Option<&str> {
        std::str::from_utf8(self.answer.get_user_unique_id()?).ok()
    }

    /// Whether it names the user handle `expected`, or names none.
    pub fn is_of(&self, expected: &str) -> bool {
        self.answer
            .get_user_unique_id()
            .is_none_or(|named| named == expected.as_bytes())
    }
}

/// An answer that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The credential with its new counter and flags, where these changed.
    pub changed: Option<Credential>,
    /// The key may be copied to other devices of the person (section 6.1.3, backup eligibility); otherwise it
    /// stays on one.
    pub synchronised: bool,
}

impl RelyingParty {
    /// Asks for a passkey: any that the browser has of ours, or one of `allowed`.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn begin_assertion(
        &self,
        allowed: &[Vec<u8>],
    ) -> Result<(Options, Ceremony), PasskeyError> {
        let (mut options, state) = self.webauthn.start_discoverable_authentication()?;
        // Whether it is asked for in a field's suggestions or by a button is the page's to say.
        options.mediation = None;
        options.public_key.allow_credentials = allowed
            .iter()
            .map(|id| AllowCredentials {
                type_: "public-key".to_owned(),
                id: id.clone(),
                transports: None,
            })
            .collect();
        let options = serde_json::to_value(options).map_err(|_| PasskeyError::Malformed)?;
        let state = serde_json::to_string(&state).map_err(|_| PasskeyError::Malformed)?;
        Ok((options, Ceremony(state)))
    }

    /// Judges an answer against the credential that it names (section 7.2).
    ///
    /// # Errors
    /// When a check fails; [`PasskeyError::Cloned`] when only the counter is wrong.
    pub fn finish_assertion(
        &self,
        assertion: &Assertion,
        ceremony: &Ceremony,
        credential: &Credential,
    ) -> Result<Verified, PasskeyError> {
        let state: DiscoverableAuthentication =
            serde_json::from_str(&ceremony.0).map_err(|_| PasskeyError::Malformed)?;
        let mut passkey: Passkey =
            serde_json::from_value(credential.0.clone()).map_err(|_| PasskeyError::Malformed)?;
        let result = self.webauthn.finish_discoverable_authentication_v2(
            &assertion.answer,
            state,
            &passkey,
        )?;
        if !result.user_verified() {
            return Err(PasskeyError::Refused("UserNotVerified".to_owned()));
        }
        let changed = passkey.update_credential(&result) == Some(true);
        let changed = changed
            .then(|| serde_json::to_value(&passkey).map(Credential))
            .transpose()
            .map_err(|_| PasskeyError::Malformed)?;
        Ok(Verified {
            changed,
            synchronised: result.backup_eligible(),
        })
    }
}
