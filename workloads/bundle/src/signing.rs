//! What tokens are signed with: what the tenant offers, and what each client gets.

use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

use crate::SecurityProfile;

/// Algorithms that every region of the tenant has keys for, the default first. [`Algorithm::ES256`] is always among
/// them: hand-offs between regions are signed with it, and access tokens where an API names nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Algorithm>", into = "Vec<Algorithm>")]
pub struct SigningAlgorithms(Vec<Algorithm>);

impl SigningAlgorithms {
    /// Those, each once, and [`Algorithm::ES256`] where they leave it out.
    pub fn of(preferred: impl IntoIterator<Item = Algorithm>) -> Self {
        let mut algorithms = Vec::new();
        for algorithm in preferred.into_iter().chain([Algorithm::ES256]) {
            if !algorithms.contains(&algorithm) {
                algorithms.push(algorithm);
            }
        }
        Self(algorithms)
    }

    /// All of them, the default first.
    pub fn as_slice(&self) -> &[Algorithm] {
        &self.0
    }

    /// Whether there are keys for one.
    pub fn contains(&self, algorithm: Algorithm) -> bool {
        self.0.contains(&algorithm)
    }

    /// What a client of a profile gets where it does not say: the first that the profile allows.
    pub fn default_of(&self, profile: SecurityProfile) -> Algorithm {
        let mut allowed = self.0.iter().copied();
        allowed
            .find(|algorithm| profile.algorithms().contains(algorithm))
            .unwrap_or(Algorithm::ES256)
    }
}

impl Default for SigningAlgorithms {
    fn default() -> Self {
        Self::of([])
    }
}

impl From<Vec<Algorithm>> for SigningAlgorithms {
    fn from(algorithms: Vec<Algorithm>) -> Self {
        Self::of(algorithms)
    }
}

impl From<SigningAlgorithms> for Vec<Algorithm> {
    fn from(algorithms: SigningAlgorithms) -> Self {
        algorithms.0
    }
}

/// What is signed for a client, and with what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResponseSigning {
    /// ID tokens (`id_token_signed_response_alg`), and logout tokens, which are signed with the same keys (Back-Channel
    /// Logout 1.0, section 2.4).
    pub id_token: Algorithm,
    /// Answers of the authorization endpoint where the request wants them signed (`authorization_signed_response_alg`
    /// of JARM).
    pub authorization: Algorithm,
    /// Userinfo (`userinfo_signed_response_alg`); plain JSON where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo: Option<Algorithm>,
}

#[cfg(test)]
mod tests {
    use domicile_jose::Algorithm::{ES256, EdDSA, PS256, RS256};
    use serde_json::json;

    use super::{ResponseSigning, SigningAlgorithms};
    use crate::SecurityProfile;

    #[test]
    fn es256_is_always_there_and_nothing_twice() {
        let of = |list: &[_]| SigningAlgorithms::of(list.iter().copied());
        assert_eq!(of(&[]).as_slice(), [ES256]);
        assert_eq!(of(&[RS256]).as_slice(), [RS256, ES256]);
        assert_eq!(of(&[ES256, RS256, ES256]).as_slice(), [ES256, RS256]);
        assert!(of(&[PS256]).contains(PS256) && !of(&[PS256]).contains(EdDSA));
        let read: SigningAlgorithms = serde_json::from_value(json!(["RS256"])).unwrap();
        assert_eq!(json!(read), json!(["RS256", "ES256"]));
    }

    #[test]
    fn the_default_is_the_first_that_the_profile_allows() {
        let offered = SigningAlgorithms::of([RS256, PS256]);
        assert_eq!(offered.default_of(SecurityProfile::None), RS256);
        assert_eq!(offered.default_of(SecurityProfile::Fapi2), PS256);
        let old = SigningAlgorithms::of([RS256]);
        assert_eq!(old.default_of(SecurityProfile::Fapi2), ES256);
    }

    #[test]
    fn what_an_earlier_version_wrote_is_signed_with_es256() {
        let plain = ResponseSigning::default();
        assert_eq!((plain.id_token, plain.authorization), (ES256, ES256));
        assert_eq!(plain.userinfo, None);
    }
}
