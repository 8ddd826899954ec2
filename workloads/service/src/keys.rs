//! Keys of 256 bits and what they are used for: keyed hashes and sealed values.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom, SystemRandom},
};

/// A key of 256 bits. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Key32([u8; 32]);

impl std::fmt::Debug for Key32 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key32(…)")
    }
}

/// A value could not be sealed: the system's random numbers failed.
#[derive(Debug, thiserror::Error)]
#[error("the system has no random numbers")]
pub struct SealError;

impl Key32 {
    /// A key from its bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key from 64 hexadecimal digits.
    pub fn from_hexadecimal(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |character: u8| char::from(character).to_digit(16);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self(bytes))
    }

    /// HMAC-SHA-256 (RFC 2104) of a message.
    pub fn hmac_sha256(&self, message: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), message);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(tag.as_ref());
        bytes
    }

    /// Seals a value for a use: AES-256-GCM under a random nonce, as base64url. `usage` is authenticated, so that a
    /// value sealed for one use is not taken for another.
    pub fn seal(&self, usage: &str, plain: &[u8]) -> Result<String, SealError> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new()
            .fill(&mut nonce)
            .map_err(|_| SealError)?;
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(usage),
                &mut sealed,
            )
            .map_err(|_| SealError)?;
        let mut whole = nonce.to_vec();
        whole.append(&mut sealed);
        Ok(Base64UrlUnpadded::encode_string(&whole))
    }

    /// Opens a sealed value; nothing when it was not sealed by this key for this use.
    pub fn open(&self, usage: &str, sealed: &str) -> Option<Vec<u8>> {
        let whole = Base64UrlUnpadded::decode_vec(sealed).ok()?;
        let (nonce, body) = whole.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut body = body.to_vec();
        let plain = self
            .cipher()
            .ok()?
            .open_in_place(nonce, Aad::from(usage), &mut body)
            .ok()?;
        Some(plain.to_vec())
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        UnboundKey::new(&AES_256_GCM, &self.0)
            .map(LessSafeKey::new)
            .map_err(|_| SealError)
    }
}

/// Lower-case hexadecimal text of bytes.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            for digit in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(digit), 16));
            }
            text
        })
}

/// `bytes` random bytes as base64url without padding.
pub fn random_token(bytes: usize) -> Result<String, SealError> {
    let mut buffer = vec![0; bytes];
    SystemRandom::new()
        .fill(&mut buffer)
        .map_err(|_| SealError)?;
    Ok(Base64UrlUnpadded::encode_string(&buffer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key32 {
        Key32::from_bytes([7; 32])
    }

    #[test]
    fn a_sealed_value_opens_for_its_use_only() {
        let sealed = key().seal("registration", b"value").unwrap();
        assert_eq!(key().open("registration", &sealed).unwrap(), b"value");
        assert_eq!(key().open("session", &sealed), None);
        assert_eq!(
            Key32::from_bytes([8; 32]).open("registration", &sealed),
            None
        );
    }

    #[test]
    fn a_changed_or_malformed_sealed_value_does_not_open() {
        let sealed = key().seal("registration", b"value").unwrap();
        let mut changed = sealed.clone().into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        assert_eq!(
            key().open("registration", std::str::from_utf8(&changed).unwrap()),
            None
        );
        for malformed in ["", "AAAA", "%%%", &sealed[..sealed.len() - 2]] {
            assert_eq!(key().open("registration", malformed), None);
        }
    }

    #[test]
    fn a_key_is_read_from_64_hexadecimal_digits_and_nothing_else() {
        let text = hexadecimal(&[7; 32]);
        assert_eq!(
            Key32::from_hexadecimal(&text).unwrap().hmac_sha256(b"m"),
            key().hmac_sha256(b"m")
        );
        assert!(Key32::from_hexadecimal(&text[..62]).is_none());
        assert!(Key32::from_hexadecimal(&text.replace('7', "g")).is_none());
    }

    #[test]
    fn debug_shows_nothing_of_a_key() {
        assert_eq!(format!("{:?}", key()), "Key32(…)");
    }
}
