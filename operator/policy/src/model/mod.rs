//! What the proof is about: the tenant's objects as plain values.
//!
//! The operator maps each custom resource to one of these types, field by field. Nothing here knows Kubernetes;
//! an object is named by its [`ObjectKey`], and references are already resolved to a namespace and a name.
//!
//! Parts that no person writes (key material, digests of secrets, mesh addresses) come from what the operator
//! has made; they are never judged, and an object that is held at its last accepted version gets the new ones.

mod application;
mod brand;
mod input;
mod object_key;
mod policy;
mod region;
mod schema;
mod secret;
mod source;
mod target;
mod tenant;

pub use application::{ApplicationInput, WantedSigning};
pub use brand::BrandInput;
pub use input::Input;
pub use object_key::{ObjectKey, ObjectKind, Reference};
pub use policy::{BasisRule, PolicyInput, PurposeInput};
pub use region::{RegionInput, Transfer, TransferBasis};
pub use schema::{EventInput, PropertyInput, SchemaInput};
pub(crate) use secret::NamesSecret;
pub use source::SourceInput;
pub use target::TargetInput;
pub use tenant::{DynamicRegistrationInput, LONGEST_REGIONAL_NAME, OpenIdInput, TenantSettings};
