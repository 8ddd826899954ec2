//! The crate from outside: what is signed is proven, what is tampered with is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod keys;
mod published_examples;
mod round_trip;
mod signing_key_set;
mod support;
mod wycheproof_vectors;
