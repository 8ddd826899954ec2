//! From "somebody wants to sign in" to "a person is signed in": the steps that people see.
//!
//! ```text
//! /authorize → /residence → (hand-off to the home region) → /register → /code → /consent → the application
//! ```
//!
//! A known address and an unknown one take the same way with the same texts until the e-mailed code has proven
//! that the mailbox is the person's. What was typed until then lives in a sealed cookie of the browser.

pub mod account_choice;
pub mod arrival;
pub mod authorize;
pub mod code;
pub mod completion;
pub mod consent;
pub mod csrf;
pub mod details;
pub mod erasure;
pub mod flow;
pub mod handoff;
pub mod link;
pub mod name;
pub mod permission;
pub mod proof;
pub mod proven_address;
pub mod residence;
pub mod standing;
pub mod sufficiency;
