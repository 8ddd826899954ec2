//! The one place where bytes leave for a target.
//!
//! [`Exit::send`] consumes the gate's permit, so nothing is sent without one and nothing is sent twice on one, and it
//! stops hard at the permit's cut-off. A test counts that nothing else in this workload can send.

use std::{net::SocketAddr, time::Duration};

use domicile_consent::permit::{Permit, Spent};
use reqwest::{Client, header::RETRY_AFTER};
use url::Url;

/// Most bytes of an answer that are read, so that the connection can be used again; their content is not looked at.
const ANSWER_BYTES: usize = 16 * 1024;
/// What the kernel still holds of an attempt that was cut off is given up after this time without acknowledgement.
const UNACKNOWLEDGED: Duration = Duration::from_secs(10);

/// A request that is ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: Url,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The target answered.
    Answered {
        /// HTTP status.
        status: u16,
        /// How long it asks to wait (`Retry-After` in seconds).
        retry_after: Option<Duration>,
    },
    /// No connection.
    Unreachable,
    /// The connection broke: the target may have everything.
    BrokenOff,
    /// Cut off at the permit's deadline.
    TimedOut,
}

impl Sent {
    /// Whether the target may have received what was sent.
    pub const fn may_have_arrived(self) -> bool {
        !matches!(self, Self::Unreachable)
    }
}

/// The client for targets could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the client for targets could not be made; are CA certificates in the image? {0}")]
pub struct ExitError(#[from] reqwest::Error);

/// The way out. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Exit {
    client: Client,
}

impl Exit {
    /// A way out that trusts the system's certificate authorities, follows no redirect and uses no proxy.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn new() -> Result<Self, ExitError> {
        Self::with_addresses(&[])
    }

    /// As [`Exit::new`], with host names that lead to given addresses.
    ///
    /// # Errors
    /// When the client cannot be made.
    pub fn with_addresses(addresses: &[(&str, SocketAddr)]) -> Result<Self, ExitError> {
        // A repetition is a new attempt with a new permit, never the client's own idea.
        let mut builder = domicile_outbound::builder()
            .tcp_user_timeout(UNACKNOWLEDGED)
            .user_agent(concat!("domicile-activation/", env!("CARGO_PKG_VERSION")));
        for (host, address) in addresses {
            builder = builder.resolve(host, *address);
        }
        Ok(Self {
            client: builder.build()?,
        })
    }

    /// Sends one request on one permit, cut off hard at the permit's deadline.
    pub async fn send(&self, permit: Permit, request: Request) -> (Spent, Sent) {
        let Some(left) = permit.remaining() else {
            return (permit.spend(), Sent::TimedOut);
        };
        let mut outgoing = self.client.post(request.url).body(request.body);
        for (name, value) in request.headers {
            outgoing = outgoing.header(name, value);
        }
        let sent = match tokio::time::timeout(left, outgoing.send()).await {
            Err(_) => Sent::TimedOut,
            Ok(Err(error)) if error.is_connect() => Sent::Unreachable,
            Ok(Err(_)) => Sent::BrokenOff,
            Ok(Ok(mut answer)) => {
                let retry_after = answer
                    .headers()
                    .get(RETRY_AFTER)
                    .and_then(|value| value.to_str().ok()?.parse().ok());
                let sent = Sent::Answered {
                    status: answer.status().as_u16(),
                    retry_after: retry_after.map(Duration::from_secs),
                };
                // The status decides; an answer that is long or slow only costs its connection.
                let left = permit.remaining().unwrap_or_default();
                let _read = tokio::time::timeout(left, drain(&mut answer)).await;
                sent
            }
        };
        (permit.spend(), sent)
    }
}

async fn drain(answer: &mut reqwest::Response) {
    let mut read = 0;
    while let Ok(Some(chunk)) = answer.chunk().await {
        read += chunk.len();
        if read > ANSWER_BYTES {
            return;
        }
    }
}
