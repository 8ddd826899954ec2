//! Makers of authenticators that are trusted.

use x509_parser::{parse_x509_certificate, pem::parse_x509_pem};

use crate::{model::TenantSettings, proof::Facts, rules::Violation};

/// Whoever makes a passkey can be found to be one of the makers: their certificates can be read.
pub(super) fn makers_can_be_recognised(_: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let makers = tenant.sign_in.passkey_makers.iter().enumerate();
    makers
        .filter(|(_, maker)| !is_certificate(&maker.certificate))
        .map(|(index, _)| {
            let path = format!("spec.signIn.passkeys.makers[{index}].certificate");
            let message = "a person could make no passkey with this maker's keys: the certificate cannot be read; write the \
                           root certificate that the maker publishes, in PEM";
            Violation::new(path, message)
        })
        .collect()
}

fn is_certificate(pem: &str) -> bool {
    let Ok((rest, block)) = parse_x509_pem(pem.as_bytes()) else {
        return false;
    };
    rest.trim_ascii().is_empty()
        && parse_x509_certificate(&block.contents).is_ok_and(|(rest, _)| rest.is_empty())
}
