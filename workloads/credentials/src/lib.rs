//! Secrets that people prove themselves by, as values and decisions: no database, no HTTP, no clock of its own.
//!
//! - [`password`]: Argon2id (RFC 9106) with parameters that may change, on threads of its own, so that a flood of
//!   sign-ins costs a bounded amount of memory and never holds up anything else.
//!
//! What is kept, where, and how often something may be tried is the caller's.

pub mod password;
