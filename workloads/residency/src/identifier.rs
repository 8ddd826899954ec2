//! Identifiers of people: one spelling, and the keyed digest under which a person is found.
//!
//! The digest is HMAC-SHA-256 under the tenant's `locate.key`, which is the same in every region, so that a region
//! can be asked "is this person yours?" without hearing who. It is pseudonymous data all the same.

use std::fmt;

use url::Host;

/// Longest address that SMTP carries (RFC 5321, section 4.5.3.1.3, less the angle brackets).
const ADDRESS_BYTES: usize = 254;
/// Longest part before the `@` (RFC 5321, section 4.5.3.1.1).
const LOCAL_PART_BYTES: usize = 64;

/// An e-mail address as it was typed, and as it is compared.
///
/// `Debug` shows nothing of it: addresses must not reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    written: String,
    normalised: String,
}

/// The text is no e-mail address that mail could be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: expected `name@domain`")]
pub struct EmailError;

impl EmailAddress {
    /// Reads an address: white space around it is dropped, the domain is put into its ASCII form (IDNA), and for
    /// comparison everything is lower case.
    ///
    /// # Errors
    /// When there is no name, no domain, or something that no mail server would take unquoted.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        if local.is_empty()
            || local.len() > LOCAL_PART_BYTES
            || !local.chars().all(local_part_may_have)
        {
            return Err(EmailError);
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(EmailError);
        }
        let Ok(Host::Domain(domain)) = Host::parse(domain) else {
            return Err(EmailError);
        };
        if !is_mail_domain(&domain) {
            return Err(EmailError);
        }
        let written = format!("{local}@{domain}");
        let normalised = written.to_lowercase();
        if written.len() > ADDRESS_BYTES || normalised.len() > ADDRESS_BYTES {
            return Err(EmailError);
        }
        Ok(Self {
            written,
            normalised,
        })
    }

    /// For sending mail to, and for showing to the person.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// For comparing; equal for every spelling of one address.
    pub fn normalised(&self) -> &str {
        &self.normalised
    }
}

/// Dot-atom characters (RFC 5322, section 3.2.3) and letters beyond ASCII (RFC 6531).
fn local_part_may_have(character: char) -> bool {
    character.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(character)
}

fn is_mail_domain(domain: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EmailAddress(…)")
    }
}

/// HMAC-SHA-256 of an identifier under `locate.key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits, as the mesh carries it.
    pub fn to_hex(self) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        self.0
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect()
    }

    /// Reads what [`to_hex`](Self::to_hex) wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64
            || !text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return None;
        }
        let mut bytes = [0_u8; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    fn keyed(keyed_hash: impl Fn(&[u8]) -> [u8; 32], kind: &str, value: &str) -> Self {
        Self(keyed_hash(format!("{kind}:{value}").as_bytes()))
    }
}

/// The digest of an e-mail address: `HMAC(locate.key, "email:" || normalised)`.
///
/// `keyed_hash` is HMAC-SHA-256 under `locate.key`, for example `|message| key.hmac_sha256(message)`.
pub fn digest_of_email(keyed_hash: impl Fn(&[u8]) -> [u8; 32], address: &EmailAddress) -> Digest {
    Digest::keyed(keyed_hash, "email", address.normalised())
}

/// The digest of a telephone number: `HMAC(locate.key, "phone:" || number)`; `keyed_hash` as in [`digest_of_email`], the
/// number as E.164 writes it.
pub fn digest_of_telephone_number(keyed_hash: impl Fn(&[u8]) -> [u8; 32], number: &str) -> Digest {
    Digest::keyed(keyed_hash, "phone", number)
}

/// The digest of a subject: `HMAC(locate.key, "sub:" || subject)`; `keyed_hash` as in [`digest_of_email`].
pub fn digest_of_subject(keyed_hash: impl Fn(&[u8]) -> [u8; 32], subject: &str) -> Digest {
    Digest::keyed(keyed_hash, "sub", subject)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Digest, EmailAddress, digest_of_email, digest_of_subject};

    fn keyed(key: [u8; 32]) -> impl Fn(&[u8]) -> [u8; 32] {
        move |message| {
            let tag = ring::hmac::sign(
                &ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &key),
                message,
            );
            tag.as_ref().try_into().unwrap()
        }
    }

    #[test]
    fn spellings_of_one_address_have_one_digest() {
        let digest =
            |text: &str| digest_of_email(keyed([7; 32]), &EmailAddress::parse(text).unwrap());
        let plain = digest("camille@bücher.example");
        for spelling in [
            " camille@bücher.example ",
            "CAMILLE@BÜCHER.example",
            "camille@xn--bcher-kva.example",
        ] {
            assert_eq!(digest(spelling), plain, "{spelling}");
        }
        assert_ne!(digest("camile@bücher.example"), plain);
    }

    #[test]
    fn what_no_mail_server_would_take_is_refused() {
        let long = format!("{}@a.example", "a".repeat(65));
        for bad in [
            "",
            "@",
            "a@",
            "@a.example",
            "a@localhost",
            "a b@a.example",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a\r\nBcc: b@a.example",
            "a@a..example",
            "a@-a.example",
            ".a@a.example",
            "a..b@a.example",
            "\"a\"@a.example",
            "a@b@a.example",
            "a<b@a.example",
            &long,
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_digest_depends_on_key_and_kind() {
        let address = EmailAddress::parse("a@a.example").unwrap();
        assert_ne!(
            digest_of_email(keyed([1; 32]), &address),
            digest_of_email(keyed([2; 32]), &address)
        );
        assert_ne!(
            digest_of_subject(keyed([1; 32]), "a@a.example"),
            digest_of_email(keyed([1; 32]), &address)
        );
    }

    #[test]
    fn an_address_shows_nothing_in_debug_output() {
        assert_eq!(
            format!("{:?}", EmailAddress::parse("a@a.example").unwrap()),
            "EmailAddress(…)"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_reading_twice_changes_nothing(text in "\\PC{0,40}@?\\PC{0,40}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                let again = EmailAddress::parse(address.normalised());
                prop_assert_eq!(again.as_ref().map(EmailAddress::normalised), Ok(address.normalised()));
                prop_assert!(!address.written().contains(char::is_whitespace));
                prop_assert!(!address.written().contains(char::is_control));
            }
        }

        #[test]
        fn a_digest_is_read_back_from_its_hexadecimal_form(subject in "\\PC{0,30}") {
            let digest = digest_of_subject(keyed([3; 32]), &subject);
            prop_assert_eq!(Digest::from_hex(&digest.to_hex()), Some(digest));
        }

        #[test]
        fn other_texts_are_no_digest(text in "\\PC{0,70}") {
            if let Some(digest) = Digest::from_hex(&text) {
                prop_assert_eq!(digest.to_hex(), text);
            }
        }
    }
}
