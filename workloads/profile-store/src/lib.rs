//! The profile-store workload: it owns the person.
//!
//! | module | what it holds |
//! |---|---|
//! | [`person`], [`identifier`], [`attribute`] | who is homed here, and every value with source, purpose and time |
//! | [`event`], [`outbox`] | what happened, and how activation hears of it, in one transaction |
//! | [`ingest`] | the Segment wire format: `identify`, `track`, `batch` |
//! | [`forward`] | messages about people of another region: found by keyed digest, handed on, nothing kept |
//! | [`mesh`] | what auth and the other regions may ask |
//! | [`portal`] | the pages where a person sees, allows, withdraws, takes a copy and deletes |
//! | [`peers`] | what auth and activation of this region are asked about a person |
//! | [`deletion`] | erasure that survives a crash at any step |
//!
//! Data flows one way: a request is read and checked by pure functions ([`attribute::merge`],
//! [`attribute::value`], [`ingest::message`], [`ingest::schema_check`]), then written in one transaction per person.

pub mod attribute;
pub mod decision;
pub mod deletion;
pub mod error;
pub mod event;
pub mod forward;
pub mod host;
pub mod identifier;
pub mod ingest;
pub mod mesh;
pub mod metrics;
pub mod migrations;
pub mod outbox;
pub mod peers;
pub mod person;
pub mod portal;
pub mod profile_store;
pub mod serve;
pub mod subject;

pub use error::StoreError;
pub use profile_store::ProfileStore;
pub use subject::Subject;
