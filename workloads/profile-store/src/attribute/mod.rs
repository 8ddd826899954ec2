//! Attributes of a person: one value per source, one that wins.

pub mod merge;
pub mod registered;
pub mod rules_changed;
pub mod stored;
pub mod value;
