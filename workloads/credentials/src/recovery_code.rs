//! Recovery codes: fifty random bits each, on paper, each good once.
//!
//! Fifty bits cannot be guessed where tries are counted. What is kept is a keyed hash, so that a copy of the database
//! is worth nothing without the region's key.

use zeroize::Zeroizing;

use crate::{NoRandomNumbers, random};

/// How many a person gets.
pub const HOW_MANY: usize = 10;
/// Characters of one.
const LENGTH: usize = 10;
/// Letters and digits that nobody takes for others: no I, L, O and U (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code as it was issued or typed, in its one spelling. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<String>);

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode(…)")
    }
}

impl RecoveryCode {
    /// A fresh set.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn generate_set() -> Result<Vec<Self>, NoRandomNumbers> {
        (0..HOW_MANY).map(|_| Self::generate()).collect()
    }

    fn generate() -> Result<Self, NoRandomNumbers> {
        let bytes = Zeroizing::new(random::<LENGTH>()?);
        let letters = bytes
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        Ok(Self(Zeroizing::new(letters.collect())))
    }

    /// What a person typed: capital or small, with or without the dash, and `O`, `I` and `L` for what they look like.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 64 {
            return None;
        }
        let mut letters = Zeroizing::new(String::with_capacity(64));
        for letter in typed.chars() {
            match letter.to_ascii_uppercase() {
                ' ' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' => {}
                'O' => letters.push('0'),
                'I' | 'L' => letters.push('1'),
                other if other.is_ascii() && ALPHABET.contains(&(other as u8)) => {
                    letters.push(other);
                }
                _ => return None,
            }
        }
        (letters.len() == LENGTH).then_some(Self(letters))
    }

    /// As it is shown: two groups of five.
    pub fn to_written_form(&self) -> Zeroizing<String> {
        let (first, second) = self.0.split_at(LENGTH / 2);
        Zeroizing::new(format!("{first}-{second}"))
    }

    /// What the keyed hash is made of; `sub` binds it to its owner.
    pub fn to_hashed_message(&self, sub: &str) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(format!("recovery-code:{sub}:{}", self.0.as_str()).into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_set_has_ten_that_differ_and_are_read_as_they_are_written() {
        let set = RecoveryCode::generate_set().unwrap();
        let written: std::collections::BTreeSet<String> = set
            .iter()
            .map(|code| code.to_written_form().to_string())
            .collect();
        assert_eq!(written.len(), HOW_MANY);
        for code in &set {
            assert_eq!(
                RecoveryCode::parse(&code.to_written_form()).as_ref(),
                Some(code)
            );
            assert_eq!(
                RecoveryCode::parse(&code.to_written_form().to_lowercase()).as_ref(),
                Some(code)
            );
        }
    }

    #[test]
    fn look_alikes_are_read_as_what_they_look_like() {
        assert_eq!(
            RecoveryCode::parse("O1IL0-AAAAA"),
            RecoveryCode::parse("01110AAAAA")
        );
        for wrong in ["", "AAAAA", "AAAAA-AAAAAA", "AAAAA-AAAAU", "AAAAA-AAAA!"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_code_of_two_people_is_kept_as_two_different_things() {
        let code = RecoveryCode::generate().unwrap();
        assert_ne!(code.to_hashed_message("a"), code.to_hashed_message("b"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_has_one_spelling_or_none(typed in ".{0,80}|[0-9A-Za-z -]{8,14}") {
            if let Some(code) = RecoveryCode::parse(&typed) {
                prop_assert_eq!(RecoveryCode::parse(&code.to_written_form()), Some(code));
            }
        }
    }
}
