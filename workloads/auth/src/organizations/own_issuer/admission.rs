//! Whom an organisation's issuer brings in. Pure: the table is tested.

use domicile_organizations::membership::MembershipState;

/// What is known of somebody whom the issuer has named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Their membership.
    pub membership: Option<MembershipState>,
    /// Whether they had one that was ended.
    pub has_left: bool,
    /// Whether they are on the way to accept an invitation.
    pub is_joining: bool,
    /// Whether the organisation makes members of whom its issuer names.
    pub just_in_time: bool,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// They are signed in. Whoever is no member acts for themselves.
    Admitted,
    /// They become a member, and are signed in.
    Joins,
    /// The organisation has stopped or ended their membership.
    Ended,
}

/// Decides. A membership that was ended is begun again by an invitation only: the issuer would name the person as
/// before, and removing somebody would change nothing.
pub const fn decide(facts: Facts) -> Admission {
    match facts.membership {
        Some(MembershipState::Active) => Admission::Admitted,
        Some(MembershipState::Suspended) => Admission::Ended,
        Some(MembershipState::Requested) | None => of_no_member(facts),
    }
}

const fn of_no_member(facts: Facts) -> Admission {
    match (facts.has_left, facts.is_joining, facts.just_in_time) {
        (true, false, _) => Admission::Ended,
        (false, _, true) => Admission::Joins,
        (true, true, _) | (false, _, false) => Admission::Admitted,
    }
}

#[cfg(test)]
mod tests {
    use domicile_organizations::membership::MembershipState::{Active, Requested, Suspended};

    use super::{
        Admission::{Admitted, Ended, Joins},
        Facts, decide,
    };

    #[test]
    fn the_table_of_whom_an_issuer_brings_in() {
        for (membership, has_left, is_joining, just_in_time, expected) in [
            (Some(Active), false, false, false, Admitted),
            (Some(Active), false, false, true, Admitted),
            (Some(Suspended), false, false, true, Ended),
            (Some(Suspended), false, true, true, Ended),
            (Some(Requested), false, false, false, Admitted),
            (Some(Requested), false, false, true, Joins),
            (None, false, false, false, Admitted),
            (None, false, false, true, Joins),
            (None, true, false, false, Ended),
            (None, true, false, true, Ended),
            (None, true, true, true, Admitted),
        ] {
            let facts = Facts {
                membership,
                has_left,
                is_joining,
                just_in_time,
            };
            assert_eq!(decide(facts), expected, "{facts:?}");
        }
    }
}
