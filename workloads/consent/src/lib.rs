//! The consent ledger and the gate.
//!
//! Two workloads of one region share this crate and the schema `consent` of their database:
//!
//! - profile-store writes: [`ledger::decide`] appends what a person decided ([`record`]), changes the current
//!   [`state`], and returns once nothing that started before is still being sent. [`erasure::erase`] forgets a person.
//! - activation reads: [`gate::start`] answers whether an attempt to send may begin, and records it before the
//!   first byte; [`gate::finish`] records its end. The answer itself is the pure function [`decision::decide`].
//!
//! Both sides meet at one advisory lock per person ([`person_lock`]): starting attempts share it, a decision takes
//! it alone. So an attempt either committed before the decision, and the decision waits for its end, or reads the
//! new state. Nothing is held open while bytes travel.
//!
//! ```no_run
//! # async fn example(pool: sqlx::PgPool) -> Result<(), domicile_consent::ConsentError> {
//! use domicile_bundle::LegalBasis;
//! use domicile_consent::{ledger, record::{DecisionKind, NewRecord}};
//!
//! let withdrawal = NewRecord {
//!     subject: "4Zk0uY0m3mW2p0QJr1xq7g".into(),
//!     purpose: "newsletter".into(),
//!     document_version: "2026-01".into(),
//!     decision: DecisionKind::Withdrawn,
//!     application: "domicile-portal".into(),
//!     page: "/consents".into(),
//!     language: "fr".into(),
//!     brand: "aurora/aurora".into(),
//!     legal_basis: LegalBasis::Consent,
//!     jurisdiction: "EU".into(),
//! };
//! // When this returns, no byte leaves for `newsletter` any more.
//! ledger::decide(&pool, &[withdrawal]).await?;
//! # Ok(())
//! # }
//! ```

pub mod decision;
pub mod erasure;
mod error;
pub mod gate;
mod leaf_hash;
pub mod ledger;
pub mod open_attempts;
pub mod permit;
pub mod person_lock;
pub mod record;
pub mod state;

pub use error::{ConsentError, failure_class};
pub use gate::AttemptRequest;
pub use open_attempts::OpenAttempts;
pub use permit::{Permit, Spent};
pub use record::{DecisionKind, NewRecord, Record};
pub use state::PurposeState;

/// Migrations of schema `consent`, to be run by the role that owns it.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Channel on which the ledger says whose decisions changed; the payload is the subject.
pub const DECISION_CHANNEL: &str = "domicile_decision";
