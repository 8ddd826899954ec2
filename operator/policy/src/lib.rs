//! The proof of what personal data may flow where, and the compiler to runtime bundles.
//!
//! Pure: no Kubernetes, no network, no clock. Data flows one way:
//!
//! ```text
//! Input ──prove──▶ Proof { accepted, rejections } ──compile──▶ one Bundle per region
//!                          └──explain, matrix──▶ Verdict per (region, purpose, attribute, target)
//! ```
//!
//! [`prove`] goes through the objects in the order in which they depend on each other (regions and tenant →
//! schemas → policies → brands → applications, sources and targets) and asks every rule of their kind
//! (`rules`). An object that breaks a rule is left out; the others stay. A [`Rejection`] names the object, the
//! field, and one concrete person and value for whom the rule would be broken.
//!
//! [`prove_after`] also knows what was accepted before: an object whose new version is refused is held at its last
//! accepted version, as long as that one still passes every rule against everything else. So a bad change never
//! takes down what runs, and a permission that can no longer be proven is withdrawn.

mod accepted;
mod catalogue;
mod cel_names;
mod cel_shape;
mod compile;
mod flow;
pub mod model;
mod proof;
mod rules;

pub use accepted::Accepted;
pub use compile::{CompileError, compile};
pub use flow::{Cell, FlowRefusal, Verdict, explain, matrix};
pub use model::{
    ApplicationInput, BasisRule, BrandInput, DynamicRegistrationInput, EventInput, Input,
    LONGEST_REGIONAL_NAME, ObjectKey, ObjectKind, OpenIdInput, PolicyInput, PropertyInput,
    PurposeInput, Reference, RegionInput, SchemaInput, SourceInput, TargetInput, TenantSettings,
    Transfer, TransferBasis, WantedSigning,
};
pub use proof::{Proof, Rejection, prove, prove_after};
pub use rules::host_of;
