//! The identifier of a person.

use std::fmt;

/// `sub`: 22 characters of base64url, 128 random bits that say nothing about person or region.
///
/// `Debug` shows nothing of it: people appear in logs as a keyed hash only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

impl Subject {
    /// Reads a `sub`; nothing when it has another shape.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (text.len() == 22 && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Subject(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_22_characters_of_base64url_are_a_subject() {
        assert!(Subject::parse("4Zk0uY0m3mW2p0QJr1xq7g").is_some());
        for wrong in [
            "",
            "4Zk0uY0m3mW2p0QJr1xq7",
            "4Zk0uY0m3mW2p0QJr1xq7g0",
            "4Zk0uY0m3mW2p0QJr1xq7=",
            "é4Zk0uY0m3mW2p0QJr1xq",
        ] {
            assert_eq!(Subject::parse(wrong), None, "{wrong}");
        }
    }
}
