//! Makers of authenticators that are trusted (section 6.5.4, attestation).

use std::collections::BTreeMap;

use uuid::Uuid;
use webauthn_rs::prelude::{AttestationCaList, AttestationCaListBuilder};

use super::PasskeyError;

/// A maker whose authenticators are taken.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'a> {
    /// The certificate that its attestations chain to, in PEM.
    pub certificate: &'a str,
    /// AAGUIDs of the models that are taken; none means all.
    pub models: &'a [String],
}

/// What attestations are checked against.
pub(super) fn trusted(makers: &[Maker<'_>]) -> Result<AttestationCaList, PasskeyError> {
    let mut all = AttestationCaList::default();
    for maker in makers {
        all.union(&of(*maker).ok_or(PasskeyError::Makers)?);
    }
    Ok(all)
}

fn of(maker: Maker<'_>) -> Option<AttestationCaList> {
    let certificate = maker.certificate.as_bytes();
    if maker.models.is_empty() {
        return AttestationCaList::try_from(certificate).ok();
    }
    let mut models = AttestationCaListBuilder::new();
    for model in maker.models {
        let aaguid = Uuid::parse_str(model).ok()?;
        models
            .insert_device_pem(certificate, aaguid, String::new(), BTreeMap::new())
            .ok()?;
    }
    Some(models.build())
}
