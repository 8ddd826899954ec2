//! The logo of a client that registers itself (RFC 7591, section 2, `logo_uri`): fetched once and kept, so that the pages that
//! show it load nothing from anybody, and nobody learns from a request for a picture who signs in.

use base64ct::{Base64, Encoding};
use domicile_bundle::Bundle;

use super::metadata::ClientMetadata;
use crate::app::App;

/// What is asked for.
const MEDIA_TYPES: &str = "image/png, image/jpeg, image/webp, image/gif";
/// Largest picture that is kept: every page that shows it carries it.
const MOST_BYTES: usize = 64 * 1024;

/// The picture as a `data:` address. A client without one registers all the same.
pub(super) async fn of(app: &App, bundle: &Bundle, metadata: &ClientMetadata) -> Option<String> {
    let uri = metadata.logo_uri.as_ref()?;
    match fetched(app, bundle, uri).await {
        Ok(logo) => Some(logo),
        Err(reason) => {
            tracing::info!(reason, "the logo of a client is not shown");
            None
        }
    }
}

async fn fetched(app: &App, bundle: &Bundle, uri: &str) -> Result<String, String> {
    let client = app.outbound().client(bundle);
    let client = client.map_err(|error| error.to_string())?;
    let answer = client.get(uri, MEDIA_TYPES).await;
    let answer = answer.map_err(|error| error.to_string())?;
    if answer.status != 200 {
        return Err(format!("status {}", answer.status));
    }
    shown(&answer.body).ok_or_else(|| "no picture of at most 64 KiB".to_owned())
}

/// A picture by its first bytes, whatever its host calls it. SVG is none of them: it is a document.
fn shown(bytes: &[u8]) -> Option<String> {
    let media_type = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => "image/webp",
        _ => return None,
    };
    (bytes.len() <= MOST_BYTES)
        .then(|| format!("data:{media_type};base64,{}", Base64::encode_string(bytes)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MOST_BYTES, shown};

    #[test]
    fn a_picture_is_what_begins_like_one() {
        let png = b"\x89PNG\r\n\x1a\nrest";
        assert_eq!(
            shown(png).as_deref(),
            Some("data:image/png;base64,iVBORw0KGgpyZXN0")
        );
        assert!(
            shown(b"\xff\xd8\xff\xe0").is_some_and(|logo| logo.starts_with("data:image/jpeg;"))
        );
        assert!(shown(b"GIF89a").is_some_and(|logo| logo.starts_with("data:image/gif;")));
        assert!(shown(b"RIFF1234WEBPVP8").is_some_and(|logo| logo.starts_with("data:image/webp;")));
        for other in [
            &b""[..],
            b"<svg onload=alert(1)>",
            b"<html>",
            b"RIFF1234WAVE",
            b"\x89PNG",
        ] {
            assert_eq!(shown(other), None);
        }
    }

    #[test]
    fn a_picture_that_is_too_large_is_none() {
        let mut bytes = b"GIF89a".to_vec();
        bytes.resize(MOST_BYTES, 0);
        // The table takes what is kept here.
        assert!(shown(&bytes).is_some_and(|logo| logo.len() <= 100_000));
        bytes.push(0);
        assert_eq!(shown(&bytes), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_an_address_that_leaves_its_attribute(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(logo) = shown(&bytes) {
                prop_assert!(!logo.contains(['"', '<', '>', '\'']));
            }
        }
    }
}
