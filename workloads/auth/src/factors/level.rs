//! How sure a sign-in is: authentication context classes (`acr`) and methods (`amr`).

use domicile_bundle::AssuranceLevel;

/// A level of assurance; each includes those before it.
///
/// Every passkey of ours is made and used with user verification, which makes it two factors in one, and no page but
/// ours can ask for it: so phishing-resistant is also multi-factor, and the levels are in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One proof: a mailbox, a password.
    SingleFactor,
    /// Two proofs of different kinds.
    MultiFactor,
    /// A passkey with user verification.
    PhishingResistant,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [
        Self::SingleFactor,
        Self::MultiFactor,
        Self::PhishingResistant,
    ];

    /// The `acr` value. `phr` is that of the `OpenID` Extended Authentication Profile ACR Values 1.0.
    pub const fn acr(self) -> &'static str {
        match self {
            Self::SingleFactor => "urn:domicile:acr:single-factor",
            Self::MultiFactor => "urn:domicile:acr:multi-factor",
            Self::PhishingResistant => "phr",
        }
    }

    /// The level of an `acr` value that we know.
    pub fn of_acr(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr() == value)
    }

    /// The least level that one of these `acr` values names; nothing when we know none of them.
    pub fn least_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        values.into_iter().filter_map(Self::of_acr).min()
    }

    /// The level that proofs by these methods reach.
    pub fn reached_by<'a>(methods: impl IntoIterator<Item = &'a str>) -> Self {
        methods
            .into_iter()
            .map(|method| match method {
                word if method::RESISTANT.contains(&word) => Self::PhishingResistant,
                method::MULTIPLE_FACTORS => Self::MultiFactor,
                _ => Self::SingleFactor,
            })
            .max()
            .unwrap_or(Self::SingleFactor)
    }
}

impl From<AssuranceLevel> for Level {
    fn from(level: AssuranceLevel) -> Self {
        match level {
            AssuranceLevel::SingleFactor => Self::SingleFactor,
            AssuranceLevel::MultiFactor => Self::MultiFactor,
            AssuranceLevel::PhishingResistant => Self::PhishingResistant,
        }
    }
}

/// Values of `amr` (RFC 8176, section 2).
pub mod method {
    /// A one-time code: e-mailed, of an app, or a recovery code.
    pub const ONE_TIME_PASSWORD: &str = "otp";
    /// A code that was sent by SMS.
    pub const TEXT_MESSAGE: &str = "sms";
    /// A key that stays on one device.
    pub const HARDWARE_KEY: &str = "hwk";
    /// A key that may be copied to other devices of the person.
    pub const SOFTWARE_KEY: &str = "swk";
    /// A proof of a key, of whatever kind: taken over from an external issuer that calls it phishing-resistant.
    pub const PROOF_OF_POSSESSION: &str = "pop";
    /// Those that no page but ours, or the issuer's, can ask for.
    pub const RESISTANT: [&str; 3] = [HARDWARE_KEY, SOFTWARE_KEY, PROOF_OF_POSSESSION];
    /// The person was there.
    pub const USER_PRESENCE: &str = "user";
    /// Two kinds of proof.
    pub const MULTIPLE_FACTORS: &str = "mfa";

    /// Methods of a code of an app, and of a recovery code.
    pub const OF_CODE: &[&str] = &[ONE_TIME_PASSWORD];
    /// Methods of a code that was sent by SMS.
    pub const OF_TEXT_MESSAGE: &[&str] = &[ONE_TIME_PASSWORD, TEXT_MESSAGE];

    /// Methods of a passkey with user verification.
    pub const fn of_passkey(synchronised: bool) -> [&'static str; 3] {
        let key = if synchronised {
            SOFTWARE_KEY
        } else {
            HARDWARE_KEY
        };
        [key, USER_PRESENCE, MULTIPLE_FACTORS]
    }
}

/// What was proven before and a second factor, as one list.
pub fn together(first: &[String], second: &[&str]) -> Vec<String> {
    let mut all = first.to_vec();
    for method in second.iter().copied().chain([method::MULTIPLE_FACTORS]) {
        if !all.iter().any(|own| own == method) {
            all.push(method.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_reach_their_level() {
        for (methods, level) in [
            (vec!["otp"], Level::SingleFactor),
            (vec!["pwd"], Level::SingleFactor),
            (vec![], Level::SingleFactor),
            (vec!["pwd", "otp", "mfa"], Level::MultiFactor),
            (vec!["otp", "sms", "mfa"], Level::MultiFactor),
            (vec!["otp", "sms"], Level::SingleFactor),
            (method::of_passkey(true).to_vec(), Level::PhishingResistant),
            (method::of_passkey(false).to_vec(), Level::PhishingResistant),
        ] {
            assert_eq!(
                Level::reached_by(methods.iter().copied()),
                level,
                "{methods:?}"
            );
        }
    }

    #[test]
    fn two_proofs_together_are_more_than_one() {
        let methods = together(&["otp".to_owned()], &[method::ONE_TIME_PASSWORD]);
        assert_eq!(methods, ["otp", "mfa"]);
        let passkey = together(&["pwd".to_owned()], &method::of_passkey(false));
        assert_eq!(passkey, ["pwd", "hwk", "user", "mfa"]);
    }

    #[test]
    fn values_that_nobody_knows_name_no_level() {
        assert_eq!(Level::least_of(["urn:x", "0"]), None);
        assert_eq!(
            Level::least_of(["phr", "urn:domicile:acr:multi-factor"]),
            Some(Level::MultiFactor)
        );
        for level in Level::ALL {
            assert_eq!(Level::of_acr(level.acr()), Some(level));
        }
    }
}
