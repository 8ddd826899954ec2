//! Addresses: where people are sent back to, and where the client is asked or told something.

use domicile_bundle::BackchannelLogout;
use url::Url;

use super::{ClientMetadata, LONGEST_TEXT, Refusal, wrong};
use crate::openid::client_registration::redirect_uri;

/// Most addresses of one kind.
const MOST_ADDRESSES: usize = 32;

impl ClientMetadata {
    pub(super) fn check_redirect_uris(&self, is_native: bool, needed: bool) -> Result<(), Refusal> {
        if needed && self.redirect_uris.is_empty() {
            return Err(Refusal::RedirectUri(
                "`redirect_uris` is missing".to_owned(),
            ));
        }
        let all = [&self.redirect_uris, &self.post_logout_redirect_uris];
        for uris in all {
            if uris.len() > MOST_ADDRESSES {
                return Err(Refusal::RedirectUri(format!(
                    "more than {MOST_ADDRESSES} addresses"
                )));
            }
            for uri in uris {
                redirect_uri::check(uri, is_native)
                    .map_err(|problem| Refusal::RedirectUri(problem.to_owned()))?;
            }
        }
        Ok(())
    }

    /// Addresses that requests may be fetched from.
    pub(super) fn request_uris(&self) -> Result<Vec<String>, Refusal> {
        let uris = &self.request_uris;
        if uris.len() > MOST_ADDRESSES || !uris.iter().all(|uri| is_request_address(uri)) {
            return Err(wrong("`request_uris` are https addresses"));
        }
        Ok(uris.clone())
    }

    pub(super) fn backchannel_logout(&self) -> Result<Option<BackchannelLogout>, Refusal> {
        let Some(uri) = &self.backchannel_logout_uri else {
            return Ok(None);
        };
        if !is_web_address(uri) {
            return Err(wrong(
                "`backchannel_logout_uri` is an https address without fragment",
            ));
        }
        Ok(Some(BackchannelLogout {
            uri: uri.clone(),
            session_required: self.backchannel_logout_session_required.unwrap_or(false),
        }))
    }
}

/// A fragment says which version of the content is meant (`OpenID` Connect Core, section 6.2); nothing is kept here that
/// could be of another one.
fn is_request_address(text: &str) -> bool {
    text.len() <= LONGEST_TEXT && is_web_address(text.split('#').next().unwrap_or_default())
}

pub(super) fn is_web_address(text: &str) -> bool {
    text.len() <= LONGEST_TEXT
        && Url::parse(text).is_ok_and(|url| {
            url.scheme() == "https"
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
                && url.fragment().is_none()
        })
}
