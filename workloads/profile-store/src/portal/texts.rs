//! What the portal says, in every language that it speaks.

use domicile_pages::{Messages, MessagesError};

/// Texts of the portal.
///
/// # Errors
/// When a text has a mistake.
pub fn messages() -> Result<Messages, MessagesError> {
    Messages::parse(&[
        ("en", include_str!("../../messages/en.ftl")),
        ("fr", include_str!("../../messages/fr.ftl")),
        ("de", include_str!("../../messages/de.ftl")),
        ("es", include_str!("../../messages/es.ftl")),
        ("ja", include_str!("../../messages/ja.ftl")),
        ("th", include_str!("../../messages/th.ftl")),
    ])
}
