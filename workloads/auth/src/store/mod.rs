//! What sign-in keeps in PostgreSQL, one file per table. No function here decides anything about a request.

pub mod authorization_codes;
pub mod challenges;
pub mod cleanup;
pub mod grants;
pub mod handoffs;
pub mod identifiers;
pub mod sessions;
pub mod throttles;

/// The migrations of schema `auth`.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
