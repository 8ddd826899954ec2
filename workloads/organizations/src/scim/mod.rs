//! System for Cross-domain Identity Management 2.0 (RFC 7643: schema, RFC 7644: protocol), without transport.
//!
//! ```text
//! JSON ──resource::normalised──→ known attributes only ──patch──→ normalised again ──list──→ page ──→ JSON
//! ```
//!
//! The tables of [`schema`] are the one place that says which attributes there are; the documents that clients read,
//! the checks, the filter and the patch all go by them. What they do not name is not kept.
//!
//! Crates for the filter exist; none bounds depth and length and also reads the paths of PATCH, which this needs at an
//! endpoint that others reach.

pub mod bulk;
pub mod documents;
pub mod error;
pub mod etag;
pub mod filter;
pub mod list;
pub mod patch;
pub mod path;
pub mod resource;
pub mod schema;
mod token;
pub mod user;
