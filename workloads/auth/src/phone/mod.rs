//! Telephone numbers: proven by a code that is sent there by SMS.
//!
//! ```text
//! what is typed ─▶ number ─▶ country, kind ─▶ limits ─▶ the company's adapter ─▶ code ─▶ verified number ─▶ profile
//! ```
//!
//! A verified number says that its person could read messages sent there. It finds nobody: two people may share a phone,
//! and numbers are given to others (`docs/adr/0033`). It is kept sealed here, for the next code, and plain in the profile.

pub mod code;
pub mod number;
pub mod place;
pub mod proving;
mod sender;
pub mod verified;
mod waiting;
