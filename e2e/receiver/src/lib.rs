//! A receiver of webhooks, mail, SMS and numbers of members for tests: the systems of a customer, played by something that only records.
//!
//! It verifies Standard Webhooks signatures with the public library, reads mail with a public parser, can be told
//! to refuse or to be slow, and shows what it got as JSON. It keeps the last [`inbox::MOST_KEPT`] of each in memory:
//! it is a test's instrument, never part of a production installation.

pub mod behaviour;
pub mod inbox;
pub mod members;
pub mod sms;
pub mod smtp;
pub mod tls;
pub mod web;
