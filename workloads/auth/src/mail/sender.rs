//! Sending by SMTP. Connections are kept and opened anew when the bundle's mail server changes.

use std::{sync::Mutex, time::Duration};

use domicile_bundle::{Brand, Bundle, Mail, SmtpEncryption};
use domicile_pages::Text;
use domicile_residency::EmailAddress;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use secrecy::{ExposeSecret, SecretString};

use super::{Letter, Notice, frame::Worded};
use crate::app::App;

/// How long a mail server may take for one step.
const TIMEOUT: Duration = Duration::from_secs(10);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// User name and password of the mail server.
#[derive(Clone, Debug)]
pub struct SmtpCredentials {
    /// User name.
    pub username: SecretString,
    /// Password.
    pub password: SecretString,
}

/// Why a letter was not sent. Texts carry neither address nor code.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The letter could not be put together.
    #[error("the letter could not be put together")]
    Letter,
    /// An address of the configuration or the person is none for SMTP.
    #[error("the {0} address cannot be used in mail")]
    Address(&'static str),
    /// The account of the mail server is not mounted.
    #[error("the mail server wants an account, and none is mounted")]
    Credentials,
    /// TLS cannot be set up for this host.
    #[error("TLS cannot be set up for the mail server's name")]
    Tls,
    /// The mail server did not take it.
    #[error("{0}")]
    Refused(String),
}

/// Sends letters.
#[derive(Default)]
pub struct Mailer {
    open: Mutex<Option<(Mail, Transport)>>,
}

impl Mailer {
    /// Sends a letter.
    ///
    /// # Errors
    /// Why the mail server did not take it.
    pub async fn send(
        &self,
        app: &App,
        bundle: &Bundle,
        to: &EmailAddress,
        letter: &Letter<'_>,
    ) -> Result<(), MailError> {
        let text = text_of(app, letter.language);
        let worded = letter.worded(text).map_err(|_| MailError::Letter)?;
        self.post(app, bundle, to, &letter.brand.display_name, worded)
            .await
    }

    /// Sends a notice.
    ///
    /// # Errors
    /// Why the mail server did not take it.
    pub async fn send_notice(
        &self,
        app: &App,
        bundle: &Bundle,
        to: &EmailAddress,
        notice: &Notice,
    ) -> Result<(), MailError> {
        let text = text_of(app, &notice.language);
        let worded = notice.worded(text).map_err(|_| MailError::Letter)?;
        self.post(app, bundle, to, &notice.brand.display_name, worded)
            .await
    }

    /// Sends a letter that was put into words.
    ///
    /// # Errors
    /// Why the mail server did not take it.
    pub async fn send_worded(
        &self,
        app: &App,
        bundle: &Bundle,
        to: &EmailAddress,
        brand: &Brand,
        worded: Worded,
    ) -> Result<(), MailError> {
        self.post(app, bundle, to, &brand.display_name, worded)
            .await
    }

    async fn post(
        &self,
        app: &App,
        bundle: &Bundle,
        to: &EmailAddress,
        from: &str,
        worded: Worded,
    ) -> Result<(), MailError> {
        let message = message(bundle, to, from, worded)?;
        let transport = self.transport(app, &bundle.mail)?;
        transport
            .send(message)
            .await
            .map(drop)
            .map_err(|error| MailError::Refused(class(&error)))
    }

    fn transport(&self, app: &App, mail: &Mail) -> Result<Transport, MailError> {
        let mut open = self
            .open
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((of, transport)) = open.as_ref()
            && of == mail
        {
            return Ok(transport.clone());
        }
        let transport = connect(mail, app)?;
        *open = Some((mail.clone(), transport.clone()));
        Ok(transport)
    }
}

fn connect(mail: &Mail, app: &App) -> Result<Transport, MailError> {
    let tls = || TlsParameters::new(mail.host.clone()).map_err(|_| MailError::Tls);
    let tls = match mail.encryption {
        SmtpEncryption::ImplicitTls => Tls::Wrapper(tls()?),
        SmtpEncryption::StartTls => Tls::Required(tls()?),
        SmtpEncryption::None => Tls::None,
    };
    let pool = PoolConfig::new()
        .max_size(4)
        .idle_timeout(Duration::from_secs(30));
    let mut builder = Transport::builder_dangerous(mail.host.clone())
        .port(mail.port)
        .tls(tls)
        .timeout(Some(TIMEOUT))
        .pool_config(pool);
    if mail.authenticated {
        let account = app.smtp_credentials().ok_or(MailError::Credentials)?;
        builder = builder.credentials(Credentials::new(
            account.username.expose_secret().to_owned(),
            account.password.expose_secret().to_owned(),
        ));
    }
    Ok(builder.build())
}

fn text_of<'a>(app: &'a App, language: &str) -> Text<'a> {
    let primary = language.split('-').next().unwrap_or_default();
    app.messages().in_language(primary)
}

fn message(
    bundle: &Bundle,
    to: &EmailAddress,
    from: &str,
    worded: Worded,
) -> Result<Message, MailError> {
    let address = |text: &str, whose| {
        text.parse::<Address>()
            .map_err(|_| MailError::Address(whose))
    };
    let from = Mailbox::new(
        Some(from.to_owned()),
        address(&bundle.mail.from, "sender's")?,
    );
    Message::builder()
        .from(from)
        .to(Mailbox::new(None, address(to.written(), "person's")?))
        .subject(worded.subject)
        .multipart(MultiPart::alternative_plain_html(worded.text, worded.html))
        .map_err(|_| MailError::Letter)
}

/// What kind of failure it was: answers of mail servers quote addresses.
fn class(error: &lettre::transport::smtp::Error) -> String {
    if let Some(status) = error.status() {
        return format!("the mail server answered {status}");
    }
    let kind = if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "TLS with the mail server failed"
    } else {
        "no connection to the mail server"
    };
    kind.to_owned()
}
