//! Pushed authorization requests (RFC 9126): the client sends its request itself, and the browser carries a handle.
//!
//! ```text
//! client ──POST /par──→ checked as at /authorize ──sealed──→ table of this region ──→ request_uri = urn:…:<region>.<secret>
//! browser ──/authorize?request_uri──→ any region ──mesh──→ the region of the handle ──→ the request
//! application answered ──→ the handle is used up
//! ```
//!
//! Opening the page does not use a handle up, since browsers and scanners open addresses ahead of people (FAPI 2.0
//! Security Profile, section 5.3.2.2): the answer to the application does.

pub mod endpoint;
mod mesh;
mod stored;

use domicile_residency::Handle;

pub use self::{
    mesh::{hand_out, use_up},
    stored::{consume, find},
};

/// What a `request_uri` of ours begins with (RFC 9126, section 2.2).
pub const URN: &str = "urn:ietf:params:oauth:request_uri:";

/// The handle in a `request_uri` of ours.
pub fn handle_in(request_uri: &str) -> Option<Handle> {
    Handle::parse(request_uri.strip_prefix(URN)?).ok()
}
