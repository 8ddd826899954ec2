//! Certificates that the tenant's authority signs, and when they are replaced.

use std::collections::BTreeSet;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair,
    KeyUsagePurpose, SerialNumber,
};
use time::{Duration, OffsetDateTime};
use x509_parser::{extensions::GeneralName, pem::parse_x509_pem, x509::SubjectPublicKeyInfo};

use super::{MaterialError, SecretData, authority, authority::Authority, random};

/// Key of the certificate in a Secret of type `kubernetes.io/tls`.
pub const CERTIFICATE: &str = "tls.crt";
/// Key of the private key in a Secret of type `kubernetes.io/tls`.
pub const PRIVATE_KEY: &str = "tls.key";
/// How long a certificate is good.
const LIFETIME: Duration = Duration::days(90);
/// How far back a certificate is already good, for clocks that are late.
const BACKDATED: Duration = Duration::hours(1);

/// What a certificate should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Every DNS name, in order.
    pub dns_names: BTreeSet<String>,
    /// What it is for.
    pub usage: Usage,
}

/// What a certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// A server that browsers or database clients reach.
    Server,
    /// A workload that is server and client of the mesh.
    Mesh,
}

/// Why a certificate is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// There is none.
    Missing,
    /// There is one that cannot be read, or whose key is another.
    Unreadable,
    /// It names other hosts than wanted.
    OtherNames,
    /// The tenant's authority has not signed it.
    OtherAuthority,
    /// Two thirds of its life are over.
    Due,
}

/// What is read from a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// DNS names.
    pub dns_names: BTreeSet<String>,
    /// Good from.
    pub not_before: OffsetDateTime,
    /// Good until.
    pub not_after: OffsetDateTime,
    /// The public key's bits.
    pub public_key: Vec<u8>,
}

impl CertificateFacts {
    /// Reads the first certificate of a PEM text.
    pub fn read(pem: &str) -> Option<Self> {
        let (_, pem) = parse_x509_pem(pem.as_bytes()).ok()?;
        let certificate = pem.parse_x509().ok()?;
        let names = certificate.subject_alternative_name().ok()?;
        let dns_names = names
            .iter()
            .flat_map(|names| &names.value.general_names)
            .filter_map(|name| match name {
                GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
            .collect();
        Some(Self {
            dns_names,
            not_before: certificate.validity().not_before.to_datetime(),
            not_after: certificate.validity().not_after.to_datetime(),
            public_key: certificate.public_key().subject_public_key.data.to_vec(),
        })
    }
}

/// Whether two thirds of a certificate's life are over.
pub fn is_due(facts: &CertificateFacts, now: OffsetDateTime) -> bool {
    now >= renewal_time(facts)
}

fn renewal_time(facts: &CertificateFacts) -> OffsetDateTime {
    facts.not_before + (facts.not_after - facts.not_before) * 2 / 3
}

/// When the certificate of a Secret is to be replaced, if it can be read.
pub fn renew_at(data: &SecretData) -> Option<OffsetDateTime> {
    data.text(CERTIFICATE)
        .and_then(CertificateFacts::read)
        .map(|facts| renewal_time(&facts))
}

/// Whether, and why, a certificate must be made anew. Deterministic: the same answer for the same arguments.
pub fn needs_renewal(
    existing: Option<&SecretData>,
    wanted: &Wanted,
    authority: &Authority,
    now: OffsetDateTime,
) -> Option<Renewal> {
    let Some(data) = existing else {
        return Some(Renewal::Missing);
    };
    let (Some(pem), Some(key)) = (data.text(CERTIFICATE), data.text(PRIVATE_KEY)) else {
        return Some(Renewal::Missing);
    };
    let (Some(facts), Ok(key)) = (CertificateFacts::read(pem), KeyPair::from_pem(key)) else {
        return Some(Renewal::Unreadable);
    };
    if facts.public_key != key.public_key_raw() {
        Some(Renewal::Unreadable)
    } else if facts.dns_names != wanted.dns_names {
        Some(Renewal::OtherNames)
    } else if !is_signed_by(pem, authority.certificate()) {
        Some(Renewal::OtherAuthority)
    } else if is_due(&facts, now) {
        Some(Renewal::Due)
    } else {
        None
    }
}

/// What a Secret with a certificate should hold: what it holds where that is still good, else a new one.
///
/// # Errors
/// When the authority cannot sign.
pub fn prepare(
    existing: Option<&SecretData>,
    wanted: &Wanted,
    authority: &Authority,
    now: OffsetDateTime,
) -> Result<SecretData, MaterialError> {
    let kept = existing.filter(|_| needs_renewal(existing, wanted, authority, now).is_none());
    let pair = kept.and_then(|data| Some((data.text(CERTIFICATE)?, data.text(PRIVATE_KEY)?)));
    let (certificate, private_key) = match pair {
        Some((certificate, key)) => (certificate.to_owned(), key.to_owned()),
        None => issue(wanted, authority, now).map_err(|source| MaterialError::Certificate {
            subject: wanted.dns_names.first().cloned().unwrap_or_default(),
            source,
        })?,
    };
    Ok(SecretData::default()
        .with(CERTIFICATE, certificate)
        .with(PRIVATE_KEY, private_key)
        .with(authority::CERTIFICATE, authority.certificate()))
}

/// A random serial number of 127 bits (RFC 5280, section 4.1.2.2 wants it positive and unique).
///
/// # Errors
/// When the system gives no random numbers.
pub fn serial_number() -> Result<SerialNumber, MaterialError> {
    let mut bytes = random::bytes()?;
    bytes[0] &= 0x7f;
    Ok(SerialNumber::from_slice(&bytes[..16]))
}

fn issue(
    wanted: &Wanted,
    authority: &Authority,
    now: OffsetDateTime,
) -> Result<(String, String), rcgen::Error> {
    let mut params = CertificateParams::new(wanted.dns_names.iter().cloned().collect::<Vec<_>>())?;
    // Names are in the subject alternative names alone (RFC 9525, section 2): a common name of more than 64
    // characters would be refused by some clients.
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Domicile");
    params.not_before = now - BACKDATED;
    params.not_after = now + LIFETIME;
    params.serial_number = serial_number().ok();
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = match wanted.usage {
        Usage::Server => vec![ExtendedKeyUsagePurpose::ServerAuth],
        Usage::Mesh => {
            vec![
                ExtendedKeyUsagePurpose::ServerAuth,
                ExtendedKeyUsagePurpose::ClientAuth,
            ]
        }
    };
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &authority.issuer()?)?;
    Ok((certificate.pem(), key.serialize_pem()))
}

fn is_signed_by(pem: &str, authority: &str) -> bool {
    let signed = |key: &SubjectPublicKeyInfo<'_>| {
        let (_, pem) = parse_x509_pem(pem.as_bytes()).ok()?;
        pem.parse_x509().ok()?.verify_signature(Some(key)).ok()
    };
    let verdict = || {
        let (_, pem) = parse_x509_pem(authority.as_bytes()).ok()?;
        let authority = pem.parse_x509().ok()?;
        signed(authority.public_key())
    };
    verdict().is_some()
}
