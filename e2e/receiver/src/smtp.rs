//! Takes mail by SMTP (RFC 5321) and keeps it.

use std::{io, net::IpAddr};

use jiff::Timestamp;
use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, Session, SessionBuilder, response};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::inbox::{Inbox, Mail};

/// Longest message taken.
const LONGEST_MESSAGE: usize = 1024 * 1024;

/// Takes connections for ever.
pub async fn serve(listener: TcpListener, inbox: Inbox) -> io::Result<()> {
    loop {
        let (stream, peer) = listener.accept().await?;
        let inbox = inbox.clone();
        tokio::spawn(async move {
            if let Err(error) = converse(stream, peer.ip(), inbox).await {
                eprintln!("SMTP connection ended: {}", error.kind());
            }
        });
    }
}

async fn converse(stream: TcpStream, peer: IpAddr, inbox: Inbox) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut session: Session<Recorder> =
        SessionBuilder::new("receiver").build(peer, Recorder { inbox, open: None });
    stream.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line).await? > 0 {
        let answer = session.process(&line);
        line.clear();
        if answer.action != Action::NoReply {
            stream.write_all(&answer.buffer()?).await?;
        }
        if answer.action == Action::Close {
            break;
        }
    }
    Ok(())
}

/// Records one message after the other.
struct Recorder {
    inbox: Inbox,
    open: Option<Envelope>,
}

struct Envelope {
    from: String,
    to: Vec<String>,
    message: Vec<u8>,
}

impl Handler for Recorder {
    fn data_start(&mut self, _domain: &str, from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.open = Some(Envelope {
            from: from.to_owned(),
            to: to.to_vec(),
            message: Vec::new(),
        });
        response::START_DATA
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(envelope) = &mut self.open {
            if envelope.message.len() + bytes.len() > LONGEST_MESSAGE {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge));
            }
            envelope.message.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let Some(envelope) = self.open.take() else {
            return response::INTERNAL_ERROR;
        };
        let Some(message) = MessageParser::default().parse(&envelope.message) else {
            return response::INTERNAL_ERROR;
        };
        self.inbox.keep_mail(Mail {
            received_at: Timestamp::now(),
            from: envelope.from,
            to: envelope.to,
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message
                .html_body
                .first()
                .and_then(|_| message.body_html(0))
                .map(std::borrow::Cow::into_owned),
        });
        response::OK
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;

    #[tokio::test]
    async fn a_mail_sent_by_smtp_is_kept_with_envelope_subject_and_text() {
        let inbox = Inbox::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, inbox.clone()));
        let mut client = TcpStream::connect(address).await.unwrap();
        let conversation = "EHLO test\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n\
            Subject: Hello\r\nContent-Type: text/plain\r\n\r\nYour code is 123456.\r\n.\r\nQUIT\r\n";
        client.write_all(conversation.as_bytes()).await.unwrap();
        let mut answers = String::new();
        client.read_to_string(&mut answers).await.unwrap();
        assert!(answers.contains("221"), "{answers}");
        let mails = inbox.mails(Some("B@example.org"));
        assert_eq!(mails.len(), 1);
        assert_eq!(
            (mails[0].subject.as_str(), mails[0].from.as_str()),
            ("Hello", "a@example.org")
        );
        assert!(mails[0].text.contains("123456"));
    }
}
