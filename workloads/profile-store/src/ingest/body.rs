//! The body of a request: size, compression, JSON. Pure.

use std::io::Read;

use axum::http::{HeaderMap, StatusCode, header};
use domicile_service::Problem;
use flate2::read::GzDecoder;
use serde_json::Value;

/// Most bytes of a body, compressed or not; Segment's own limit for a batch is 500 KB.
pub const MOST_BYTES: usize = 512 * 1024;

/// Reads a body as a JSON value.
///
/// # Errors
/// 413 when it is too large, 415 when its encoding is unknown, 400 when it is no JSON.
pub fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, Problem> {
    let encoding = headers
        .get(header::CONTENT_ENCODING)
        .map(|value| value.as_bytes().to_ascii_lowercase());
    let plain = match encoding.as_deref() {
        None | Some(b"identity" | b"") => bytes.to_vec(),
        Some(b"gzip" | b"x-gzip") => gunzip(bytes)?,
        Some(_) => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "encoding-unknown",
                "The body's Content-Encoding is not supported.",
            )
            .detail("Send the body plain or with gzip."));
        }
    };
    serde_json::from_slice(&plain).map_err(|error| {
        // The error's text may quote the body: only its place is told.
        malformed(&format!(
            "Not JSON at line {}, column {}.",
            error.line(),
            error.column()
        ))
    })
}

/// The answer to a body of the wrong form.
pub(crate) fn malformed(detail: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "The body is not what this endpoint takes.",
    )
    .detail(detail)
}

/// The answer to a body that is too large.
pub(crate) fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "The body is too large.",
    )
    .detail("A request takes at most 512 KiB, also after decompression: send smaller batches.")
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::new();
    // One byte more than allowed tells a bomb from a body that just fits, without unpacking the bomb.
    let limit = u64::try_from(MOST_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    GzDecoder::new(bytes)
        .take(limit)
        .read_to_end(&mut plain)
        .map_err(|_| malformed("Not gzip, or cut short."))?;
    if plain.len() > MOST_BYTES {
        Err(too_large())
    } else {
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::{http::HeaderValue, response::IntoResponse};
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn encoded(encoding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_ENCODING, HeaderValue::from_static(encoding))])
    }

    fn status(problem: Problem) -> u16 {
        problem.into_response().status().as_u16()
    }

    #[test]
    fn a_plain_and_a_compressed_body_say_the_same() {
        let text = br#"{"userId":"x"}"#;
        assert_eq!(
            read(&HeaderMap::new(), text).unwrap(),
            json!({ "userId": "x" })
        );
        assert_eq!(
            read(&encoded("gzip"), &gzip(text)).unwrap(),
            json!({ "userId": "x" })
        );
        assert_eq!(
            read(&encoded("GZIP"), &gzip(text)).unwrap(),
            json!({ "userId": "x" })
        );
    }

    #[test]
    fn a_decompression_bomb_is_refused_before_it_unfolds() {
        let bomb = gzip(&vec![b' '; 64 * 1024 * 1024]);
        assert!(bomb.len() < MOST_BYTES);
        assert_eq!(status(read(&encoded("gzip"), &bomb).unwrap_err()), 413);
    }

    #[test]
    fn other_encodings_and_broken_ones_are_refused() {
        assert_eq!(status(read(&encoded("br"), b"{}").unwrap_err()), 415);
        assert_eq!(status(read(&encoded("gzip"), b"{}").unwrap_err()), 400);
        assert_eq!(status(read(&HeaderMap::new(), b"{").unwrap_err()), 400);
    }

    proptest! {
        #[test]
        fn no_body_makes_the_reader_panic(bytes: Vec<u8>) {
            let _read = read(&HeaderMap::new(), &bytes);
            let _unpacked = read(&encoded("gzip"), &bytes);
        }
    }
}
