//! The world of the stories.

pub mod application_server;
pub mod authenticator_app;
pub mod browser;
pub mod business;
pub mod endpoint;
pub mod local_server;
pub mod mailbox;
pub mod membership_system;
pub mod passkey;
pub mod passwords;
pub mod profile_store;
pub mod proof_key;
pub mod relying_party;
pub mod signing_keys;
pub mod sms_adapter;
pub mod world;

pub use application_server::ApplicationServer;
pub use browser::{Answer, Browser};
pub use business::Business;
pub use membership_system::MembershipSystem;
pub use relying_party::RelyingParty;
pub use sms_adapter::SmsAdapter;
pub use world::World;
