//! What a client that registered itself says of itself, for the person who is to sign in to it (RFC 7591, section 2).

use domicile_bundle::Bundle;
use url::Url;

use super::{logo, registered};
use crate::{
    app::App,
    error::AuthError,
    openid::{
        authorization_request::AuthorizationRequest, client_registration::metadata::ClientMetadata,
    },
};

/// Who asks, in their own words. The tenant vouches for nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// What it calls itself.
    pub name: String,
    /// Its logo as a `data:` address.
    pub logo: Option<String>,
    /// Its home page.
    pub site: Option<Address>,
    /// Its privacy notice.
    pub policy: Option<Address>,
    /// Its terms.
    pub terms: Option<Address>,
}

/// A page of the client's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it is.
    pub href: String,
    /// Its host: people read where a link leads before they follow it.
    pub host: String,
}

impl Address {
    fn of(uri: Option<String>) -> Option<Self> {
        let href = uri?;
        let host = Url::parse(&href).ok()?.host_str()?.to_owned();
        Some(Self { href, host })
    }
}

impl Introduction {
    /// The introduction of the client that asks; nothing for an `Application`, whose brand the page shows.
    ///
    /// # Errors
    /// When the client cannot be found out.
    pub async fn of(
        app: &App,
        bundle: &Bundle,
        request: Option<&AuthorizationRequest>,
    ) -> Result<Option<Self>, AuthError> {
        let Some(request) = request else {
            return Ok(None);
        };
        if bundle.application(&request.client_id).is_some() {
            return Ok(None);
        }
        let Some(client) = registered(app, bundle, &request.client_id).await? else {
            return Ok(None);
        };
        let Ok(metadata) = serde_json::from_value::<ClientMetadata>(client.metadata) else {
            return Ok(None);
        };
        let logo = match &metadata.logo_uri {
            Some(_) => logo(app, bundle, &request.client_id).await,
            None => None,
        };
        Ok(Some(Self {
            name: metadata.display_name(),
            logo,
            site: Address::of(metadata.client_uri),
            policy: Address::of(metadata.policy_uri),
            terms: Address::of(metadata.tos_uri),
        }))
    }
}
