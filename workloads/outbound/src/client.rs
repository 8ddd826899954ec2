//! The client.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Certificate, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap},
    redirect,
};
use tokio::sync::Semaphore;

use crate::{
    destination,
    error::{ClientError, OutboundError},
    resolver::PublicResolver,
    trust::Trust,
};

/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a request may take in all.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Requests under way at once from one process.
const AT_ONCE: usize = 64;
/// Longest answer that is read.
const MOST_BYTES: usize = 256 * 1024;

/// What every client has that talks to hosts which are not ours: no redirect, no proxy, no referrer, no cookie, and
/// no repetition of its own.
pub fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .retry(reqwest::retry::never())
}

/// A client for addresses that strangers name. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    trust: Arc<Trust>,
    under_way: Arc<Semaphore>,
}

/// What a host answered, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, at most 256 KiB.
    pub body: Vec<u8>,
}

impl Client {
    /// A client that trusts the system's authorities and those of the tenant.
    ///
    /// # Errors
    /// When the system has no authorities, or the tenant's are not PEM.
    pub fn new(trust: Trust) -> Result<Self, ClientError> {
        let trust = Arc::new(trust);
        let mut builder = builder()
            .https_only(true)
            .dns_resolver(PublicResolver {
                trust: Arc::clone(&trust),
            })
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .pool_max_idle_per_host(1)
            .pool_idle_timeout(Duration::from_secs(30))
            .user_agent(concat!("domicile/", env!("CARGO_PKG_VERSION")));
        if let Some(pem) = &trust.authorities {
            builder = builder.tls_certs_merge(Certificate::from_pem_bundle(pem.as_bytes())?);
        }
        Ok(Self {
            http: builder.build()?,
            trust,
            under_way: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// Asks for a document of a media type. A redirect is an answer like any other, and is not followed.
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn get(&self, url: &str, media_type: &str) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        self.send(self.http.get(url).header(ACCEPT, media_type))
            .await
    }

    /// The same with further headers.
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn get_with(
        &self,
        url: &str,
        media_type: &str,
        headers: HeaderMap,
    ) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        let request = self.http.get(url).header(ACCEPT, media_type);
        self.send(request.headers(headers)).await
    }

    /// Sends a document of a media type.
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn post(
        &self,
        url: &str,
        media_type: &str,
        body: Vec<u8>,
    ) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        let request = self.http.post(url).header(CONTENT_TYPE, media_type);
        self.send(request.body(body)).await
    }

    /// Sends a document of a media type with further headers, which say who sends it.
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn post_signed(
        &self,
        url: &str,
        media_type: &str,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        let request = self.http.post(url).header(CONTENT_TYPE, media_type);
        self.send(request.headers(headers).body(body)).await
    }

    /// Asks for a document of a media type with an access token (RFC 6750, section 2.1).
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn get_with_token(
        &self,
        url: &str,
        media_type: &str,
        token: &str,
    ) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        let request = self.http.get(url).header(ACCEPT, media_type);
        self.send(request.bearer_auth(token)).await
    }

    /// Sends a form, and asks for a document of a media type. User name and password go as they are (RFC 7617): what
    /// a protocol encodes them with is the caller's.
    ///
    /// # Errors
    /// When the address is refused or nothing good comes of it.
    pub async fn post_form(
        &self,
        url: &str,
        media_type: &str,
        account: Option<(&str, &str)>,
        fields: &[(&str, &str)],
    ) -> Result<Answer, OutboundError> {
        let url = destination::parse(url, &self.trust)?;
        let mut request = self.http.post(url).header(ACCEPT, media_type).form(fields);
        if let Some((name, password)) = account {
            request = request.basic_auth(name, Some(password));
        }
        self.send(request).await
    }

    async fn send(&self, request: RequestBuilder) -> Result<Answer, OutboundError> {
        let _place = self
            .under_way
            .try_acquire()
            .map_err(|_| OutboundError::Busy)?;
        let mut response = request.send().await.map_err(|error| failure(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(OutboundError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body,
        })
    }
}

fn failure(error: &reqwest::Error) -> OutboundError {
    if error.is_timeout() {
        OutboundError::TimedOut
    } else {
        OutboundError::Unreachable
    }
}
