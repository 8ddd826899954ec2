//! Business customers: organisations, their members, and what both may do.
//!
//! ```text
//! application, administrator ──/organizations/v1──┐
//! directory of an organisation ──/scim/v2─────────┼─→ home of the organisation: authority, seats, audit list
//! page /organizations ────────────────────────────┘        │ questions over the mesh
//!                                                           └─→ homes of the members: memberships, tokens
//! ```
//!
//! An organisation may have an `OpenID` issuer of its own as the login of its members ([`own_issuer`]).
//!
//! An organisation's record is in the region that its identifier begins with; a membership is in the home region of
//! the member. What is asked of other regions is answered and not kept (`docs/adr/0025`).

pub mod api;
pub mod caller;
pub mod carried;
pub mod choice;
pub mod claim;
pub mod decisions;
pub mod directory;
pub mod invitations;
pub mod members;
pub mod own_issuer;
pub mod pages;
pub mod questions;
pub mod regions;
pub mod router;
