//! The way to a provider and back.

use std::collections::BTreeMap;

use domicile_jose::{ForeignKeys, JoseError};
use domicile_outbound::Client;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use crate::{
    Attempt, Authentication, AuthorizationResponse, Begun, CachePolicy, ClaimPath, FederationError,
    Identity, Issuer, Leaving, Logout, OAuth2Endpoints, Protocol, ProvidedEmail, Provider,
    ProviderMetadata, Request, authorization_request,
    authorization_response::Outcome,
    discovery::Discovery,
    fetch::{JSON, body, read},
    id_token, logout,
    token_endpoint::{self, Tokens},
    user_document::{says_yes, subject, taken},
};

const USERINFO: &str = "userinfo endpoint";
const USER: &str = "user document";

/// Signs people in by somebody else. One for a process: it keeps metadata and keys.
#[derive(Debug)]
pub struct RelyingParty {
    http: Client,
    discovery: Discovery,
}

impl RelyingParty {
    /// A relying party that speaks through a client.
    pub fn new(http: Client, policy: CachePolicy) -> Self {
        Self {
            discovery: Discovery::new(http.clone(), policy),
            http,
        }
    }

    /// Where the browser goes, and what is kept until it comes back.
    ///
    /// # Errors
    /// When the provider's metadata cannot be had.
    pub async fn begin(
        &self,
        provider: &Provider,
        request: &Request<'_>,
    ) -> Result<Begun, FederationError> {
        let attempt = Attempt::new(&provider.name, request)?;
        let url = match &provider.protocol {
            Protocol::OpenIdConnect(issuer) => {
                let metadata = self.discovery.metadata(issuer).await?;
                authorization_request::url(
                    &metadata.authorization_endpoint,
                    provider,
                    request,
                    &attempt,
                )
            }
            Protocol::OAuth2(endpoints) => {
                authorization_request::url(&endpoints.authorization, provider, request, &attempt)
            }
        };
        Ok(Begun { url, attempt })
    }

    /// Who it is, once the browser came back. The attempt is used up by whoever calls, before this is called.
    ///
    /// # Errors
    /// When the answer is not to this attempt, is a refusal, or anything that the provider says is not to be believed.
    pub async fn finish(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        response: AuthorizationResponse,
    ) -> Result<Identity, FederationError> {
        if attempt.provider != provider.name || attempt.state != response.state {
            return Err(FederationError::ForeignState);
        }
        match &provider.protocol {
            Protocol::OpenIdConnect(issuer) => {
                let metadata = self.discovery.metadata(issuer).await?;
                let code = code(response, Some(issuer), metadata.names_issuer_in_answers)?;
                self.by_id_token(provider, attempt, issuer, &metadata, &code)
                    .await
            }
            Protocol::OAuth2(endpoints) => {
                let code = code(
                    response,
                    endpoints.issuer.as_ref(),
                    endpoints.issuer.is_some(),
                )?;
                self.by_user_document(provider, attempt, endpoints, &code)
                    .await
            }
        }
    }

    /// Reads the metadata and the keys of an issuer as they are now, whatever is kept of them: whether people could sign
    /// in by it.
    ///
    /// # Errors
    /// What is wrong with them.
    pub async fn inspect(&self, issuer: &Issuer) -> Result<(), FederationError> {
        self.discovery.inspect(issuer).await
    }

    /// Where a browser ends its session at the provider; nothing where the provider names no such address.
    ///
    /// # Errors
    /// When the provider's metadata cannot be had.
    pub async fn leave(
        &self,
        provider: &Provider,
        leaving: &Leaving<'_>,
    ) -> Result<Option<Url>, FederationError> {
        let Protocol::OpenIdConnect(issuer) = &provider.protocol else {
            return Ok(None);
        };
        let metadata = self.discovery.metadata(issuer).await?;
        let endpoint = metadata.end_session_endpoint.as_ref();
        Ok(endpoint.map(|endpoint| logout::url(endpoint, &provider.client_id, leaving)))
    }

    /// What a logout token of the provider says (`OpenID` Connect Back-Channel Logout 1.0). That it is taken once is for
    /// the caller to see to.
    ///
    /// # Errors
    /// When it is not to be believed, or the provider's keys cannot be had.
    pub async fn logout(
        &self,
        provider: &Provider,
        token: &str,
    ) -> Result<Logout, FederationError> {
        let Protocol::OpenIdConnect(issuer) = &provider.protocol else {
            return Err(FederationError::LogoutClaim("iss"));
        };
        let metadata = self.discovery.metadata(issuer).await?;
        let prove = |keys: &ForeignKeys| {
            logout::prove(
                keys,
                token,
                issuer,
                &provider.client_id,
                &metadata.algorithms,
            )
        };
        self.with_keys(issuer, &metadata, prove).await
    }

    /// Proves something with the keys of an issuer, and with newer ones where those that are kept do not do: the
    /// provider may have new keys, and not everybody names them.
    async fn with_keys<T>(
        &self,
        issuer: &Issuer,
        metadata: &ProviderMetadata,
        prove: impl Fn(&ForeignKeys) -> Result<T, FederationError>,
    ) -> Result<T, FederationError> {
        let keys = self.discovery.keys(issuer, metadata, false).await?;
        match prove(&keys) {
            Err(FederationError::IdToken(JoseError::UnknownKey | JoseError::Signature)) => {
                prove(&*self.discovery.keys(issuer, metadata, true).await?)
            }
            judged => judged,
        }
    }

    async fn by_id_token(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        issuer: &Issuer,
        metadata: &ProviderMetadata,
        code: &str,
    ) -> Result<Identity, FederationError> {
        let (endpoint, authentication) = (&metadata.token_endpoint, metadata.authentication);
        let tokens = token_endpoint::exchange(
            &self.http,
            endpoint,
            authentication,
            provider,
            attempt,
            code,
        )
        .await?;
        let id_token = tokens
            .id_token
            .as_deref()
            .ok_or(FederationError::Claim("id_token"))?;
        let expected = id_token::Expected {
            issuer,
            client_id: &provider.client_id,
            nonce: &attempt.nonce,
            proven_after: attempt.proven_after,
            algorithms: &metadata.algorithms,
            access_token: tokens.access_token.expose_secret(),
        };
        let prove = |keys: &ForeignKeys| id_token::prove(keys, id_token, &expected);
        let proven = self.with_keys(issuer, metadata, prove).await?;
        let userinfo = self.userinfo(provider, metadata, &tokens, &proven).await?;
        let find = |name: &str| {
            proven
                .claims
                .get(name)
                .or_else(|| userinfo.as_ref()?.get(name))
        };
        // The address and what is said of it come from the same document.
        let document = if proven.claims.get("email").is_some() {
            Some(&proven.claims)
        } else {
            userinfo.as_ref()
        };
        let email = document
            .and_then(|document| email(document.get("email"), document.get("email_verified")));
        let claims = claims(provider.taken(), |path| match path.as_str() {
            name if name.starts_with('/') => path
                .find(&proven.claims)
                .or_else(|| path.find(userinfo.as_ref()?)),
            name => find(name),
        });
        Ok(Identity {
            provider: provider.name.clone(),
            subject: proven.subject,
            email,
            claims,
            authentication: proven.authentication,
            id_token: tokens.id_token.map(SecretString::from),
        })
    }

    /// What the ID token does not say, where something is missing in it (`OpenID` Connect Core 1.0, section 5.3).
    async fn userinfo(
        &self,
        provider: &Provider,
        metadata: &ProviderMetadata,
        tokens: &Tokens,
        proven: &id_token::Proven,
    ) -> Result<Option<Value>, FederationError> {
        let has_email = proven.claims.get("email").is_some();
        let has_claims = provider
            .claims
            .iter()
            .all(|path| path.find(&proven.claims).is_some());
        let Some(endpoint) = metadata
            .userinfo_endpoint
            .as_ref()
            .filter(|_| !(has_email && has_claims))
        else {
            return Ok(None);
        };
        let token = tokens.access_token.expose_secret();
        let answer = self
            .http
            .get_with_token(endpoint.as_str(), JSON, token)
            .await;
        let document: Value = read(USERINFO, &body(USERINFO, answer)?)?;
        // Section 5.3.2: an answer about somebody else must not be used.
        if document.get("sub").and_then(Value::as_str) != Some(proven.subject.as_str()) {
            return Err(FederationError::Claim("sub"));
        }
        Ok(Some(document))
    }

    async fn by_user_document(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        endpoints: &OAuth2Endpoints,
        code: &str,
    ) -> Result<Identity, FederationError> {
        let (endpoint, authentication) = (&endpoints.token, endpoints.authentication);
        let tokens = token_endpoint::exchange(
            &self.http,
            endpoint,
            authentication,
            provider,
            attempt,
            code,
        )
        .await?;
        let token = tokens.access_token.expose_secret();
        let answer = self
            .http
            .get_with_token(endpoints.user.as_str(), JSON, token)
            .await;
        let document: Value = read(USER, &body(USER, answer)?)?;
        let at = |path: &Option<ClaimPath>| path.as_ref().and_then(|path| path.find(&document));
        Ok(Identity {
            provider: provider.name.clone(),
            subject: endpoints
                .subject
                .find(&document)
                .and_then(subject)
                .ok_or(FederationError::Claim("subject"))?,
            email: email(at(&endpoints.email), at(&endpoints.email_verified)),
            claims: claims(provider.taken(), |path| path.find(&document)),
            authentication: Authentication::default(),
            id_token: None,
        })
    }
}

/// The code of an answer that comes from the provider that was asked (RFC 9207, section 2.4).
fn code(
    response: AuthorizationResponse,
    issuer: Option<&Issuer>,
    must_be_named: bool,
) -> Result<String, FederationError> {
    let ours = match &response.issuer {
        Some(named) => issuer.is_some_and(|issuer| issuer.as_str() == named),
        None => !must_be_named,
    };
    if !ours {
        return Err(FederationError::ForeignIssuer);
    }
    match response.outcome {
        Outcome::Code(code) => Ok(code),
        Outcome::Error(error) => Err(FederationError::Refused(FederationError::code_of(&error))),
    }
}

fn email(address: Option<&Value>, verified: Option<&Value>) -> Option<ProvidedEmail> {
    Some(ProvidedEmail {
        address: taken(address?)?.as_str()?.to_owned(),
        verified: says_yes(verified),
        denied: verified.is_some_and(|said| !said.is_null() && !says_yes(verified)),
    })
}

fn claims<'a>(
    paths: impl Iterator<Item = &'a ClaimPath>,
    find: impl Fn(&ClaimPath) -> Option<&'a Value>,
) -> BTreeMap<String, Value> {
    paths
        .filter_map(|path| Some((path.as_str().to_owned(), find(path).and_then(taken)?)))
        .collect()
}
