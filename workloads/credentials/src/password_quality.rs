//! Whether a password is good enough to be set: long enough, not among the most common leaked ones, and not easy to
//! guess for somebody who knows the person (NIST SP 800-63B, section 3.1.1.2; OWASP Authentication Cheat Sheet). No rule asks
//! for kinds of characters.
//!
//! ```
//! use domicile_credentials::{password::Password, password_quality::{Problem, judge}};
//!
//! let known = ["Camille", "camille@example.org", "Aurora"];
//! assert_eq!(judge(&Password::typed("short"), 8, &known), Err(Problem::TooShort));
//! assert_eq!(judge(&Password::typed("Password123"), 8, &known), Err(Problem::Leaked));
//! assert_eq!(judge(&Password::typed("camille2024"), 8, &known), Err(Problem::Guessable));
//! assert_eq!(judge(&Password::typed("seven herons over Narvik"), 8, &known), Ok(()));
//! ```

use ring::digest::{SHA256, digest};
use zxcvbn::{Score, zxcvbn};

use crate::password::Password;

/// Most characters of a password.
pub const LONGEST: usize = 256;
/// Fewer guesses than 10^8 are too few: whoever steals the hashes makes that many in days.
const LEAST_SCORE: Score = Score::Three;
/// So many characters of a password belong to no word that a guesser knows of the person.
const LEAST_OF_ITS_OWN: usize = 6;
/// The estimate looks at so many characters: more make no password weaker, and the estimate slow.
const ESTIMATED: usize = 72;

/// Bytes of a digest in [`LEAKED`].
const WIDTH: usize = 5;
/// The most common leaked passwords of eight characters or more, in lower case: the first five bytes of SHA-256 of
/// each, sorted. Made by `data/leaked-passwords.py`, which names source and licence. One in 130 million other
/// passwords is taken for one of them.
const LEAKED: &[u8] = include_bytes!("../data/leaked-passwords.bin");

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Fewer characters than the tenant asks for.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Among the most common leaked passwords.
    Leaked,
    /// Few guesses find it.
    Guessable,
}

/// Judges a password. `known` are words that a guesser would try first: name, e-mail address, brand.
///
/// # Errors
/// What is wrong with it.
pub fn judge(password: &Password, minimum_length: usize, known: &[&str]) -> Result<(), Problem> {
    let length = password.characters();
    if length < minimum_length {
        return Err(Problem::TooShort);
    }
    if length > LONGEST {
        return Err(Problem::TooLong);
    }
    if is_leaked(password.expose()) {
        return Err(Problem::Leaked);
    }
    let known = parts(known);
    if of_its_own(password.expose(), &known) < LEAST_OF_ITS_OWN {
        return Err(Problem::Guessable);
    }
    let looked_at: String = password.expose().chars().take(ESTIMATED).collect();
    if zxcvbn(&looked_at, &known).score() < LEAST_SCORE {
        return Err(Problem::Guessable);
    }
    Ok(())
}

/// Whether a password is among the most common leaked ones, in whatever case.
pub fn is_leaked(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let hash = digest(&SHA256, lower.as_bytes());
    let (entries, _) = LEAKED.as_chunks::<WIDTH>();
    entries
        .binary_search_by(|entry| entry[..].cmp(&hash.as_ref()[..WIDTH]))
        .is_ok()
}

/// Characters that are left when the known words are taken out. The estimate alone finds three such words in
/// a row hard to guess.
fn of_its_own(text: &str, known: &[&str]) -> usize {
    let mut rest = text.to_lowercase();
    for word in known {
        rest = rest.replace(&word.to_lowercase(), " ");
    }
    rest.chars()
        .filter(|letter| letter.is_alphanumeric())
        .count()
}

/// Each word whole and in its parts: `camille` of `camille@example.org`.
fn parts<'a>(known: &[&'a str]) -> Vec<&'a str> {
    known
        .iter()
        .flat_map(|word| {
            std::iter::once(*word).chain(word.split(|letter: char| !letter.is_alphanumeric()))
        })
        .filter(|part| part.chars().count() > 2)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judged(text: &str, known: &[&str]) -> Result<(), Problem> {
        judge(&Password::typed(text), 8, known)
    }

    #[test]
    fn the_shipped_list_is_sorted_and_whole() {
        let (entries, rest) = LEAKED.as_chunks::<WIDTH>();
        assert!(rest.is_empty());
        assert!(entries.len() > 8000);
        assert!(entries.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn leaked_passwords_are_found_in_every_case() {
        for text in [
            "password1",
            "PASSWORD1",
            "qwertyuiop",
            "iloveyou",
            " 12345678 ",
        ] {
            assert!(is_leaked(text), "{text}");
        }
        assert!(!is_leaked("seven herons over Narvik"));
    }

    #[test]
    fn what_a_guesser_knows_of_the_person_makes_no_password() {
        let known = ["Camille", "Martin", "camille.martin@example.org", "Aurora"];
        for text in [
            "camillemartin",
            "Camille.Martin1",
            "aurora2024!",
            "martincamille",
        ] {
            assert_eq!(judged(text, &known), Err(Problem::Guessable), "{text}");
        }
    }

    #[test]
    fn long_and_strange_passwords_are_welcome() {
        for text in [
            "correct horse battery staple",
            "漢字とかな交じりの合言葉",
            "žluťoučký kůň úpěl",
            "mV7#qL2!xT9p",
        ] {
            assert_eq!(judged(text, &[]), Ok(()), "{text}");
        }
        let long: String = "seven herons over Narvik ".repeat(10);
        assert_eq!(judged(&long, &[]), Ok(()));
        assert_eq!(judged(&"x1".repeat(129), &[]), Err(Problem::TooLong));
    }

    proptest! {
        #[test]
        fn no_password_makes_the_judge_panic(text in "\\PC{0,300}", known in "\\PC{0,40}") {
            let _ = judged(&text, &[&known]);
        }
    }
}
