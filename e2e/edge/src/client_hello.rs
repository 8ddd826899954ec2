//! The server name of a TLS connection, read without ending the TLS (RFC 6066, section 3).

use std::io;

use rustls::server::Acceptor;
use tokio::io::{AsyncRead, AsyncReadExt};

/// More than any client hello needs; a longer one is refused.
const LONGEST_HELLO: usize = 16 * 1024;

/// What came first on a connection.
#[derive(Debug)]
pub struct Hello {
    /// The name that the client asked for.
    pub server_name: String,
    /// Every byte read so far, to be passed on.
    pub bytes: Vec<u8>,
}

/// Reads until the client hello is whole.
pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Hello> {
    let invalid = |text| io::Error::new(io::ErrorKind::InvalidData, text);
    let mut acceptor = Acceptor::default();
    let mut bytes = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let count = stream.read(&mut chunk).await?;
        let fresh = &chunk[..count];
        if fresh.is_empty() || bytes.len() + count > LONGEST_HELLO {
            return Err(invalid(
                "the connection ended or ran on before its client hello was whole",
            ));
        }
        bytes.extend_from_slice(fresh);
        let mut rest = fresh;
        while !rest.is_empty() {
            acceptor.read_tls(&mut rest)?;
        }
        match acceptor.accept() {
            Ok(None) => {}
            Ok(Some(accepted)) => {
                let hello = accepted.client_hello();
                let server_name = hello
                    .server_name()
                    .ok_or_else(|| invalid("no server name"))?
                    .to_owned();
                return Ok(Hello { server_name, bytes });
            }
            Err(_) => return Err(invalid("not a TLS client hello")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_that_are_no_client_hello_are_refused() {
        for bytes in [
            &b"GET / HTTP/1.1\r\n\r\n"[..],
            b"",
            &[0x16, 3, 1, 0xff, 0xff],
        ] {
            assert!(read(&mut &*bytes).await.is_err());
        }
    }
}
