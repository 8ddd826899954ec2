//! An HTTPS client for addresses that strangers name: a client's `jwks_uri`, its sector, its logout address.
//!
//! Whoever names an address must not make us speak to hosts that only we can reach (server-side request forgery):
//!
//! - HTTPS on port 443 only, without user name and password;
//! - only to addresses of the public Internet, checked after the name was resolved and for exactly the connection
//!   that follows, so that a name that changes its meaning between check and use wins nothing (DNS rebinding);
//! - no redirect, no proxy; short time-outs; a bounded answer; a bounded number of requests at once.
//!
//! Hosts that the tenant's configuration names ([`Trust`]) may have any address, on the port that it names.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = domicile_outbound::Client::new(domicile_outbound::Trust::default())?;
//! let answer = client.get("https://client.example/jwks.json", "application/json").await?;
//! assert_eq!(answer.status, 200);
//! # Ok(())
//! # }
//! ```

pub mod address;
mod client;
mod destination;
mod error;
mod resolver;
mod trust;

pub use client::{Answer, Client, builder};
pub use error::{ClientError, OutboundError};
pub use trust::{Trust, TrustedHost};
