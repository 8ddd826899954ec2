//! Requests that are answered before their body was read to its end.
//!
//! A client that is still sending reads the answer only once it has sent all. Were the connection closed at once, the
//! operating system would answer the rest with a reset, which throws away what was already on its way back: instead of
//! `413 Content Too Large` the client would see a broken connection. So the rest is read and thrown away first, up to a bound
//! (RFC 9112, section 9.6, asks for that: a lingering close).

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use http_body::{Frame, SizeHint};
use tokio::time::timeout;

/// Most bytes that are read in vain. Who sends more is cut off.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The longest that a client may take to send them.
const PATIENCE: Duration = Duration::from_secs(5);

/// Answers, after what is left of the request's body was read.
pub(crate) async fn read_on(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let left = Left::default();
    // A client that waits for leave to send (RFC 9110, section 10.1.1) sends nothing unless somebody reads.
    let waits_for_leave = expects_continue(request.headers());
    let request = request.map(|body| {
        Body::new(Watched {
            body,
            left: left.clone(),
        })
    });
    let response = next.run(request).await;
    if let Some(rest) = left.take()
        && (left.was_asked_for() || !waits_for_leave)
    {
        // What comes of it changes nothing about the answer.
        let _ = timeout(PATIENCE, throw_away(rest)).await;
    }
    response
}

fn expects_continue(headers: &HeaderMap) -> bool {
    headers
        .get(header::EXPECT)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

/// Reads until the body ends, fails, or has been too long.
async fn throw_away(mut body: Body) {
    let mut read = 0;
    while read < MOST_BYTES {
        let next = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let Some(Ok(frame)) = next else { return };
        read += frame.data_ref().map_or(0, Bytes::len);
    }
}

/// Where a body goes that nobody reads any longer.
#[derive(Clone, Debug, Default)]
struct Left(Arc<Rest>);

#[derive(Debug, Default)]
struct Rest {
    body: Mutex<Option<Body>>,
    asked_for: AtomicBool,
}

impl Left {
    fn put(&self, body: Body) {
        *self.0.body.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }

    fn take(&self) -> Option<Body> {
        let mut body = self.0.body.lock().unwrap_or_else(PoisonError::into_inner);
        body.take().filter(|body| !body.is_end_stream())
    }

    fn was_asked_for(&self) -> bool {
        self.0.asked_for.load(Ordering::Relaxed)
    }
}

/// A body that is not lost when its reader drops it.
struct Watched {
    body: Body,
    left: Left,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.left.0.asked_for.store(true, Ordering::Relaxed);
        Pin::new(&mut self.body)
            .poll_frame(context)
            .map_err(BoxError::from)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.left.put(std::mem::take(&mut self.body));
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn, routing::post};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    /// What a server says that reads ten bytes at most, to a client that sends `head` and then `body` before it reads.
    async fn answer_to(head: &str, body: &[u8]) -> std::io::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = Router::new()
            .route("/", post(async |body: Bytes| body.len().to_string()))
            .layer(DefaultBodyLimit::max(10))
            .layer(from_fn(read_on));
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let mut client = TcpStream::connect(address).await?;
        client.write_all(head.as_bytes()).await?;
        client.write_all(body).await?;
        let mut answer = String::new();
        client.read_to_string(&mut answer).await?;
        server.abort();
        Ok(answer)
    }

    fn head(length: usize, more: &str) -> String {
        format!(
            "POST / HTTP/1.1\r\nhost: login.example\r\nconnection: close\r\ncontent-length: {length}\r\n{more}\r\n"
        )
    }

    #[tokio::test]
    async fn who_sends_too_much_and_reads_afterwards_finds_the_answer() {
        let body = vec![b'x'; 4 * 1024 * 1024];
        let answer = answer_to(&head(body.len(), ""), &body).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    }

    #[tokio::test]
    async fn who_sends_beyond_all_measure_is_cut_off() {
        let body = vec![b'x'; 64 * 1024 * 1024];
        let answer = answer_to(&head(body.len(), ""), &body).await;
        assert!(answer.is_err(), "{answer:?}");
    }

    #[tokio::test]
    async fn a_body_within_the_limit_arrives_whole() {
        let answer = answer_to(&head(10, ""), b"0123456789").await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("10"));
    }

    #[tokio::test]
    async fn who_waits_for_leave_to_send_is_refused_without_it() {
        let router = Router::new()
            .route("/", post(async || axum::http::StatusCode::UNAUTHORIZED))
            .layer(from_fn(read_on));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = head(20, "expect: 100-continue\r\n");
        client.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        server.abort();
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    }
}
