//! Who asks.

use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::AttestationCaList};

use super::{Maker, PasskeyError, maker::trusted};

/// A relying party: passkeys are bound to its domain, and answers come from its origins only.
pub struct RelyingParty {
    pub(super) webauthn: Webauthn,
    /// Makers whose passkeys are taken; anybody's without.
    pub(super) makers: Option<AttestationCaList>,
}

impl RelyingParty {
    /// `domain` is the RP ID (section 5.1.2, `rpId`); `origins` are `https://host[:port]` of our own pages, each within
    /// the domain.
    ///
    /// # Errors
    /// When there is no origin, or one is outside the domain.
    pub fn new(domain: &str, origins: &[String]) -> Result<Self, PasskeyError> {
        let origins: Vec<Url> = origins
            .iter()
            .map(|origin| Url::parse(origin).ok().filter(|url| within(url, domain)))
            .collect::<Option<_>>()
            .ok_or(PasskeyError::Configuration)?;
        let (first, others) = origins.split_first().ok_or(PasskeyError::Configuration)?;
        let builder = WebauthnBuilder::new(domain, first)?.rp_name(domain);
        let builder = others
            .iter()
            .fold(builder, WebauthnBuilder::append_allowed_origin);
        Ok(Self {
            webauthn: builder.build()?,
            makers: None,
        })
    }

    /// Takes new passkeys of these makers only, and none that is copied between devices. Without any, nobody is asked who
    /// made a passkey.
    ///
    /// # Errors
    /// When a certificate or the name of a model cannot be read.
    pub fn trusting(mut self, makers: &[Maker<'_>]) -> Result<Self, PasskeyError> {
        self.makers = match makers {
            [] => None,
            makers => Some(trusted(makers)?),
        };
        Ok(self)
    }
}

fn within(origin: &Url, domain: &str) -> bool {
    origin
        .domain()
        .and_then(|host| host.strip_suffix(domain))
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
