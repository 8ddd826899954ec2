//! What is to be looked at again, and when.
//!
//! Level-triggered: a key says *that* something may have changed, never what. A key waits once, however often it is
//! woken, and is never worked on twice at the same time.

mod backoff;
mod key;
mod work_queue;

pub use backoff::Backoff;
pub use key::{Key, TenantKey};
pub use work_queue::{Outcome, WorkQueue};
