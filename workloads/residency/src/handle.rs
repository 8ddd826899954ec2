//! Opaque values that begin with the region that can answer for them.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
};

use crate::{RegionName, RegionNameError};

/// Random bytes in a handle: 256 bits, beyond guessing at any rate.
const HANDLE_BYTES: usize = 32;
/// Random bytes in a subject: 128 bits, unique without asking anyone.
const SUBJECT_BYTES: usize = 16;

/// `<region>.<43 characters of base64url>`: an authorization code, a session, any secret that one region keeps.
///
/// Only its [`digest`](Handle::digest) is ever stored. `Debug` shows the region and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Handle {
    region: RegionName,
    text: String,
}

/// Why a text is no handle.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// There is no `.` between region and secret.
    #[error("a handle is `<region>.<secret>`")]
    Shape,
    /// The part before the `.` names no region.
    #[error(transparent)]
    Region(#[from] RegionNameError),
    /// The part after the `.` is not 256 bits of base64url.
    #[error("the secret of a handle is 43 characters of base64url")]
    Secret,
    /// The system gave no random bytes.
    #[error("the system's random source failed")]
    Random,
}

impl Handle {
    /// A new handle of a region.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn random(region: &RegionName) -> Result<Self, HandleError> {
        let secret = random_text::<HANDLE_BYTES>()?;
        Ok(Self {
            region: region.clone(),
            text: format!("{region}.{secret}"),
        })
    }

    /// Reads a handle that somebody sent.
    ///
    /// # Errors
    /// When it has not the shape of a handle. Whether it is one that was given out is the region's to say.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let (region, secret) = text.split_once('.').ok_or(HandleError::Shape)?;
        let region = RegionName::parse(region)?;
        // Decoding into a buffer of the exact size refuses every other length and every second spelling.
        let mut bytes = [0_u8; HANDLE_BYTES];
        match Base64UrlUnpadded::decode(secret, &mut bytes) {
            Ok(decoded) if decoded.len() == HANDLE_BYTES => Ok(Self {
                region,
                text: text.to_owned(),
            }),
            _ => Err(HandleError::Secret),
        }
    }

    /// The region that can answer for it.
    pub fn region(&self) -> &RegionName {
        &self.region
    }

    /// The secret text, for the browser or client that it belongs to.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text: what a table holds.
    pub fn digest(&self) -> Vec<u8> {
        digest(&SHA256, self.text.as_bytes()).as_ref().to_vec()
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Handle({}.…)", self.region)
    }
}

/// A new subject identifier: 22 characters of base64url that say nothing about person or region.
///
/// # Errors
/// When the system's random source fails.
pub fn subject() -> Result<String, HandleError> {
    random_text::<SUBJECT_BYTES>()
}

fn random_text<const BYTES: usize>() -> Result<String, HandleError> {
    let mut bytes = [0_u8; BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| HandleError::Random)?;
    Ok(Base64UrlUnpadded::encode_string(&bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Handle, HandleError, subject};
    use crate::RegionName;

    proptest! {
        #[test]
        fn every_handle_given_out_is_read_back(region in "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?") {
            let region = RegionName::parse(&region).unwrap();
            let handle = Handle::random(&region).unwrap();
            prop_assert_eq!(Handle::parse(handle.as_str()).unwrap(), handle);
        }

        #[test]
        fn no_text_makes_the_parser_panic_and_what_it_accepts_it_spells_back(text in "\\PC*") {
            if let Ok(handle) = Handle::parse(&text) {
                prop_assert_eq!(handle.as_str(), text);
            }
        }

        #[test]
        fn a_handle_with_one_character_more_or_less_is_refused(cut in 1_usize..10) {
            let text = Handle::random(&RegionName::parse("eu").unwrap()).unwrap().as_str().to_owned();
            prop_assert_eq!(Handle::parse(&text[..text.len() - cut]), Err(HandleError::Secret));
            let longer = format!("{text}A");
            prop_assert_eq!(Handle::parse(&longer), Err(HandleError::Secret));
        }
    }

    #[test]
    fn a_handle_shows_no_secret_in_debug_output() {
        let handle = Handle::random(&RegionName::parse("eu").unwrap()).unwrap();
        assert_eq!(format!("{handle:?}"), "Handle(eu.…)");
    }

    #[test]
    fn subjects_are_22_characters_and_differ() {
        let (one, other) = (subject().unwrap(), subject().unwrap());
        assert_eq!(one.len(), 22);
        assert_ne!(one, other);
    }
}
