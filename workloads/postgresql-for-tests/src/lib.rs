//! A real PostgreSQL for database tests: started by the test, gone with it.
//!
//! [`Database::start`] gives an empty database with the roles and schemas that the `PostgreSQL` pod makes, ready for
//! migrations. Databases of one test process share a server; it stops when the last one is dropped, and also when
//! the test process dies without dropping anything.
//!
//! ```no_run
//! use domicile_postgresql_for_tests::{Database, Role};
//!
//! let database = Database::start().expect("PostgreSQL starts");
//! let url = database.url(Role::ConsentOwner); // postgres://consent_owner:…@127.0.0.1:…/…
//! ```

mod binaries;
mod bootstrap;
mod database;
mod error;
mod role;
mod server;

pub use database::Database;
pub use error::StartError;
pub use role::Role;
