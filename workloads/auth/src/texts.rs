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
        ("de", include_str!("../texts/de.ftl")),
        ("es", include_str!("../texts/es.ftl")),
        ("ja", include_str!("../texts/ja.ftl")),
        ("th", include_str!("../texts/th.ftl")),
    ])
}
