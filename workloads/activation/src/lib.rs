//! The activation workload: deliveries through the gate.
//!
//! Data flows one way:
//!
//! 1. [`outbox`] reads what happened since its cursor; [`planner`] says which target each event is for; the
//!    deliveries are queued in the transaction that moves the cursor.
//! 2. [`dispatcher`] claims what is due from the [`queue`], per target as much as has room.
//! 3. [`attempt`] asks the gate of `domicile-consent` anew for every attempt, reads what the profile says now,
//!    cuts it down to what may leave ([`projection`]), lets the target's [`filter`] decide, composes the
//!    [`cloud_event`] and signs the [`webhook`].
//! 4. [`exit`] is the one place where bytes leave. It consumes the gate's permit and stops hard at its deadline.
//! 5. The outcome, the attempt's end, the next attempt by [`retry`] and the [`delivery_log`] are one
//!    transaction.
//!
//! What left, by target and purpose, is kept in [`disclosure`] for the person, whom the portal tells over the [`mesh`].
//!
//! Every step is safe to be killed: what was claimed comes due again, what was planned twice is kept once, an attempt
//! that nobody ends counts as open until its deadline. So a target may see a delivery twice, always under the same id.
//! [`withdrawal`] ends what is queued as soon as the ledger changes; [`erasure`] forgets people.

pub mod activation;
pub mod attempt;
pub mod cloud_event;
mod conclusion;
pub mod delivery_log;
pub mod disclosure;
pub mod dispatcher;
pub mod erasure;
mod error;
pub mod exit;
pub mod filter;
pub mod housekeeping;
pub mod mesh;
pub mod metrics;
pub mod outbox;
pub mod payload;
pub mod planner;
pub mod projection;
pub mod queue;
mod record;
pub mod retry;
pub mod schema_check;
pub mod signals;
pub mod signing_secret;
pub mod webhook;
pub mod withdrawal;
pub mod workload;

pub use activation::Activation;
pub use error::ActivationError;

/// Migrations of schema `activation`, to be run by the role that owns it.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
