//! Whether what was proven is enough, and what is missing: pure.

use domicile_bundle::SecondFactor;

use super::level::Level;
use crate::store::second_factors::Held;

/// What a sign-in has to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Less than this is no answer: the tenant's policy, the application's minimum, an essential `acr`.
    pub required: Level,
    /// More than this is not asked for: `acr_values`, or a second factor that the person has set up.
    pub wished: Level,
}

/// What a person may set up while signing in, as far as the tenant offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Authenticator apps and recovery codes.
    pub app: bool,
    /// Passkeys, at this address.
    pub passkeys: bool,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing.
    Nothing,
    /// A factor that the person has.
    Proof {
        /// Only a passkey will do.
        passkey: bool,
    },
    /// The person sets up a factor first.
    Enrolment {
        /// Only a passkey will do.
        passkey: bool,
    },
    /// It cannot be reached.
    Unmet,
}

/// Decides for somebody who has reached a level.
///
/// A factor is set up only by somebody who has proven all that they can: whoever knows a password alone must not add
/// a passkey to an account that an app protects.
pub fn missing(reached: Level, demand: Demand, held: Held, offered: Offered) -> Missing {
    let wished = demand.wished.max(demand.required);
    if reached >= wished {
        return Missing::Nothing;
    }
    let can_reach = reachable(reached, held, offered);
    if can_reach > reached {
        let passkey = wished == Level::PhishingResistant && can_reach == Level::PhishingResistant;
        return Missing::Proof { passkey };
    }
    if reached >= demand.required {
        return Missing::Nothing;
    }
    let passkey = demand.required == Level::PhishingResistant;
    let possible = offered.passkeys || (offered.app && !passkey);
    if possible {
        Missing::Enrolment { passkey }
    } else {
        Missing::Unmet
    }
}

/// Whether a person may give up a factor and be left with these: where the tenant requires one, the last one stays.
/// The e-mailed code is always there to sign in by.
pub fn may_be_left_with(policy: SecondFactor, left: Held) -> bool {
    policy != SecondFactor::Required || left.app || left.passkeys > 0
}

/// The highest level that the person can prove with what they have.
fn reachable(reached: Level, held: Held, offered: Offered) -> Level {
    if held.passkeys > 0 && offered.passkeys {
        return Level::PhishingResistant;
    }
    let second = held.app || held.passkeys > 0;
    if second && (held.app || held.recovery_codes > 0) {
        return reached.max(Level::MultiFactor);
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_OFFERED: Offered = Offered {
        app: true,
        passkeys: true,
    };
    const NOTHING_HELD: Held = Held {
        passkeys: 0,
        app: false,
        recovery_codes: 0,
    };
    const APP: Held = Held {
        app: true,
        ..NOTHING_HELD
    };
    const PASSKEY: Held = Held {
        passkeys: 1,
        ..NOTHING_HELD
    };
    use Level::{MultiFactor as Multi, PhishingResistant as Phr, SingleFactor as Single};

    fn case(reached: Level, required: Level, wished: Level, held: Held) -> Missing {
        missing(reached, Demand { required, wished }, held, ALL_OFFERED)
    }

    #[test]
    fn what_is_missing_follows_from_what_is_demanded_and_held() {
        let proof = |passkey| Missing::Proof { passkey };
        let enrolment = |passkey| Missing::Enrolment { passkey };
        for (reached, required, wished, held, expected) in [
            (Single, Single, Single, NOTHING_HELD, Missing::Nothing),
            (Single, Single, Multi, NOTHING_HELD, Missing::Nothing),
            (Single, Single, Phr, NOTHING_HELD, Missing::Nothing),
            (Single, Single, Multi, APP, proof(false)),
            (Single, Single, Multi, PASSKEY, proof(false)),
            (Single, Single, Phr, PASSKEY, proof(true)),
            (Single, Multi, Single, NOTHING_HELD, enrolment(false)),
            (Single, Multi, Single, APP, proof(false)),
            (Single, Phr, Single, NOTHING_HELD, enrolment(true)),
            // An app first, then a passkey is set up: nobody adds a key with a password alone.
            (Single, Phr, Single, APP, proof(false)),
            (Multi, Phr, Single, APP, enrolment(true)),
            (Multi, Multi, Phr, APP, Missing::Nothing),
            (Phr, Phr, Phr, PASSKEY, Missing::Nothing),
            (Phr, Single, Multi, APP, Missing::Nothing),
        ] {
            let outcome = case(reached, required, wished, held);
            assert_eq!(
                outcome, expected,
                "{reached:?} {required:?} {wished:?} {held:?}"
            );
        }
    }

    #[test]
    fn the_last_factor_stays_where_one_is_required() {
        assert!(!may_be_left_with(SecondFactor::Required, NOTHING_HELD));
        assert!(may_be_left_with(SecondFactor::Required, APP));
        assert!(may_be_left_with(SecondFactor::Required, PASSKEY));
        assert!(may_be_left_with(SecondFactor::Optional, NOTHING_HELD));
    }

    #[test]
    fn what_nobody_offers_cannot_be_reached() {
        let nowhere = Offered {
            app: false,
            passkeys: false,
        };
        let only_app = Offered {
            app: true,
            passkeys: false,
        };
        let demand = |required| Demand {
            required,
            wished: required,
        };
        let outcome = |level, offered| missing(Single, demand(level), NOTHING_HELD, offered);
        assert_eq!(outcome(Multi, nowhere), Missing::Unmet);
        assert_eq!(outcome(Phr, only_app), Missing::Unmet);
        assert_eq!(
            outcome(Multi, only_app),
            Missing::Enrolment { passkey: false }
        );
    }
}
