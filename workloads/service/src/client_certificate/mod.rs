//! The certificate that a client showed in its TLS handshake (RFC 8705).
//!
//! Any certificate is taken, self-signed ones too: that the client holds its key is proven by the handshake, and
//! what the certificate is worth is for the handler to say, by thumbprint, subject or registered key.

mod acceptor;
mod carried;
mod distinguished_name;
mod verifier;

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use axum::{extract::OptionalFromRequestParts, http::request::Parts};
use base64ct::{Base64UrlUnpadded, Encoding};
use ring::digest::{SHA256, digest};
use x509_parser::{
    extensions::GeneralName,
    prelude::{FromDer, X509Certificate},
};

pub(crate) use acceptor::PublicAcceptor;
pub use carried::HEADER;
pub use distinguished_name::{DistinguishedName, NotADistinguishedName};
pub(crate) use verifier::AnyCertificate;

/// A client's certificate. Cheap to clone.
///
/// As an optional argument of a handler it is what the connection showed, or, over the mesh, what the auth workload
/// of another region says that its connection showed.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCertificate(Arc<Facts>);

#[derive(PartialEq, Eq)]
struct Facts {
    der: Vec<u8>,
    thumbprint: String,
    subject: DistinguishedName,
    names: AlternativeNames,
    public_key_info: Vec<u8>,
    valid: std::ops::RangeInclusive<i64>,
}

/// Subject alternative names (RFC 5280, section 4.2.1.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlternativeNames {
    /// `dNSName`.
    pub dns: Vec<String>,
    /// `uniformResourceIdentifier`.
    pub uri: Vec<String>,
    /// `iPAddress`.
    pub ip: Vec<IpAddr>,
    /// `rfc822Name`.
    pub email: Vec<String>,
}

impl ClientCertificate {
    /// Reads a certificate in DER; nothing when it is none.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let (rest, certificate) = X509Certificate::from_der(der).ok()?;
        rest.is_empty().then_some(())?;
        let validity = certificate.validity();
        Some(Self(Arc::new(Facts {
            der: der.to_vec(),
            thumbprint: Base64UrlUnpadded::encode_string(digest(&SHA256, der).as_ref()),
            subject: DistinguishedName::of(certificate.subject()),
            names: alternative_names(&certificate),
            public_key_info: certificate.public_key().raw.to_vec(),
            valid: validity.not_before.timestamp()..=validity.not_after.timestamp(),
        })))
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// `x5t#S256`: SHA-256 of the DER as base64url (RFC 8705, section 3.1).
    pub fn thumbprint(&self) -> &str {
        &self.0.thumbprint
    }

    /// The subject, to be compared with `tls_client_auth_subject_dn` (RFC 8705, section 2.1.2).
    pub fn subject(&self) -> &DistinguishedName {
        &self.0.subject
    }

    /// Subject alternative names.
    pub fn alternative_names(&self) -> &AlternativeNames {
        &self.0.names
    }

    /// `SubjectPublicKeyInfo` in DER: two certificates of one key have the same.
    pub fn public_key_info(&self) -> &[u8] {
        &self.0.public_key_info
    }

    /// Whether it is valid at a time, in seconds since 1970.
    pub fn is_valid_at(&self, seconds: i64) -> bool {
        self.0.valid.contains(&seconds)
    }
}

/// Names people, so that only the thumbprint is shown.
impl std::fmt::Debug for ClientCertificate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("ClientCertificate")
            .field(&self.0.thumbprint)
            .finish()
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for ClientCertificate {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        let shown = parts.extensions.get::<Option<Self>>().cloned().flatten();
        Ok(shown.or_else(|| carried::by_peer(parts)))
    }
}

fn alternative_names(certificate: &X509Certificate<'_>) -> AlternativeNames {
    let mut names = AlternativeNames::default();
    let Ok(Some(extension)) = certificate.subject_alternative_name() else {
        return names;
    };
    for name in &extension.value.general_names {
        match name {
            GeneralName::DNSName(name) => names.dns.push((*name).to_owned()),
            GeneralName::URI(name) => names.uri.push((*name).to_owned()),
            GeneralName::RFC822Name(name) => names.email.push((*name).to_owned()),
            GeneralName::IPAddress(bytes) => names.ip.extend(address(bytes)),
            _ => {}
        }
    }
    names
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(four.into());
    }
    <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from)
}

#[cfg(test)]
mod tests;
