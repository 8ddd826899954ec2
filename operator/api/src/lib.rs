//! Custom resource types of Domicile: group `domicile.dev`, version `v1alpha1`.
//!
//! One file per kind holds the spec, the status, the accessor functions that apply defaults, and, beside each
//! field, the CEL rules that the API server enforces. Everything else is shared: [`reference`] (how one object
//! names another), [`duration`], [`condition`] (what a status says), [`rule`] (the CEL rules that several kinds use).
//!
//! The schema has no defaults, so that what is stored is what was written and a GitOps tool sees no difference;
//! defaults are applied by accessor functions and told in the field's documentation.
//!
//! Data flows one way: these types → [`definition::all`] → `crds/`, the chart and the API reference, all written by
//! the binary `generate`.
//!
//! ```
//! use domicile_api::{IdentityTenant, examples};
//!
//! let tenant: IdentityTenant = examples::airline::tenant::aurora();
//! assert_eq!(tenant.spec.issuer(), "https://login.aurora.localhost:8443");
//! assert!(tenant.validate_cel().is_ok());
//! ```
//!

#![allow(
    clippy::doc_markdown,
    reason = "`kubectl explain` shows the documentation of fields, where kinds are plain words"
)]

pub mod activation_target;
pub mod application;
pub mod brand;
pub mod client_authentication;
pub mod client_secret;
pub mod condition;
pub mod consent_policy;
pub mod definition;
pub mod duration;
pub mod examples;
pub mod external_issuer;
pub mod generate;
pub mod identity_tenant;
pub mod membership_link;
pub mod openid;
pub mod organizations;
pub mod passkey;
pub mod password;
pub mod profile_schema;
pub mod profile_source;
pub mod progressive_profile;
pub mod reference;
pub mod region;
pub mod rule;
pub mod sign_in;
pub mod signing;
pub mod sms;
pub mod social_sign_in;
pub mod status;

pub use activation_target::{ActivationTarget, ActivationTargetSpec, ActivationTargetStatus};
pub use application::{Application, ApplicationSpec, ApplicationStatus};
pub use brand::{Brand, BrandSpec, BrandStatus};
pub use consent_policy::{ConsentPolicy, ConsentPolicySpec, ConsentPolicyStatus};
pub use duration::Duration;
pub use identity_tenant::{IdentityTenant, IdentityTenantSpec, IdentityTenantStatus};
pub use profile_schema::{ProfileSchema, ProfileSchemaSpec, ProfileSchemaStatus};
pub use profile_source::{ProfileSource, ProfileSourceSpec, ProfileSourceStatus};
pub use reference::{ObjectReference, SecretReference};
pub use region::{Region, RegionSpec, RegionStatus};
pub use status::{Attached, Observed};

/// API group of every kind.
pub const GROUP: &str = "domicile.dev";
/// API version of every kind.
pub const VERSION: &str = "v1alpha1";
