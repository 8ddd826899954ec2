//! What people are asked for after they have registered, once there is a reason to.
//!
//! ```text
//! purposes are decided ──→ what the application wants, by time and scope, and was not skipped (`due`)
//!   ──→ what the profile lacks, for purposes that apply (`due`) ──→ /profile (`step`) ──→ the profile-store
//!   ──→ memberships among it ──→ /membership (`crate::membership::step`)
//! ```
//!
//! Nothing is asked of people to whom the purpose does not apply; consent always comes before the field.

pub mod answer;
pub mod due;
pub mod outstanding;
pub mod step;
