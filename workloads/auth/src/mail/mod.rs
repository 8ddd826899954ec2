//! Outgoing mail: letters with a code, and invitations.

mod frame;
mod invitation;
mod letter;
mod notice;
mod sender;

pub use invitation::InvitationLetter;
pub use letter::{Content, Letter};
pub use notice::{Change, Notice};
pub use sender::{MailError, Mailer, SmtpCredentials};
