//! Random values from the system's generator, as text.

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use ring::rand::{SecureRandom, SystemRandom};

use super::MaterialError;

/// Bytes of every random value: 256 bits.
pub const BYTES: usize = 32;

/// 256 random bits.
///
/// # Errors
/// When the system gives no random numbers.
pub fn bytes() -> Result<[u8; BYTES], MaterialError> {
    let mut bytes = [0; BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| MaterialError::NoRandomness)?;
    Ok(bytes)
}

/// 256 random bits as 64 lower-case hexadecimal digits: keys and passwords.
///
/// # Errors
/// When the system gives no random numbers.
pub fn hexadecimal() -> Result<String, MaterialError> {
    bytes().map(|bytes| to_hexadecimal(&bytes))
}

/// 256 random bits as base64url without padding (RFC 4648, section 5): client secrets and write keys.
///
/// # Errors
/// When the system gives no random numbers.
pub fn base64url() -> Result<String, MaterialError> {
    bytes().map(|bytes| Base64UrlUnpadded::encode_string(&bytes))
}

/// 256 random bits as base64 with padding (RFC 4648, section 4): webhook signing secrets.
///
/// # Errors
/// When the system gives no random numbers.
pub fn base64() -> Result<String, MaterialError> {
    bytes().map(|bytes| Base64::encode_string(&bytes))
}

/// Lower-case hexadecimal digits.
pub fn to_hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

/// Whether a text is what [`hexadecimal`] makes.
pub fn is_hexadecimal_key(text: &str) -> bool {
    text.len() == 2 * BYTES
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Lower-case hexadecimal SHA-256 of a text.
pub fn sha256_hexadecimal(text: &str) -> String {
    to_hexadecimal(ring::digest::digest(&ring::digest::SHA256, text.as_bytes()).as_ref())
}
