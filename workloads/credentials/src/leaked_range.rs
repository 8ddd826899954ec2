//! Asking a service that knows many leaked passwords about one of them, without telling it which: the range search
//! of [Have I Been Pwned](https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange) (k-anonymity).
//!
//! The first five hexadecimal digits of the SHA-1 go out; what comes back are the other digits of every leaked
//! password that begins so, each with how often it was seen, and here it is looked for among them.
//!
//! ```
//! use domicile_credentials::{leaked_range::RangeSearch, password::Password};
//!
//! let search = RangeSearch::of(&Password::typed("password"));
//! assert_eq!(search.prefix(), "5BAA6");
//! let answer = "1E2AAA439972480CEC7F16C795BBB429372:1\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004";
//! assert_eq!(search.finds_in(answer), Ok(true));
//! ```

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use zeroize::Zeroizing;

use crate::password::Password;

/// Hexadecimal digits that go out.
const PREFIX: usize = 5;
/// Hexadecimal digits of a SHA-1.
const DIGITS: usize = 40;

/// The search for one password.
pub struct RangeSearch(Zeroizing<String>);

/// An answer that is not as agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the range is not 35 hexadecimal digits, a colon and a number")]
pub struct MalformedRange {
    /// The line, from 1.
    pub line: usize,
}

impl RangeSearch {
    /// The search for a password.
    pub fn of(password: &Password) -> Self {
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.expose().as_bytes());
        let digits = hash.as_ref().iter().map(|byte| format!("{byte:02X}"));
        Self(Zeroizing::new(digits.collect()))
    }

    /// What is told: five digits in upper case, which hundreds of leaked passwords share.
    pub fn prefix(&self) -> &str {
        &self.0[..PREFIX]
    }

    /// Whether the password is among those of an answer. Those seen never are padding.
    ///
    /// # Errors
    /// When a line is not as agreed: then nothing is known.
    pub fn finds_in(&self, answer: &str) -> Result<bool, MalformedRange> {
        let suffix = &self.0[PREFIX..];
        let mut found = false;
        for (index, line) in answer.lines().enumerate() {
            let malformed = MalformedRange { line: index + 1 };
            let (digits, count) = line.trim().split_once(':').ok_or(malformed)?;
            let is_suffix = digits.len() == DIGITS - PREFIX
                && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let seen: u64 = count.parse().map_err(|_| malformed)?;
            if !is_suffix {
                return Err(malformed);
            }
            found |= seen > 0 && digits.eq_ignore_ascii_case(suffix);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OF_PASSWORD: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    const OF_ANOTHER: &str = "1E2AAA439972480CEC7F16C795BBB429372";

    #[test]
    fn a_password_is_found_by_the_rest_of_its_hash() {
        let search = RangeSearch::of(&Password::typed("password"));
        let lower = OF_PASSWORD.to_lowercase();
        for (answer, expected) in [
            (format!("{OF_ANOTHER}:3\r\n{OF_PASSWORD}:2\r\n"), Ok(true)),
            (format!("{lower}:1"), Ok(true)),
            (format!("{OF_ANOTHER}:3"), Ok(false)),
            (format!("{OF_PASSWORD}:0"), Ok(false)),
            (String::new(), Ok(false)),
            ("<html>".to_owned(), Err(MalformedRange { line: 1 })),
            (
                format!("{OF_PASSWORD}:1\n{OF_PASSWORD}"),
                Err(MalformedRange { line: 2 }),
            ),
            (
                format!("{}:1", &OF_PASSWORD[1..]),
                Err(MalformedRange { line: 1 }),
            ),
            (format!("{OF_PASSWORD}:-1"), Err(MalformedRange { line: 1 })),
        ] {
            assert_eq!(search.finds_in(&answer), expected, "{answer}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_is_too_strange_to_be_read(answer in ".*", lines in prop::collection::vec("[0-9A-Fa-f]{35}:[0-9]{1,9}", 0..9)) {
            let search = RangeSearch::of(&Password::typed("password"));
            let _ = search.finds_in(&answer);
            prop_assert!(search.finds_in(&lines.join("\r\n")).is_ok());
        }
    }
}
