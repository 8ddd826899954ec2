//! Which replica writes: the holder of a `coordination.k8s.io/v1` Lease.
//!
//! Every replica keeps its caches warm; only the holder works on the queue. Clocks of replicas are never compared: a
//! holder is gone when its record has not changed for the lease's duration by the observer's own clock. A holder that
//! cannot renew stops before others may take over, by ending the process.

mod candidate;
mod election;

pub use candidate::{Candidate, Step};
pub use election::{Election, LeaseError};
