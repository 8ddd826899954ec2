//! What a client shows to prove itself, before anything of it is believed.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use base64ct::{Base64, Encoding};
use domicile_bundle::ClientAuthenticationMethod;
use domicile_service::ClientCertificate;
use url::form_urlencoded;

use super::{Disbelief, assertion};
use crate::web::parameters::Parameters;

/// What of a request, beside its form, says who calls. An extractor of handlers.
#[derive(Clone, Debug, Default)]
pub struct Presented {
    authorization: Option<HeaderValue>,
    certificate: Option<ClientCertificate>,
}

impl<S: Send + Sync> FromRequestParts<S> for Presented {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let certificate =
            <ClientCertificate as OptionalFromRequestParts<S>>::from_request_parts(parts, state);
        Ok(Self {
            certificate: certificate.await?,
            ..Self::in_headers(&parts.headers)
        })
    }
}

/// One way to prove an identity.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Credential {
    /// Nothing: a public client.
    None,
    /// The secret by HTTP Basic.
    Basic(String),
    /// The secret in the form.
    Post(String),
    /// A token that the client signed.
    Assertion(String),
}

impl Credential {
    pub(super) const fn method(&self) -> ClientAuthenticationMethod {
        match self {
            Self::None => ClientAuthenticationMethod::None,
            Self::Basic(_) => ClientAuthenticationMethod::ClientSecretBasic,
            Self::Post(_) => ClientAuthenticationMethod::ClientSecretPost,
            Self::Assertion(_) => ClientAuthenticationMethod::PrivateKeyJwt,
        }
    }
}

impl Presented {
    pub(super) fn in_headers(headers: &HeaderMap) -> Self {
        Self {
            authorization: headers.get(header::AUTHORIZATION).cloned(),
            certificate: None,
        }
    }

    /// The certificate of the client's connection.
    pub fn certificate(&self) -> Option<&ClientCertificate> {
        self.certificate.as_ref()
    }

    /// The `Authorization` header, to be carried to another region.
    pub fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }

    /// Which client it says that it is, and the one thing that it shows for it.
    pub(super) fn credential(&self, form: &Parameters) -> Result<(String, Credential), Disbelief> {
        let post_id = form.single("client_id").map_err(|_| Disbelief::Malformed)?;
        let post_secret = form
            .single("client_secret")
            .map_err(|_| Disbelief::Malformed)?;
        if let Some(assertion) = asserted(form)? {
            // RFC 7521, section 4.2.1: never together with another way.
            if self.authorization.is_some() || post_secret.is_some() {
                return Err(Disbelief::Malformed);
            }
            let issuer = assertion::claimed_issuer(assertion).ok_or(Disbelief::Malformed)?;
            if post_id.is_some_and(|other| other != issuer) {
                return Err(Disbelief::Malformed);
            }
            return Ok((issuer, Credential::Assertion(assertion.to_owned())));
        }
        let Some(basic) = &self.authorization else {
            let id = post_id.ok_or(Disbelief::Malformed)?.to_owned();
            let secret = post_secret.map(str::to_owned);
            return Ok((id, secret.map_or(Credential::None, Credential::Post)));
        };
        let (id, secret) = basic
            .to_str()
            .ok()
            .and_then(basic_credentials)
            .ok_or(Disbelief::Wrong { basic: true })?;
        if post_secret.is_some() || post_id.is_some_and(|other| other != id) {
            return Err(Disbelief::Malformed);
        }
        Ok((id, Credential::Basic(secret)))
    }
}

/// The assertion of a form, if there is one (RFC 7521, section 4.2).
fn asserted(form: &Parameters) -> Result<Option<&str>, Disbelief> {
    let single = |name| form.single(name).map_err(|_| Disbelief::Malformed);
    match (
        single("client_assertion_type")?,
        single("client_assertion")?,
    ) {
        (None, None) => Ok(None),
        (Some(assertion::TYPE), Some(assertion)) => Ok(Some(assertion)),
        _ => Err(Disbelief::Malformed),
    }
}

/// User name and password of HTTP Basic, each form-encoded within (RFC 6749, section 2.3.1).
fn basic_credentials(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let decoded = String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret)))
}

fn form_decoded(text: &str) -> String {
    let escaped = text.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(escaped.as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default()
}
