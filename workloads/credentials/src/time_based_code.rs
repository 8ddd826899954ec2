//! Codes of authenticator apps: RFC 6238 with HMAC-SHA-1, six digits and steps of thirty seconds, which is what
//! every app understands. (HMAC-SHA-1 is sound for this: RFC 4226, appendix B.2.)

use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::{NoRandomNumbers, random};

/// Bytes of a secret (RFC 4226, section 4, requirement 6).
const LENGTH: usize = 20;
/// Digits of a code.
const DIGITS: usize = 6;

/// A step of thirty seconds since 1970.
pub type TimeStep = u64;

/// What an authenticator app and we share. Wiped from memory when dropped; its `Debug` shows nothing of it.
pub struct SharedSecret(Zeroizing<[u8; LENGTH]>);

impl std::fmt::Debug for SharedSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SharedSecret(…)")
    }
}

impl SharedSecret {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn generate() -> Result<Self, NoRandomNumbers> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// One that was kept; nothing when it has another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// What is kept, sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0[..]
    }

    /// For typing it into an app: base32 (RFC 4648, section 6) in groups of four.
    pub fn to_typed_form(&self) -> Zeroizing<String> {
        let whole = Zeroizing::new(
            self.totp("", "")
                .map_or_else(String::new, |totp| totp.secret().to_base32()),
        );
        let mut grouped = Zeroizing::new(String::with_capacity(whole.len() * 2));
        for (place, letter) in whole.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        grouped
    }

    /// The `otpauth:` address that a QR code carries.
    ///
    /// `account` is what the app shows beside the brand's name, so that a person can tell several apart.
    pub fn to_uri(&self, issuer: &str, account: &str) -> Option<Zeroizing<String>> {
        // A colon separates the two in the address.
        let plain = |text: &str| text.replace(':', " ");
        let totp = self.totp(&plain(issuer), &plain(account))?;
        totp.to_url().ok().map(Zeroizing::new)
    }

    /// The step that a typed code belongs to: this one, the one before or the one after (a clock that is a little
    /// off), and none at or before `last_used`, so that no code is good twice (RFC 6238, section 5.2).
    pub fn step_of(
        &self,
        typed: &str,
        seconds_since_1970: u64,
        last_used: Option<TimeStep>,
    ) -> Option<TimeStep> {
        let digits: Zeroizing<String> = Zeroizing::new(
            typed
                .chars()
                .filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}'))
                .collect(),
        );
        let six = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let step = six.then(|| self.totp("", "")?.check(&digits, seconds_since_1970))??;
        (last_used.is_none_or(|last| step > last)).then_some(step)
    }

    fn totp(&self, issuer: &str, account: &str) -> Option<Totp> {
        Builder::new()
            .with_secret(*self.0)
            .with_account_name(account)
            .with_issuer(Some(issuer).filter(|issuer| !issuer.is_empty()))
            .build()
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RFC 6238, appendix B: the secret of its test vectors for SHA-1.
    fn secret() -> SharedSecret {
        SharedSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().step_of(code, seconds, None), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        // The code of the step that begins at second 30.
        for (seconds, expected) in [(29, true), (59, true), (89, true), (90, false)] {
            assert_eq!(
                secret().step_of("287082", seconds, None).is_some(),
                expected
            );
        }
        assert_eq!(secret().step_of("081804", 1_111_111_109 - 60, None), None);
    }

    #[test]
    fn a_code_is_good_once_and_none_before_it_afterwards() {
        assert_eq!(secret().step_of("287082", 59, Some(0)), Some(1));
        assert_eq!(secret().step_of("287082", 59, Some(1)), None);
        assert_eq!(secret().step_of("287082", 59, Some(2)), None);
    }

    #[test]
    fn people_type_codes_with_gaps() {
        assert_eq!(secret().step_of("287 082", 59, None), Some(1));
        assert_eq!(secret().step_of("287-082", 59, None), Some(1));
    }

    #[test]
    fn an_app_gets_issuer_account_and_secret() {
        let uri = secret().to_uri("Aurora: Air", "camille").unwrap();
        assert!(
            uri.starts_with("otpauth://totp/Aurora%20%20Air:camille?"),
            "{}",
            *uri
        );
        assert!(
            uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{}",
            *uri
        );
        assert_eq!(
            *secret().to_typed_form(),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
        assert!(!format!("{:?}", secret()).contains("12345"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_no_code_or_one_of_the_window(typed in ".{0,20}|[0-9]{6}", seconds in 60_u64..4_000_000_000) {
            if let Some(step) = secret().step_of(&typed, seconds, None) {
                prop_assert!(step.abs_diff(seconds / 30) <= 1);
            }
        }
    }
}
