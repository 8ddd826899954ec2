//! The last administrator stays: an organisation that nobody manages could not be given back to anyone.
//!
//! An organisation's home region keeps one seat per administrator: the random name of a membership, nothing of the
//! person. A seat is given up before the role is, and taken after the role is given, so that a crash in between leaves
//! more administrators than seats, never fewer. Deciding under a lock on the organisation makes two who leave at once
//! come one after the other.

use crate::MembershipId;

/// What giving up a seat means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// The membership has no seat: nothing to give up.
    NotSeated,
    /// Others remain.
    Free,
    /// It is the last one: it stays.
    Last,
}

/// Whether a membership may give up its seat.
pub fn release(seats: &[MembershipId], leaving: &MembershipId) -> Release {
    match (seats.contains(leaving), seats.len()) {
        (false, _) => Release::NotSeated,
        (true, 1) => Release::Last,
        (true, _) => Release::Free,
    }
}

#[cfg(test)]
mod tests {
    use domicile_residency::RegionName;
    use proptest::prelude::*;

    use super::{Release, release};
    use crate::MembershipId;

    proptest! {
        #[test]
        fn however_many_leave_one_administrator_remains(count in 1_usize..8, order in prop::collection::vec(0_usize..8, 0..32)) {
            let region = RegionName::parse("eu").unwrap();
            let all: Vec<MembershipId> = (0..count).map(|_| MembershipId::random(&region).unwrap()).collect();
            let mut seats = all.clone();
            for index in order {
                let leaving = &all[index % count];
                if release(&seats, leaving) == Release::Free {
                    seats.retain(|seat| seat != leaving);
                }
                prop_assert!(!seats.is_empty());
            }
        }
    }
}
