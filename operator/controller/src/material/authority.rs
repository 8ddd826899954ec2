//! The tenant's certificate authority: signs mesh identities, PostgreSQL's certificate and the trial certificate.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};

use super::{
    ExistingSecrets, MaterialError, SecretData,
    certificate::{CertificateFacts, is_due, serial_number},
    prepared_secret::{PreparedSecret, Retention, SecretKind},
};
use crate::build::names::TenantScope;

/// Key of the authority's certificate, here and in every Secret that trusts it.
pub const CERTIFICATE: &str = "ca.crt";
/// Key of the authority's private key.
pub const PRIVATE_KEY: &str = "ca.key";
/// How long the authority's certificate is good. It is renewed with the same key, so that what it signed stays good.
const LIFETIME: Duration = Duration::days(3650);

/// The tenant's certificate authority. Its debug form does not show the key.
#[derive(Clone)]
pub struct Authority {
    secret: String,
    certificate: String,
    private_key: String,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Authority")
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

impl Authority {
    /// The authority that exists, or a new one; its certificate renewed when two thirds of its life are over.
    ///
    /// # Errors
    /// When what exists is incomplete or cannot be read.
    pub fn prepare(
        scope: &TenantScope,
        existing: &ExistingSecrets,
        now: OffsetDateTime,
    ) -> Result<Self, MaterialError> {
        let secret = scope.authority_secret();
        let Some(data) = existing.get(&secret) else {
            let key = KeyPair::generate().map_err(|source| failed(scope, source))?;
            let certificate = self_signed(scope, &key, now)?;
            return Ok(Self {
                secret,
                certificate,
                private_key: key.serialize_pem(),
            });
        };
        let text = |key: &str| {
            let missing = || MaterialError::Incomplete {
                secret: secret.clone(),
                key: key.to_owned(),
            };
            data.text(key).map(str::to_owned).ok_or_else(missing)
        };
        let (certificate, private_key) = (text(CERTIFICATE)?, text(PRIVATE_KEY)?);
        let invalid = |key: &str, problem| MaterialError::Invalid {
            secret: secret.clone(),
            key: key.to_owned(),
            problem,
        };
        let key = KeyPair::from_pem(&private_key)
            .map_err(|_| invalid(PRIVATE_KEY, "is not a PKCS#8 private key in PEM"))?;
        let facts = CertificateFacts::read(&certificate)
            .ok_or_else(|| invalid(CERTIFICATE, "is not an X.509 certificate in PEM"))?;
        if facts.public_key != key.public_key_raw() {
            return Err(invalid(
                CERTIFICATE,
                "does not belong to the private key beside it",
            ));
        }
        let certificate = if is_due(&facts, now) {
            self_signed(scope, &key, now)?
        } else {
            certificate
        };
        Ok(Self {
            secret,
            certificate,
            private_key,
        })
    }

    /// The authority's certificate in PEM, which everyone of the tenant trusts.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// The authority as the signer of other certificates.
    ///
    /// # Errors
    /// When certificate or key cannot be read.
    pub fn issuer(&self) -> Result<Issuer<'static, KeyPair>, rcgen::Error> {
        Issuer::from_ca_cert_pem(&self.certificate, KeyPair::from_pem(&self.private_key)?)
    }

    /// The Secret that keeps it. No pod mounts it.
    pub fn to_secret(&self) -> PreparedSecret {
        PreparedSecret {
            name: self.secret.clone(),
            kind: SecretKind::Opaque,
            retention: Retention::BeyondTenant,
            data: SecretData::default()
                .with(CERTIFICATE, self.certificate.as_str())
                .with(PRIVATE_KEY, self.private_key.as_str()),
        }
    }
}

fn self_signed(
    scope: &TenantScope,
    key: &KeyPair,
    now: OffsetDateTime,
) -> Result<String, MaterialError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(
        DnType::CommonName,
        format!("Domicile authority of {}", scope.tenant),
    );
    params
        .distinguished_name
        .push(DnType::OrganizationName, scope.namespace.as_str());
    params.not_before = now - Duration::hours(1);
    params.not_after = now + LIFETIME;
    params.serial_number = Some(serial_number()?);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let certificate = params
        .self_signed(key)
        .map_err(|source| failed(scope, source))?;
    Ok(certificate.pem())
}

fn failed(scope: &TenantScope, source: rcgen::Error) -> MaterialError {
    MaterialError::Certificate {
        subject: format!("the authority of {}", scope.tenant),
        source,
    }
}
