//! Outgoing mail.

use serde::{Deserialize, Serialize};

/// The tenant's mail server. User name and password, where it wants them, are mounted files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mail {
    /// Address that mail comes from.
    pub from: String,
    /// Host name of the SMTP server.
    pub host: String,
    /// Port of the SMTP server.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: SmtpEncryption,
    /// Whether `/etc/domicile/secrets/smtp-username` and `smtp-password` are mounted and to be used.
    pub authenticated: bool,
}

/// How an SMTP connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SmtpEncryption {
    /// TLS from the first byte (RFC 8314).
    ImplicitTls,
    /// STARTTLS, refused when the server does not offer it (RFC 3207).
    StartTls,
    /// None: only for a server inside the cluster.
    None,
}
