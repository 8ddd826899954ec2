//! Passwords: what is kept of one, and how one is checked.
//!
//! A [`Hasher`] owns the threads that hash. [`Hasher::hash`] makes the text that is kept (a PHC string, which names
//! its own parameters), [`Hasher::verify`] compares, and says when the text should be made anew because the tenant's
//! [`Parameters`] have changed. When more wait than it can soon serve, it says [`PasswordError::Busy`] at once.
//!
//! ```
//! use domicile_credentials::password::{Capacity, Hasher, Parameters, Password, Verdict};
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let hasher = Hasher::start(Capacity { threads: 1, waiting: 8 })?;
//! let parameters = Parameters::new(7168, 5, 1)?;
//! let kept = hasher.hash(&Password::typed("correct horse"), parameters).await?;
//! let verdict = hasher.verify(&Password::typed("correct horse"), &kept, parameters).await?;
//! assert_eq!(verdict, Verdict::Right { rehash: false });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod argon2id;
mod hasher;
mod parameters;
mod typed;

pub use hasher::{Capacity, Hasher};
pub use parameters::{Parameters, WeakParameters};
pub use typed::Password;

/// What a comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the person's password.
    Right {
        /// It was kept under other parameters than those of today: hash it again, now that it is known.
        rehash: bool,
    },
    /// It is not.
    Wrong,
}

/// Why there is no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// More are waiting than can soon be served: HTTP 429 with `Retry-After` (RFC 6585, section 4).
    #[error("too many passwords are being checked at once; try again in {retry_after_seconds} s")]
    Busy {
        /// When to come back.
        retry_after_seconds: u64,
    },
    /// What was kept is no PHC string of Argon2id within the limits of [`Parameters`].
    #[error("the kept password hash cannot be read")]
    Malformed,
    /// The system has no random numbers or no threads.
    #[error("the system's cryptography failed")]
    System,
}
