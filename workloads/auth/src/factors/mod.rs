//! Passkeys and second factors at sign-in, and how sure a sign-in is.
//!
//! ```text
//! any proof ──→ registration::completion::authenticated ──→ demand: enough? ──→ session, application
//!                                                             │ no
//!                                                             ├─→ /factor    a passkey, a code of an app or by SMS, a recovery code
//!                                                             └─→ /enrolment a factor is set up first
//! ```
//!
//! [`level`] and [`demand`] decide and know nothing else; [`assurance`] asks them. [`passkey`] judges an answer at its home; [`elsewhere`]
//! carries one there when the browser asked another region. Every ceremony can be answered once ([`ceremony`]).

pub mod app_code;
pub mod assurance;
pub mod ceremony;
pub mod demand;
pub mod elsewhere;
pub mod enrolment;
pub mod level;
pub mod notice;
pub mod number_enrolment;
pub mod passkey;
pub mod prompt;
pub mod recovery;
pub mod relying_party;
pub mod second_factor;
pub mod sign_in;
pub mod text_message;
