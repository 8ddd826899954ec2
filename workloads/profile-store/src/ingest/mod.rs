//! Ingest in the Segment wire format: `POST /v1/identify`, `/v1/track` and `/v1/batch`.
//!
//! A request goes through [`write_key`] (which source is it?), [`body`] (size, compression, JSON), [`message`] (what
//! does it say?), then per person through [`schema_check`] (what may be kept?) and [`take_in`] (one transaction per
//! person). What is left out is reported in the answer, by the name of the field and never by its value.
//!
//! ```text
//! POST /v1/batch            200 {"success":true,"kept":2,"reports":[
//! Authorization: Basic …         {"index":1,"messageId":"m2","reason":"UnknownAttribute","names":["shoeSize"]}]}
//! ```
//!
//! `userId` is the person's `sub`. An event with an `anonymousId` alone is kept under it and never delivered.

pub mod answers;
pub mod body;
pub mod document;
pub mod endpoint;
mod keeping;
pub mod message;
pub mod report;
pub mod schema_check;
pub mod take_in;
pub mod time;
pub mod wire_format;
pub mod write_key;

pub(crate) use endpoint::router;
