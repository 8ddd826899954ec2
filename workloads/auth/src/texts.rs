//! Texts of the sign-in pages and mails.

use domicile_pages::{Messages, MessagesError};

/// The texts in every language that sign-in speaks.
///
/// # Errors
/// When a text has a mistake; a test makes sure that none has.
pub fn messages() -> Result<Messages, MessagesError> {
    Messages::parse(&[
        ("en", include_str!("../texts/en.ftl")),
        ("fr", include_str!("../texts/fr.ftl")),
    ])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_in_every_language() {
        assert_eq!(
            super::messages().unwrap().incomplete(),
            Vec::<String>::new()
        );
    }
}
