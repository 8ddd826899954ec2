//! Terms and privacy notices of brands: which versions a person has accepted or was shown, and which come before an
//! application gets its answer.
//!
//! ```text
//! /register shows the documents of the brand ──→ the new person has accepted them (`shown`)
//! a session, and a version that asks again ──→ /documents (`acceptance`) ──→ the next question, or the application
//! ```
//!
//! What is due is decided by a pure function over what the brand says and what is recorded (`due`).

pub mod acceptance;
pub mod due;
pub mod outstanding;
pub mod shown;
