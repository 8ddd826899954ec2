//! The relying party against a real provider on a loopback address.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that breaks must stop.

mod attacks;
mod keys_and_metadata;
mod oauth2;
mod provider;
mod sign_in;
