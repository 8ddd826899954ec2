//! A mail server that keeps what it gets (RFC 5321, as much as one client needs).

use base64ct::{Base64, Encoding};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

/// What arrived, in order.
pub struct Mailbox {
    pub port: u16,
    arrived: tokio::sync::Mutex<mpsc::UnboundedReceiver<Mail>>,
}

/// One mail.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub text: String,
}

impl Mail {
    /// The first address in it, put together again where the mail's encoding broke it (RFC 2045, section 6.7).
    pub fn link(&self) -> String {
        let whole = self.text.replace("=\n", "").replace("=3D", "=");
        let from = whole.find("https://").expect("a link");
        let rest = &whole[from..];
        let to = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest[..to].to_owned()
    }

    /// Whether it tells that something about how its person signs in has changed.
    fn is_notice(&self) -> bool {
        self.text.contains("how you sign in has changed")
    }

    /// The six digits in it.
    pub fn code(&self) -> String {
        self.text
            .lines()
            .map(str::trim)
            .find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()))
            .expect("a code")
            .to_owned()
    }
}

impl Mailbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, arrived) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, sender.clone()));
            }
        });
        Self {
            port,
            arrived: tokio::sync::Mutex::new(arrived),
        }
    }

    /// The next mail; it was sent before the page was answered.
    pub async fn next(&self) -> Mail {
        let mut arrived = self.arrived.lock().await;
        let patience = std::time::Duration::from_secs(30);
        tokio::time::timeout(patience, arrived.recv())
            .await
            .expect("a mail that was sent before the page was answered")
            .unwrap()
    }

    /// The code of the next mail that has one: notices may come before it.
    pub async fn next_code(&self) -> String {
        loop {
            let mail = self.next().await;
            if !mail.is_notice() {
                return mail.code();
            }
        }
    }

    /// The next mail, which tells that something about how its person signs in has changed, and says what.
    pub async fn next_notice(&self, what: &str) -> Mail {
        let mail = self.next().await;
        assert!(mail.is_notice(), "{}", mail.text);
        assert!(mail.text.replace("=\n", "").contains(what), "{}", mail.text);
        mail
    }

    pub async fn is_empty(&self) -> bool {
        self.arrived.lock().await.is_empty()
    }
}

async fn serve(stream: TcpStream, sender: mpsc::UnboundedSender<Mail>) -> Option<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut to = String::new();
    writer.write_all(b"220 test\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "RCPT" => {
                line.trim_start_matches("RCPT TO:<")
                    .trim_end_matches('>')
                    .clone_into(&mut to);
                "250 ok\r\n"
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    text.push_str(&line);
                    text.push('\n');
                }
                sender
                    .send(Mail {
                        to: to.clone(),
                        text: decoded(&text),
                    })
                    .ok()?;
                "250 ok\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        writer.write_all(answer.as_bytes()).await.ok()?;
    }
    Some(())
}

/// The mail with its Base64 parts (RFC 2045, section 6.8) written out, as in languages whose letters need it.
fn decoded(mail: &str) -> String {
    let mut written = String::new();
    let mut parts = mail.split("Content-Transfer-Encoding: base64\n");
    written.push_str(parts.next().unwrap_or_default());
    for part in parts {
        // The header that was split at is the last one, or others follow it.
        let (head, rest) = match part.strip_prefix('\n') {
            Some(body) => ("", body),
            None => part.split_once("\n\n").unwrap_or(("", part)),
        };
        let (body, rest) = rest.split_once("\n--").unwrap_or((rest, ""));
        let packed: String = body.split_whitespace().collect();
        let bytes = Base64::decode_vec(&packed).unwrap();
        let text = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        written.extend([head, "\n\n", &text, "\n--", rest]);
    }
    written
}
