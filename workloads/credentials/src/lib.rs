//! Secrets that people prove themselves by, as values and decisions: no database, no HTTP, no clock of its own.
//!
//! - [`password`]: Argon2id (RFC 9106) with parameters that may change, on threads of its own, so that a flood of
//!   sign-ins costs a bounded amount of memory and never holds up anything else.
//! - [`password_quality`]: whether a password is good enough to be set, offline.
//! - [`leaked_range`]: whether a service knows a password, without telling it which.
//! - [`passkey`]: registration and assertion of discoverable credentials (Web Authentication, level 3).
//! - [`time_based_code`]: codes of authenticator apps (RFC 6238), each good once.
//! - [`recovery_code`]: what a person keeps on paper for the day when everything else is lost.
//! - [`qr_code`]: a text as a picture.
//!
//! What is kept, where, and how often something may be tried is the caller's.

pub mod leaked_range;
pub mod passkey;
pub mod password;
pub mod password_quality;
pub mod qr_code;
pub mod recovery_code;
pub mod time_based_code;

/// The system has no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system has no random numbers")]
pub struct NoRandomNumbers;

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], NoRandomNumbers> {
    use ring::rand::SecureRandom;

    let mut bytes = [0; LENGTH];
    ring::rand::SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| NoRandomNumbers)?;
    Ok(bytes)
}
