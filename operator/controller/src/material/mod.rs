//! Keys, passwords and certificates: made once, kept for ever, renewed when due.
//!
//! Every function here takes what exists and returns what should: what is there and valid comes back unchanged,
//! so a settled pass prepares exactly what is stored and nothing is written. What is there and broken is an error
//! that says what to do, never overwritten, because people's data may depend on it. Only certificates of the
//! tenant's own authority are replaced, when they are due or name other hosts.
//!
//! No cryptography of our own: `ring` for randomness and hashes, `rcgen` for keys and certificates, `rsa` for the RSA
//! keys that neither makes, `x509-parser` to read certificates.

pub mod application_credentials;
pub mod attached_secret;
pub mod authority;
pub mod certificate;
pub mod client_secret;
pub mod database_role;
pub mod error;
pub mod existing_secrets;
pub mod initial_access_tokens;
pub mod prepared_secret;
pub mod public_certificate;
pub mod random;
pub mod region;
pub mod secret_data;
pub mod secret_rotation;
pub mod signing;
pub mod signing_secret;
pub mod tenant;
pub mod write_key;

pub use error::MaterialError;
pub use existing_secrets::ExistingSecrets;
pub use secret_data::SecretData;

#[cfg(test)]
mod tests;
