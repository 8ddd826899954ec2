//! What the use of a refresh token means (RFC 9700, section 4.14.2).
//!
//! Each use of the family's newest generation makes the next one. A client whose answer was lost repeats the token
//! that it still has: for a moment it gets another token of the next generation, as long as none of that generation
//! was used. Any other use of an earlier generation means that two parties hold the family: it ends.

use crate::store::refresh_tokens::FoundToken;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The first use: the next generation begins.
    First,
    /// A repetition whose first answer may have been lost: another token of the generation that has begun.
    Repeated,
    /// The token or its grant has ended.
    Ended,
    /// One of two holders is a thief.
    Reused,
}

pub(super) const fn judge(found: &FoundToken) -> Use {
    if !found.fresh {
        return Use::Ended;
    }
    if found.generation == found.refreshes && !found.used {
        return Use::First;
    }
    if found.generation + 1 == found.refreshes && found.just_used {
        return Use::Repeated;
    }
    Use::Reused
}

#[cfg(test)]
mod tests {
    use super::{Use, judge};
    use crate::store::{grants::Grant, refresh_tokens::FoundToken};

    fn found(generation: i32, refreshes: i32, used: Option<bool>) -> FoundToken {
        FoundToken {
            generation,
            refreshes,
            used: used.is_some(),
            just_used: used == Some(true),
            fresh: true,
            grant: Grant::example(),
        }
    }

    #[test]
    fn each_token_is_used_once_but_for_a_moment() {
        let (never, just, earlier) = (None, Some(true), Some(false));
        let table = [
            (0, 0, never, Use::First),
            (3, 3, never, Use::First),
            // The answer was lost, and the successor was never used.
            (3, 4, just, Use::Repeated),
            (3, 4, earlier, Use::Reused),
            // A successor was used: no repetition can be honest.
            (3, 5, just, Use::Reused),
            (0, 5, earlier, Use::Reused),
            // A sibling of a repetition, after the other one was used.
            (3, 4, never, Use::Reused),
        ];
        for (generation, refreshes, used, expected) in table {
            assert_eq!(
                judge(&found(generation, refreshes, used)),
                expected,
                "{generation} of {refreshes}, {used:?}"
            );
        }
    }

    #[test]
    fn what_has_ended_refreshes_nothing() {
        for used in [None, Some(true), Some(false)] {
            let token = FoundToken {
                fresh: false,
                ..found(0, 0, used)
            };
            assert_eq!(judge(&token), Use::Ended);
        }
    }
}
