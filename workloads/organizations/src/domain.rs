//! Proof that an organisation holds a mail domain: a TXT record that only who runs the domain can publish, or a code
//! mailed to an address that only who runs the domain can read.

use url::Host;

/// Label of the TXT record, before the domain.
const TXT_LABEL: &str = "_domicile-organization";
/// What the TXT record begins with.
const TXT_PREFIX: &str = "domicile-organization=";

/// Names of mailboxes that belong to who runs a domain (RFC 2142; the list of the CA/Browser Forum's Baseline
/// Requirements, section 3.2.2.4.4). Any other mailbox proves itself, not its domain.
pub const MAILBOXES: [&str; 5] = [
    "admin",
    "administrator",
    "hostmaster",
    "postmaster",
    "webmaster",
];

/// A mail domain in ASCII form and lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailDomain(String);

/// The text is no mail domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a domain looks like `example.com`")]
pub struct DomainError;

impl MailDomain {
    /// Reads a domain; IDNA is applied.
    ///
    /// # Errors
    /// When it is no domain name of at least two labels.
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        let text = text.trim().trim_end_matches('.');
        let Ok(Host::Domain(domain)) = Host::parse(text) else {
            return Err(DomainError);
        };
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let good = domain.len() <= 190 && domain.contains('.') && domain.split('.').all(label);
        good.then_some(Self(domain)).ok_or(DomainError)
    }

    /// The domain.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an address is of this very domain; subdomains are other domains.
    pub fn has(&self, normalised_address: &str) -> bool {
        normalised_address
            .rsplit_once('@')
            .is_some_and(|(_, domain)| domain == self.0)
    }

    /// Name of the TXT record that proves it.
    pub fn txt_name(&self) -> String {
        format!("{TXT_LABEL}.{}", self.0)
    }

    /// Value of the TXT record that proves it.
    pub fn txt_value(token: &str) -> String {
        format!("{TXT_PREFIX}{token}")
    }

    /// Whether these TXT records prove it.
    pub fn is_proven_by<'a>(records: impl IntoIterator<Item = &'a str>, token: &str) -> bool {
        let expected = Self::txt_value(token);
        records.into_iter().any(|record| record.trim() == expected)
    }

    /// The address of one of the [`MAILBOXES`].
    pub fn mailbox(&self, name: &str) -> Option<String> {
        MAILBOXES
            .contains(&name)
            .then(|| format!("{name}@{}", self.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::MailDomain;

    #[test]
    fn a_domain_is_proven_by_its_own_record_and_nothing_else() {
        let domain = MailDomain::parse("Bücher.Example.").unwrap();
        assert_eq!(domain.as_str(), "xn--bcher-kva.example");
        assert_eq!(
            domain.txt_name(),
            "_domicile-organization.xn--bcher-kva.example"
        );
        assert!(MailDomain::is_proven_by(
            ["v=spf1", "domicile-organization=abc"],
            "abc"
        ));
        assert!(!MailDomain::is_proven_by(
            ["domicile-organization=abcd"],
            "abc"
        ));
        assert!(domain.has("a@xn--bcher-kva.example"));
        assert!(!domain.has("a@mail.xn--bcher-kva.example"));
        assert!(!domain.has("a@evil-xn--bcher-kva.example"));
    }

    #[test]
    fn only_mailboxes_of_who_runs_the_domain_prove_it() {
        let domain = MailDomain::parse("example.com").unwrap();
        assert_eq!(
            domain.mailbox("postmaster").as_deref(),
            Some("postmaster@example.com")
        );
        assert_eq!(domain.mailbox("somebody"), None);
        assert_eq!(domain.mailbox("postmaster@evil.example,postmaster"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_reading_twice_changes_nothing(text in "\\PC{0,60}") {
            if let Ok(domain) = MailDomain::parse(&text) {
                prop_assert_eq!(MailDomain::parse(domain.as_str()), Ok(domain));
            }
        }
    }
}
