//! A password as it was typed.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

/// A password in one spelling, wiped from memory when dropped. Its `Debug` shows nothing of it.
///
/// The same letters come as different bytes from different keyboards (`é` as one character or as two): the spelling
/// is that of RFC 8265's `OpaqueString`, section 4.2.2: NFC, and every kind of space as U+0020.
#[derive(Clone, Debug)]
pub struct Password(SecretString);

impl Password {
    /// From what a form carries.
    pub fn typed(text: &str) -> Self {
        // Room for the whole, so that no part of it stays behind in memory that was outgrown: one character becomes
        // at most three times its bytes (Unicode Standard Annex 15, maximum expansion of NFC in UTF-8).
        let mut spelled = String::with_capacity(text.len() * 3);
        let space = |letter: char| match letter {
            '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => ' ',
            other => other,
        };
        spelled.extend(text.chars().map(space).nfc());
        // A boxed string is exactly as long as its text: making one may copy, so the copy is made by hand and the
        // longer one wiped.
        let exact = spelled.as_str().into();
        zeroize::Zeroize::zeroize(&mut spelled);
        Self(SecretString::new(exact))
    }

    /// How many characters it has.
    pub fn characters(&self) -> usize {
        self.expose().chars().count()
    }

    /// The text, to be looked at by what judges its strength.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Password;

    #[test]
    fn one_password_has_one_spelling() {
        assert_eq!(
            Password::typed("caf\u{e9}").expose(),
            Password::typed("cafe\u{301}").expose()
        );
        assert_eq!(Password::typed("a\u{3000}b").expose(), "a b");
        assert_ne!(Password::typed("A").expose(), Password::typed("a").expose());
    }

    proptest! {
        #[test]
        fn spelling_it_again_changes_nothing(text in ".{0,200}") {
            let once = Password::typed(&text);
            let twice = Password::typed(once.expose());
            prop_assert_eq!(twice.expose(), once.expose());
        }
    }

    #[test]
    fn debug_output_shows_nothing_of_it() {
        assert!(!format!("{:?}", Password::typed("hunter2")).contains("hunter2"));
    }
}
