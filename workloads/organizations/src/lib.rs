//! Business customers: what an organisation is, who may change it, and the two protocols that others speak with it.
//!
//! Everything here is pure: values in, values out, no input or output. The auth workload does the talking and keeping.
//!
//! - [`OrganizationId`] and [`MembershipId`] begin with the region that keeps the record (`eu.…`).
//! - [`authority`]: who may do what in which organisation; [`administrators`]: the last one stays.
//! - [`membership`], [`invitation`]: states and what leads from one to the next.
//! - [`domain`]: proof that an organisation holds a mail domain.
//! - [`scim`]: System for Cross-domain Identity Management 2.0 (RFC 7643, RFC 7644).
//! - [`authzen`]: `OpenID` `AuthZEN` Authorization API 1.0, decided by role and resource.
//!
//! ```
//! use domicile_organizations::scim::{filter::Filter, schema};
//! use serde_json::json;
//!
//! let filter = Filter::parse("userName sw \"cam\" and emails[type eq \"work\"]")?;
//! let user = json!({ "userName": "Camille", "emails": [{ "type": "work", "value": "c@c.example" }] });
//! assert!(filter.matches(user.as_object().unwrap(), &schema::USER));
//! # Ok::<(), domicile_organizations::scim::error::ScimError>(())
//! ```

pub mod administrators;
pub mod authority;
pub mod authzen;
pub mod domain;
mod identifier;
pub mod invitation;
pub mod membership;
mod name;
pub mod scim;

pub use identifier::{IdentifierError, MembershipId, OrganizationId};
pub use name::{NameError, OrganizationName};
