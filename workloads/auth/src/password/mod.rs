//! Passwords: checked at sign-in, set and removed on the account, and replaced by an e-mailed link.
//!
//! What is kept is a row of `auth.password`; hashing is `domicile_credentials::password`, on threads of its own.

pub mod check;
pub mod choice;
pub mod forgotten;
pub mod leaked;
pub mod reset;

use domicile_bundle::Bundle;
use domicile_credentials::password::Parameters;

use crate::error::AuthError;

/// The tenant's parameters. What the operator accepted is strong enough.
fn parameters(bundle: &Bundle) -> Result<Parameters, AuthError> {
    let policy = &bundle.sign_in.password;
    Parameters::new(
        policy.memory_kibibytes,
        policy.iterations,
        policy.parallelism,
    )
    .map_err(|_| AuthError::Configuration("strong enough password hash"))
}
