//! The ledger and the gate on a real PostgreSQL.

#[cfg(test)]
mod erasure;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod region;
