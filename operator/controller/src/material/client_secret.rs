//! Secrets by which a client or a source shows that it is the one, and the digest that a bundle may hold.

use super::random;

/// A secret text of 256 random bits. Its debug form does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// A new secret.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn generate() -> Result<Self, super::MaterialError> {
        random::base64url().map(Self)
    }

    /// A secret that exists; surrounding white space, as editors leave it, is no part of it.
    pub fn existing(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The secret.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Lower-case hexadecimal SHA-256 of the secret's text, which tells nothing about 256 random bits.
    pub fn digest(&self) -> String {
        random::sha256_hexadecimal(&self.0)
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ClientSecret(…)")
    }
}
