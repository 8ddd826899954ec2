//! Names of people, as people write them.

use serde::{Deserialize, Serialize};

/// Longest part of a name, in characters.
const LONGEST: usize = 80;

/// A name. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given name.
    pub given: String,
    /// Family name; some people have none.
    pub family: Option<String>,
}

/// What is wrong with a part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing was written.
    Missing,
    /// Too long, or with characters that no name has.
    Unreadable,
}

/// Reads one part of a name: white space is evened out; letters of every script, marks and signs are welcome, only
/// control characters and the signs of markup and addresses are not (names end up in mails of other systems).
///
/// # Errors
/// What is wrong.
pub fn part(text: &str) -> Result<String, NameProblem> {
    let evened = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if evened.is_empty() {
        return Err(NameProblem::Missing);
    }
    let unreadable = |sign: char| {
        sign.is_control() || "<>{}[]|\\^~\"@#%;:/\u{200b}\u{2028}\u{2029}".contains(sign)
    };
    let has_letter = evened.chars().any(char::is_alphabetic);
    if evened.chars().count() > LONGEST || evened.contains(unreadable) || !has_letter {
        return Err(NameProblem::Unreadable);
    }
    Ok(evened)
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PersonName(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NameProblem, part};

    #[test]
    fn names_of_the_world_are_read() {
        for name in [
            "Camille",
            "Jean-Luc",
            "O’Brien",
            "María José",
            "Nguyễn",
            "村上",
            "Ō",
            "X Æ A-12",
            "d'Arc",
            "St. John",
        ] {
            assert_eq!(part(name).as_deref(), Ok(name));
        }
        assert_eq!(part("  Ana \t Maria "), Ok("Ana Maria".to_owned()));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(part("  "), Err(NameProblem::Missing));
        for text in [
            "<b>",
            "a\u{0}b",
            "https://evil.example",
            "a@b",
            "123",
            &"a".repeat(81),
        ] {
            assert_eq!(part(text), Err(NameProblem::Unreadable), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_a_name_twice_changes_nothing(text in "\\PC{0,100}") {
            if let Ok(name) = part(&text) {
                prop_assert_eq!(part(&name), Ok(name.clone()));
            }
        }
    }
}
