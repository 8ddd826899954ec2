//! Pages that stories write down to be looked at (see CONTRIBUTING.md), and what every one of them is held to.
//!
//! The stories of each workload with pages visit them in every language and brand and give them to [`Kept`];
//! `cargo domicile test pages` shows what was kept to a browser.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a story fails by a panic; so does what only stories use"
)]

mod kept;
mod looks;

pub use kept::Kept;
pub use looks::dressed;

/// Every language that pages speak.
pub const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "ja", "th"];
