//! The protocol between regions: how a person is homed, found and handed over without any global directory.
//!
//! Everything here is pure: values in, values out, no input or output. The workloads do the talking.
//!
//! - [`RegionName`] and [`Handle`]: opaque values begin with the region that can answer for them (`eu.…`), so any
//!   region's endpoint knows where to forward and keeps nothing.
//! - [`EmailAddress`] and [`Digest`]: one spelling per address, and the keyed digest under which it is found.
//! - [`handoff`]: the signed, short-lived, one-time token with which a browser moves to its home region before
//!   personal data is typed.
//! - [`published_keys`]: what the regions prove their tokens to each other with.
//! - [`ResidencyStep`]: where a sign-in stands between "somebody arrived" and "at home".
//!
//! ```
//! use domicile_residency::{Handle, RegionName};
//!
//! let eu = RegionName::parse("eu")?;
//! let code = Handle::random(&eu)?;
//! assert_eq!(Handle::parse(code.as_str())?.region(), &eu);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod handle;
pub mod handoff;
mod identifier;
mod published_keys;
mod region_name;
mod step;

pub use handle::{Handle, HandleError, subject};
pub use identifier::{
    Digest, EmailAddress, EmailError, digest_of_email, digest_of_subject,
    digest_of_telephone_number,
};
pub use published_keys::published_keys;
pub use region_name::{RegionName, RegionNameError};
pub use step::{Address, OutOfOrder, ResidencyEvent, ResidencyStep};
