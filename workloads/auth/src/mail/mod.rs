//! Outgoing mail: one letter, with the code.

mod letter;
mod sender;

pub use letter::{Content, Letter};
pub use sender::{MailError, Mailer, SmtpCredentials};
