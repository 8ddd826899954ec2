//! Proof Key for Code Exchange (RFC 7636), method S256 and no other.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::digest::{SHA256, digest};

/// Characters of a SHA-256 in base64url.
const CHALLENGE_LENGTH: usize = 43;

/// Whether a text can be an S256 challenge.
pub fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE_LENGTH
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Whether a verifier belongs to a challenge (RFC 7636, section 4.6).
pub fn fits(verifier: &str, challenge: &str) -> bool {
    let well_formed = (43..=128).contains(&verifier.len())
        && verifier
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    well_formed && challenge_of(verifier) == challenge
}

/// The challenge of a verifier.
pub fn challenge_of(verifier: &str) -> String {
    Base64UrlUnpadded::encode_string(digest(&SHA256, verifier.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{challenge_of, fits, is_challenge};

    #[test]
    fn the_example_of_rfc_7636_fits() {
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(is_challenge(challenge));
        assert!(fits(
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            challenge
        ));
        assert!(!fits(
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl",
            challenge
        ));
    }

    #[test]
    fn a_plain_challenge_is_no_proof() {
        let verifier = "a".repeat(43);
        assert!(!fits(&verifier, &verifier));
    }

    proptest! {
        #[test]
        fn only_the_verifier_of_a_challenge_fits(one in "[A-Za-z0-9._~-]{43,128}", other in "[A-Za-z0-9._~-]{43,128}") {
            prop_assert!(fits(&one, &challenge_of(&one)));
            prop_assert_eq!(fits(&other, &challenge_of(&one)), one == other);
        }
    }
}
