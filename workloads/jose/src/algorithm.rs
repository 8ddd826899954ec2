//! The algorithms of RFC 7518, section 3.1 and RFC 8037, section 3.1 that are used here.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::digest::{self, digest};
use serde::{Deserialize, Serialize};

/// A signature algorithm, by its JOSE name.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256.
    #[default]
    ES256,
    /// Ed25519.
    EdDSA,
    /// RSASSA-PSS with SHA-256, for clients of FAPI.
    PS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, for old clients.
    RS256,
}

/// A name that is no algorithm of ours.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not ES256, EdDSA, PS256 or RS256")]
pub struct UnknownAlgorithm;

impl Algorithm {
    /// All of them, the preferred first.
    pub const ALL: [Self; 4] = [Self::ES256, Self::EdDSA, Self::PS256, Self::RS256];

    /// Its name in `alg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ES256 => "ES256",
            Self::EdDSA => "EdDSA",
            Self::PS256 => "PS256",
            Self::RS256 => "RS256",
        }
    }

    /// The hash of a text as `at_hash` and `c_hash` have it (`OpenID` Connect Core, sections 3.1.3.6 and 3.3.2.11):
    /// the left half of the digest that belongs to the algorithm, which for Ed25519 is SHA-512.
    pub fn half_hash(self, text: &str) -> String {
        let digest = match self {
            Self::ES256 | Self::PS256 | Self::RS256 => digest(&digest::SHA256, text.as_bytes()),
            Self::EdDSA => digest(&digest::SHA512, text.as_bytes()),
        };
        let bytes = digest.as_ref();
        Base64UrlUnpadded::encode_string(&bytes[..bytes.len() / 2])
    }
}

impl std::fmt::Display for Algorithm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::str::FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(name: &str) -> Result<Self, UnknownAlgorithm> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
            .ok_or(UnknownAlgorithm)
    }
}

#[cfg(test)]
mod tests {
    use super::Algorithm;

    #[test]
    fn names_are_exact() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
            assert_eq!(serde_json::json!(algorithm), algorithm.name());
        }
        for stranger in [
            "none", "None", "HS256", "es256", "ES256 ", "ES384", "RS1", "",
        ] {
            assert!(stranger.parse::<Algorithm>().is_err(), "{stranger}");
        }
    }

    #[test]
    fn the_half_hash_has_the_length_of_the_algorithms_digest() {
        assert_eq!(Algorithm::ES256.half_hash("x").len(), 22);
        assert_eq!(Algorithm::EdDSA.half_hash("x").len(), 43);
        // The example of OpenID Connect Core, appendix A.3.
        assert_eq!(
            Algorithm::RS256.half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
    }
}
