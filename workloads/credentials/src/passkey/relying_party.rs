//! Who asks.

use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::PasskeyError;

/// A relying party: passkeys are bound to its domain, and answers come from its origins only.
pub struct RelyingParty(pub(super) Webauthn);

impl RelyingParty {
    /// `domain` is the RP ID (section 5.1.2, `rpId`), `name` what the browser may show; `origins` are
    /// `https://host[:port]` of our own pages, each within the domain.
    ///
    /// # Errors
    /// When there is no origin, or one is outside the domain.
    pub fn new(domain: &str, name: &str, origins: &[String]) -> Result<Self, PasskeyError> {
        let origins: Vec<Url> = origins
            .iter()
            .map(|origin| Url::parse(origin).ok().filter(|url| within(url, domain)))
            .collect::<Option<_>>()
            .ok_or(PasskeyError::Configuration)?;
        let (first, others) = origins.split_first().ok_or(PasskeyError::Configuration)?;
        let builder = WebauthnBuilder::new(domain, first)?.rp_name(name);
        let builder = others
            .iter()
            .fold(builder, WebauthnBuilder::append_allowed_origin);
        Ok(Self(builder.build()?))
    }
}

fn within(origin: &Url, domain: &str) -> bool {
    origin
        .domain()
        .and_then(|host| host.strip_suffix(domain))
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
