//! What people and tools are told: computed from what was applied and what was observed, never from a wish.

pub mod attached;
mod conditions;
mod convergence;
pub mod region;
pub mod tenant;
mod write;

pub use convergence::{Finding, Scene};
pub use write::{Announcement, StatusWriter};
