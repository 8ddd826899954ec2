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
    /// The external issuer is asked for more: nothing is proven here.
    AtIssuer,
    /// It cannot be reached.
    Unmet,
}

/// Decides where an external issuer stands in for sign-in: whoever has just been there is not sent again.
pub fn missing_at_issuer(reached: Level, demand: Demand, has_been_there: bool) -> Missing {
    match (
        reached >= demand.required.max(demand.wished),
        reached >= demand.required,
    ) {
        (true, _) => Missing::Nothing,
        (_, true) if has_been_there => Missing::Nothing,
        (_, false) if has_been_there => Missing::Unmet,
        _ => Missing::AtIssuer,
    }
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
        let only_passkey = wished == Level::PhishingResistant || !offered.app;
        let passkey = only_passkey && can_reach == Level::PhishingResistant;
        return Missing::Proof { passkey };
    }
    if reached >= demand.required {
        return Missing::Nothing;
    }
    // At an address that cannot ask for the person's passkey, not everything was proven that they can.
    if held.passkeys > 0 && !offered.passkeys {
        return Missing::Unmet;
    }
    let passkey = demand.required == Level::PhishingResistant || !offered.app;
    if offered.passkeys || !passkey {
        Missing::Enrolment { passkey }
    } else {
        Missing::Unmet
    }
}

/// What somebody has to have proven to change how they sign in: a second factor, if they have one.
///
/// Not a passkey where a code will do: recovery codes are there for whoever has lost the passkey, and wants to remove
/// it.
pub fn of_a_change(held: Held, offered: Offered) -> Demand {
    let least = highest(held, offered.app).min(Level::MultiFactor);
    Demand {
        required: least,
        wished: least,
    }
}

/// Whether a person may give up a factor and be left with these: where the tenant requires one, the last one stays.
/// The e-mailed code is always there to sign in by.
pub fn may_be_left_with(policy: SecondFactor, left: Held) -> bool {
    policy != SecondFactor::Required || left.app || left.phone || left.passkeys > 0
}

/// The highest level that the person can prove here with what they have.
fn reachable(reached: Level, held: Held, offered: Offered) -> Level {
    let here = Held {
        passkeys: if offered.passkeys { held.passkeys } else { 0 },
        ..held
    };
    reached.max(highest(here, offered.app))
}

/// The highest level that these lead to; codes do where the tenant has them.
fn highest(held: Held, codes: bool) -> Level {
    if held.passkeys > 0 {
        Level::PhishingResistant
    } else if codes && (held.app || held.phone || held.recovery_codes > 0) {
        Level::MultiFactor
    } else {
        Level::SingleFactor
    }
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
        phone: false,
        recovery_codes: 0,
    };
    const APP: Held = Held {
        app: true,
        ..NOTHING_HELD
    };
    const PHONE: Held = Held {
        phone: true,
        ..NOTHING_HELD
    };
    const PASSKEY: Held = Held {
        passkeys: 1,
        ..NOTHING_HELD
    };
    const RECOVERY_CODES: Held = Held {
        recovery_codes: 1,
        ..NOTHING_HELD
    };
    const BOTH: Held = Held {
        app: true,
        ..PASSKEY
    };
    const NOT_HERE: Offered = Offered {
        app: true,
        passkeys: false,
    };
    const NO_CODES: Offered = Offered {
        app: false,
        passkeys: true,
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
            (Single, Multi, Single, RECOVERY_CODES, proof(false)),
            (Single, Multi, Single, PHONE, proof(false)),
            // A message is never resistant to phishing.
            (Single, Phr, Single, PHONE, proof(false)),
            (Multi, Phr, Single, PHONE, enrolment(true)),
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
    fn a_passkey_that_cannot_be_asked_for_here_is_not_worked_around() {
        for (reached, required, held, expected) in [
            (Single, Multi, PASSKEY, Missing::Unmet),
            (Single, Phr, PASSKEY, Missing::Unmet),
            (Single, Multi, BOTH, Missing::Proof { passkey: false }),
            (Multi, Phr, BOTH, Missing::Unmet),
            (
                Single,
                Multi,
                NOTHING_HELD,
                Missing::Enrolment { passkey: false },
            ),
        ] {
            let demand = Demand {
                required,
                wished: required,
            };
            let outcome = missing(reached, demand, held, NOT_HERE);
            assert_eq!(outcome, expected, "{reached:?} {required:?} {held:?}");
        }
    }

    #[test]
    fn what_a_sign_in_at_an_issuer_misses_is_asked_for_there_once() {
        for (reached, required, wished, has_been_there, expected) in [
            (Single, Single, Single, false, Missing::Nothing),
            (Single, Single, Multi, false, Missing::AtIssuer),
            (Single, Single, Multi, true, Missing::Nothing),
            (Single, Multi, Single, false, Missing::AtIssuer),
            (Single, Multi, Single, true, Missing::Unmet),
            (Multi, Multi, Phr, true, Missing::Nothing),
            (Phr, Multi, Phr, false, Missing::Nothing),
        ] {
            let demand = Demand { required, wished };
            assert_eq!(
                missing_at_issuer(reached, demand, has_been_there),
                expected,
                "{reached:?} {required:?} {wished:?} {has_been_there}"
            );
        }
    }

    #[test]
    fn codes_are_neither_set_up_nor_asked_for_where_the_tenant_has_none() {
        for (held, expected) in [
            (NOTHING_HELD, Missing::Enrolment { passkey: true }),
            // From a time when the tenant had them.
            (APP, Missing::Enrolment { passkey: true }),
            (RECOVERY_CODES, Missing::Enrolment { passkey: true }),
            (PHONE, Missing::Enrolment { passkey: true }),
            (BOTH, Missing::Proof { passkey: true }),
        ] {
            let demand = Demand {
                required: Multi,
                wished: Single,
            };
            assert_eq!(
                missing(Single, demand, held, NO_CODES),
                expected,
                "{held:?}"
            );
        }
    }

    #[test]
    fn whoever_has_a_second_factor_proves_one_to_change_how_they_sign_in() {
        let proof = Missing::Proof { passkey: false };
        for (reached, held, offered, expected) in [
            (Single, NOTHING_HELD, ALL_OFFERED, Missing::Nothing),
            (Single, APP, ALL_OFFERED, proof),
            (Single, PASSKEY, ALL_OFFERED, proof),
            (Single, RECOVERY_CODES, ALL_OFFERED, proof),
            (Single, PHONE, ALL_OFFERED, proof),
            (Multi, BOTH, ALL_OFFERED, Missing::Nothing),
            (Single, PASSKEY, NOT_HERE, Missing::Unmet),
            (Single, BOTH, NOT_HERE, proof),
            (Single, APP, NO_CODES, Missing::Nothing),
            (Single, PASSKEY, NO_CODES, Missing::Proof { passkey: true }),
        ] {
            let outcome = missing(reached, of_a_change(held, offered), held, offered);
            assert_eq!(outcome, expected, "{reached:?} {held:?} {offered:?}");
        }
    }

    #[test]
    fn the_last_factor_stays_where_one_is_required() {
        assert!(!may_be_left_with(SecondFactor::Required, NOTHING_HELD));
        assert!(may_be_left_with(SecondFactor::Required, APP));
        assert!(may_be_left_with(SecondFactor::Required, PHONE));
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
