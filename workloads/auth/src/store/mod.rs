//! What sign-in keeps in PostgreSQL, one file per table. No function here decides anything about a request.

pub mod access_tokens;
pub mod application_sign_ins;
pub mod authorization_codes;
pub mod backoffs;
pub mod challenges;
pub mod cleanup;
pub mod client_assertions;
pub mod device_authorizations;
pub mod document_acceptances;
pub mod dpop_proofs;
pub mod external_logouts;
pub mod external_sessions;
pub mod federated_identities;
pub mod federation_attempts;
pub mod grants;
pub mod handoffs;
pub mod identifiers;
pub mod liveness;
pub mod logout_notices;
pub mod membership_numbers;
pub mod memberships;
pub mod organization_directory_tokens;
pub mod organization_domains;
pub mod organization_invitations;
pub mod organization_issuers;
pub mod organizations;
pub mod passkey_proofs;
pub mod passkeys;
pub mod password_resets;
pub mod passwords;
pub mod personal_data;
pub mod phone_numbers;
pub mod profile_questions;
pub mod pushed_authorization_requests;
pub mod refresh_tokens;
pub mod registered_clients;
pub mod second_factors;
pub mod sessions;
pub mod throttles;
pub mod used_ceremonies;

/// The migrations of schema `auth`.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
