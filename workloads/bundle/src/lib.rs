//! The runtime configuration of one tenant in one region.
//!
//! The operator compiles a [`Bundle`] per (tenant, region) from the accepted custom resources, writes it
//! as canonical JSON into one or more `ConfigMap`s, and every workload of that tenant in that region reads it.
//! A bundle holds no secret and no personal data: client secrets and write keys appear as SHA-256 digests of
//! 256-bit random values, keys as public JSON Web Keys.
//!
//! Data flows one way: custom resources → `domicile-policy` → [`Bundle`] → [`parts`] → workloads.

pub mod application;
pub mod attribute;
pub mod authorization;
pub mod brand;
pub mod canonical_json;
pub mod client_authentication;
pub mod external_issuer;
pub mod mail;
pub mod membership_link;
pub mod openid;
pub mod organizations;
pub mod parts;
pub mod passkey_maker;
mod progressive_profile;
pub mod purpose;
pub mod region;
pub mod revision;
pub mod sign_in;
pub mod signing;
pub mod sms;
pub mod social_sign_in;
pub mod source;
pub mod status;
pub mod target;
pub mod tenant;

pub use application::{
    Application, ApplicationType, BackchannelLogout, Claim, GrantType, ResourceServer,
};
pub use attribute::{
    Attribute, AttributeType, Classification, EventType, IdentifierKind, MergeRule,
};
pub use authorization::{Authorization, SecurityProfile, SubjectType};
pub use brand::{Acceptance, Brand, Corners, Font, LegalDocument, LegalText, Look};
pub use client_authentication::{CertificateSubject, ClientAuthenticationMethod, ClientKeys};
pub use external_issuer::ExternalIssuer;
pub use mail::{Mail, SmtpEncryption};
pub use membership_link::{MembershipLink, MembershipQuestion};
pub use openid::{DynamicRegistration, OpenId};
pub use organizations::{OrganizationRequirement, OrganizationRole, Organizations, RolePermission};
pub use passkey_maker::PasskeyMaker;
pub use progressive_profile::WantedAttribute;
pub use purpose::{LegalBasis, Purpose, PurposeDocument};
pub use region::{MeshAddresses, RegionEntry};
pub use revision::Revision;
pub use sign_in::{
    AssuranceLevel, KeepSignedIn, Mailed, PasswordPolicy, SecondFactor, SignIn, SignInMethod,
};
pub use signing::{ResponseSigning, SigningAlgorithms};
pub use sms::{Sms, SmsLimits};
pub use social_sign_in::{OAuth2Provider, ProvidedClaim, ProviderProtocol, SocialProvider};
pub use source::{Source, SourceKind};
pub use status::{DatabaseIdentity, Workload, WorkloadStatus};
pub use target::{Delivery, Flow, Target, Transport};
pub use tenant::{Bundle, TenantName};
