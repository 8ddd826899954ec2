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
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portal_says_the_same_in_every_language() {
        assert_eq!(messages().unwrap().incomplete(), Vec::<String>::new());
    }
}
