//! The code that a person types (RFC 8628, section 6.1): eight consonants, so that no word comes of it and every
//! keyboard has them. The first letter says which region the device asked, the others are random.

use std::fmt;

use domicile_bundle::Bundle;
use domicile_residency::RegionName;
use ring::rand::{SecureRandom, SystemRandom};

use crate::error::AuthError;

/// Letters of a code: those of RFC 8628, section 6.1.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters in a code: the first for the region, seven at random (30 bits, with few tries and few minutes).
const LENGTH: usize = 8;

/// A code in capital letters, without dash.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl fmt::Debug for UserCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UserCode(…)")
    }
}

impl UserCode {
    /// A new code of a region.
    ///
    /// # Errors
    /// When the system's random source fails, or the tenant has more regions than letters.
    pub fn random(bundle: &Bundle, region: &RegionName) -> Result<Self, AuthError> {
        let first = names(bundle)
            .iter()
            .position(|name| *name == region.as_str())
            .and_then(|index| LETTERS.get(index))
            .ok_or(AuthError::Configuration("letter for the region"))?;
        let mut code = String::from(char::from(*first));
        while code.len() < LENGTH {
            let mut byte = [0_u8];
            SystemRandom::new()
                .fill(&mut byte)
                .map_err(|_| AuthError::Cryptography)?;
            // 240 is the largest multiple of 20: every letter is as likely as the others.
            if byte[0] < 240 {
                code.push(char::from(LETTERS[usize::from(byte[0] % 20)]));
            }
        }
        Ok(Self(code))
    }

    /// Reads what a person typed: small letters, dashes and spaces are as good.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::new();
        for character in typed.chars().filter(|letter| !matches!(letter, '-' | ' ')) {
            let letter = character.to_ascii_uppercase();
            let known = u8::try_from(letter).is_ok_and(|letter| LETTERS.contains(&letter));
            if !known || code.len() == LENGTH {
                return None;
            }
            code.push(letter);
        }
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The region that the device asked.
    pub fn region(&self, bundle: &Bundle) -> Option<RegionName> {
        let first = *self.0.as_bytes().first()?;
        let index = LETTERS.iter().position(|letter| *letter == first)?;
        RegionName::parse(names(bundle).get(index)?).ok()
    }

    /// As it is shown: two groups of four.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }

    /// Without dash, for keyed hashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names of the tenant's regions in order.
fn names(bundle: &Bundle) -> Vec<&str> {
    let mut names: Vec<&str> = bundle
        .regions
        .iter()
        .map(|region| region.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use domicile_residency::RegionName;
    use proptest::prelude::*;

    use super::UserCode;
    use crate::example::bundle;

    #[test]
    fn a_code_says_its_region_and_is_read_as_people_type_it() {
        let bundle = bundle("eu");
        for name in ["eu", "jp", "us"] {
            let region = RegionName::parse(name).unwrap();
            let code = UserCode::random(&bundle, &region).unwrap();
            assert_eq!(code.region(&bundle), Some(region));
            let shown = code.shown();
            assert_eq!((shown.len(), shown.as_bytes()[4]), (9, b'-'));
            let typed = [
                shown.clone(),
                shown.to_lowercase(),
                shown.replace('-', ""),
                shown.replace('-', " "),
                format!("  {shown} "),
            ];
            for typed in typed {
                assert_eq!(UserCode::parse(&typed), Some(code.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in [
            "",
            "BCDF-GHJ",
            "BCDF-GHJKL",
            "ACDF-GHJK",
            "BCDF_GHJK",
            "BCDF-GHJ1",
            "ＢＣＤＦＧＨＪＫ",
        ] {
            assert_eq!(UserCode::parse(typed), None, "{typed}");
        }
        // A letter that no region has.
        let nowhere = UserCode::parse("ZCDF-GHJK").unwrap();
        assert_eq!(nowhere.region(&bundle("eu")), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(typed in "\\PC{0,20}") {
            if let Some(code) = UserCode::parse(&typed) {
                prop_assert_eq!(UserCode::parse(&code.shown()), Some(code));
            }
        }
    }
}
