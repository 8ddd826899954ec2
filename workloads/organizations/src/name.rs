//! What an organisation is called.

/// Most characters of a name.
const MOST_CHARACTERS: usize = 120;

/// The name of an organisation: a business name, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationName(String);

/// The text cannot be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is one line of 1 to 120 characters")]
pub struct NameError;

impl OrganizationName {
    /// Reads a name; white space around it is dropped.
    ///
    /// # Errors
    /// When nothing is left, it is too long, or it holds control or direction characters, which could make a page or
    /// mail say something else.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        let good = (1..=MOST_CHARACTERS).contains(&text.chars().count())
            && !text.chars().any(|character| {
                character.is_control()
                    || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
        good.then(|| Self(text.to_owned())).ok_or(NameError)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::OrganizationName;

    proptest! {
        #[test]
        fn a_name_is_one_line_that_is_read_back(text in ".{0,130}") {
            if let Ok(name) = OrganizationName::parse(&text) {
                prop_assert!(!name.as_str().chars().any(char::is_control));
                prop_assert_eq!(OrganizationName::parse(name.as_str()), Ok(name));
            }
        }
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_a_page() {
        for bad in ["", "  ", "a\nb", "Good \u{202e}live", &"x".repeat(121)] {
            assert!(OrganizationName::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(
            OrganizationName::parse(" 株式会社オーロラ ")
                .unwrap()
                .as_str(),
            "株式会社オーロラ"
        );
    }
}
