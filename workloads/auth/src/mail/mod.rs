//! Outgoing mail: one letter, with the code.

mod letter;
mod notice;
mod sender;

pub use letter::{Content, Letter};
pub use notice::{Change, Notice};
pub use sender::{MailError, Mailer, SmtpCredentials};
