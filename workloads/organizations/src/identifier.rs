//! Names of records: each begins with the region that keeps it, so that any region knows whom to ask.

use std::fmt;

use domicile_residency::{HandleError, RegionName, subject};

/// Characters after the region: 128 random bits as base64url.
const RANDOM_CHARACTERS: usize = 22;

/// The text names no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is `<region>.<22 characters of base64url>`")]
pub struct IdentifierError;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct RegionalId {
    region: String,
    text: String,
}

impl RegionalId {
    fn random(region: &RegionName) -> Result<Self, HandleError> {
        Ok(Self {
            region: region.to_string(),
            text: format!("{region}.{}", subject()?),
        })
    }

    fn parse(text: &str) -> Result<Self, IdentifierError> {
        let (region, random) = text.split_once('.').ok_or(IdentifierError)?;
        let region = RegionName::parse(region).map_err(|_| IdentifierError)?;
        let well_formed = random.len() == RANDOM_CHARACTERS
            && random
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        well_formed
            .then(|| Self {
                region: region.to_string(),
                text: text.to_owned(),
            })
            .ok_or(IdentifierError)
    }
}

macro_rules! identifier {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(RegionalId);

        impl $name {
            /// A new one.
            ///
            /// # Errors
            /// When the system's random source fails.
            pub fn random(region: &RegionName) -> Result<Self, HandleError> {
                RegionalId::random(region).map(Self)
            }

            /// Reads what somebody sent.
            ///
            /// # Errors
            /// When it has not the shape. Whether there is such a record is its region's to say.
            pub fn parse(text: &str) -> Result<Self, IdentifierError> {
                RegionalId::parse(text).map(Self)
            }

            /// Name of the region that keeps the record.
            pub fn region(&self) -> &str {
                &self.0.region
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0.text
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!(stringify!($name), "({})"), self.as_str())
            }
        }
    };
}

identifier!(
    /// Names an organisation: its home region, and 128 random bits.
    OrganizationId
);
identifier!(
    /// Names a membership: the member's home region, and 128 random bits that say nothing about the person.
    MembershipId
);

#[cfg(test)]
mod tests {
    use domicile_residency::RegionName;
    use proptest::prelude::*;

    use super::{MembershipId, OrganizationId};

    #[test]
    fn an_identifier_says_which_region_keeps_the_record() {
        let eu = RegionName::parse("eu").unwrap();
        let id = OrganizationId::random(&eu).unwrap();
        assert_eq!(id.region(), "eu");
        assert_eq!(OrganizationId::parse(id.as_str()), Ok(id));
        for bad in [
            "",
            "eu",
            "eu.",
            "eu.short",
            ".aaaaaaaaaaaaaaaaaaaaaa",
            "EU.aaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(MembershipId::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_what_it_accepts_it_spells_back(text in "\\PC{0,60}") {
            if let Ok(id) = MembershipId::parse(&text) {
                prop_assert_eq!(id.as_str(), text);
            }
        }
    }
}
