//! Sign-in as people, applications and attackers meet it: the real routers on a real PostgreSQL, mail over SMTP,
//! several regions, and a browser that keeps cookies as browsers do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A story that breaks must stop.

#[path = "../../../credentials/tests/support/authenticator.rs"]
mod authenticator;
#[path = "../../src/example.rs"]
mod example;
#[path = "../../../federation/tests/federation/provider.rs"]
#[allow(dead_code)] // Made for the tests of its own crate, too.
mod provider;
mod support;

mod account_and_devices;
mod acting_for_an_organization;
mod algorithms_of_clients;
mod applications;
mod attacks_on_accounts;
mod attacks_on_clients;
mod attacks_on_codes;
mod attacks_on_external_issuers;
mod attacks_on_forms;
mod attacks_on_handoffs;
mod attacks_on_looks;
mod attacks_on_memberships;
mod attacks_on_organization_issuers;
mod attacks_on_passkeys;
mod attacks_on_passwords;
mod attacks_on_second_factors;
mod attacks_on_social_sign_in;
mod attacks_on_telephone_numbers;
mod attacks_on_tokens;
mod authorization_endpoint;
mod backchannel_logout;
mod certificate_bound_tokens;
mod claims_of_scopes;
mod client_registration;
mod copy_of_personal_data;
mod devices_without_keyboard;
mod external_issuer;
mod external_logout;
mod fapi;
mod first_sign_in;
mod from_light_to_full;
mod gallery;
mod languages_and_brands;
mod leaked_passwords;
mod legal_documents;
mod links;
mod memberships;
mod memberships_at_sign_in;
mod number_enrolment;
mod organization_decisions;
mod organization_directory;
mod organization_issuer;
mod organization_issuer_changes;
mod organization_issuer_settings;
mod organization_login;
mod organization_logout;
mod organization_pages;
mod organizations;
mod pairwise_subjects;
mod passkeys;
mod passwords;
mod progressive_profile;
mod proofs_of_possession;
mod pushed_requests;
mod refresh_tokens;
mod regions;
mod request_objects;
mod requests_of_registered_clients;
mod second_factors;
mod sessions_and_logout;
mod signing_algorithms;
mod social_sign_in;
mod staying_signed_in;
mod telephone_numbers;
mod text_messages;
mod tokens_of_clients;
