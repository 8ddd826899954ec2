//! Nonces of ours (RFC 9449, section 8), for clients whose clock is wrong. Nothing is stored: a nonce is a stretch of
//! time with a keyed hash, good in that stretch and the next, in every region of the tenant.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_service::Key32;

/// Length of a stretch.
const STRETCH_SECONDS: i64 = 150;

/// The nonce of now.
pub fn current(key: &Key32, now: i64) -> String {
    of_stretch(key, now / STRETCH_SECONDS)
}

/// Whether it is the nonce of now or of a moment ago. Both sides of the comparison are outputs of a keyed hash.
pub fn is_fresh(key: &Key32, nonce: &str, now: i64) -> bool {
    let stretch = now / STRETCH_SECONDS;
    [stretch, stretch - 1]
        .into_iter()
        .any(|stretch| of_stretch(key, stretch) == nonce)
}

fn of_stretch(key: &Key32, stretch: i64) -> String {
    let hash = key.hmac_sha256(format!("dpop-nonce:{stretch}").as_bytes());
    Base64UrlUnpadded::encode_string(&hash[..24])
}

#[cfg(test)]
mod tests {
    use domicile_service::Key32;

    use super::{current, is_fresh};

    #[test]
    fn a_nonce_is_good_for_a_few_minutes() {
        let key = Key32::from_bytes([1; 32]);
        let nonce = current(&key, 1_000_000);
        assert!(is_fresh(&key, &nonce, 1_000_000));
        assert!(is_fresh(&key, &nonce, 1_000_000 + 150));
        assert!(!is_fresh(&key, &nonce, 1_000_000 + 300));
        assert!(!is_fresh(&key, &nonce, 1_000_000 - 150));
        assert!(!is_fresh(&Key32::from_bytes([2; 32]), &nonce, 1_000_000));
        assert!(!is_fresh(&key, "", 1_000_000));
    }
}
