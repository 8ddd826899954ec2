//! Names of regions as they appear in host names and handles.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Name of a `Region`: a DNS label (RFC 1123), because it is the first label of regional hosts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionName(String);

/// The text is no region's name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a region: expected 1 to 63 lower-case letters, digits or inner hyphens")]
pub struct RegionNameError;

impl RegionName {
    /// Reads a name.
    ///
    /// # Errors
    /// When the text is not a DNS label in lower case.
    pub fn parse(text: &str) -> Result<Self, RegionNameError> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let well_formed = (1..=63).contains(&text.len())
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(RegionNameError)
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for RegionName {
    type Error = RegionNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RegionName> for String {
    fn from(name: RegionName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::RegionName;

    #[test]
    fn only_lower_case_dns_labels_are_names() {
        for good in ["eu", "us-east-1", "a", "0"] {
            assert!(RegionName::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "EU", "-eu", "eu-", "e.u", "é", "e u", &"a".repeat(64)] {
            assert!(RegionName::parse(bad).is_err(), "{bad}");
        }
    }
}
