//! The compact form (RFC 7515, section 3.1): three texts in base64url with points between them.

use crate::{Algorithm, Header, JoseError, PublicKey};
use base64ct::{Base64UrlUnpadded, Encoding};

/// The longest token that is looked at. A request object with everything in it stays far below.
const MAXIMUM_BYTES: usize = 64 * 1024;

/// The three texts of a token, still encoded.
pub(crate) struct Parts<'a> {
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
    /// What is signed: header, point, payload.
    signing_input: &'a str,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(token: &'a str) -> Result<Self, JoseError> {
        if token.len() > MAXIMUM_BYTES {
            return Err(JoseError::Malformed);
        }
        let (signing_input, signature) = token.rsplit_once('.').ok_or(JoseError::Malformed)?;
        let (header, payload) = signing_input.split_once('.').ok_or(JoseError::Malformed)?;
        // A fourth part is a JWE or nonsense.
        if payload.contains('.') {
            return Err(JoseError::Malformed);
        }
        Ok(Self {
            header,
            payload,
            signature,
            signing_input,
        })
    }

    pub(crate) fn header(&self) -> Result<Header, JoseError> {
        Header::parse(&decoded(self.header)?)
    }

    /// The payload of a token whose signature was proven before.
    pub(crate) fn payload(&self) -> Result<Vec<u8>, JoseError> {
        decoded(self.payload)
    }

    /// The payload and the key that signed, once one of the keys is found to have.
    pub(crate) fn proven<'k>(
        &self,
        algorithm: Algorithm,
        keys: impl IntoIterator<Item = &'k PublicKey>,
    ) -> Result<(Vec<u8>, &'k PublicKey), JoseError> {
        let signature = decoded(self.signature)?;
        let mut refusal = JoseError::UnknownKey;
        for key in keys {
            match key.verify(algorithm, self.signing_input.as_bytes(), &signature) {
                Ok(()) => return Ok((self.payload()?, key)),
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }
}

/// base64url without padding (RFC 7515, section 2); other spellings of the same bytes are refused.
pub(crate) fn decoded(text: &str) -> Result<Vec<u8>, JoseError> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| JoseError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::{MAXIMUM_BYTES, Parts, decoded};

    #[test]
    fn only_three_parts_are_a_token() {
        for text in ["", ".", "a.b", "a.b.c.d", "a.b.c.d.e"] {
            assert!(Parts::of(text).is_err(), "{text}");
        }
        let parts = Parts::of("a.b.c").unwrap();
        assert_eq!(
            (
                parts.header,
                parts.payload,
                parts.signature,
                parts.signing_input
            ),
            ("a", "b", "c", "a.b")
        );
    }

    #[test]
    fn an_oversized_token_is_not_looked_at() {
        assert!(Parts::of(&format!("a.{}.c", "b".repeat(MAXIMUM_BYTES))).is_err());
    }

    #[test]
    fn other_spellings_of_the_same_bytes_are_refused() {
        assert_eq!(decoded("-_8").unwrap(), [0xfb, 0xff]);
        for other in ["-_9", "-_8=", "+/8", " -_8", "-_8\n"] {
            assert!(decoded(other).is_err(), "{other:?}");
        }
    }
}
