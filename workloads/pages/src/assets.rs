//! The style sheet and the one script, served under names that change with their content.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// Text of the style sheet, the same for every brand; brands differ in the variables of [`crate::look`].
pub const STYLESHEET: &str = include_str!("../assets/domicile.css");
/// Text of the script for passkeys; pages load it by [`crate::Frame::with_script`].
pub const PASSKEYS: &str = include_str!("../assets/passkeys.js");

/// A file whose name holds the digest of its text.
struct Asset {
    stem: &'static str,
    extension: &'static str,
    media_type: &'static str,
    text: &'static str,
}

const ASSETS: [Asset; 2] = [
    Asset {
        stem: "domicile",
        extension: "css",
        media_type: "text/css; charset=utf-8",
        text: STYLESHEET,
    },
    Asset {
        stem: "passkeys",
        extension: "js",
        media_type: "text/javascript; charset=utf-8",
        text: PASSKEYS,
    },
];

static FILE_NAMES: LazyLock<[String; 2]> = LazyLock::new(|| {
    ASSETS.map(|asset| {
        let digest = Sha256::digest(asset.text.as_bytes());
        let digest = Base64UrlUnpadded::encode_string(&digest[..12]);
        format!("{}-{digest}.{}", asset.stem, asset.extension)
    })
});

/// Path of the style sheet on every host.
pub fn stylesheet_path() -> String {
    format!("/assets/{}", FILE_NAMES[0])
}

/// Path of the script for passkeys on every host.
pub fn passkeys_path() -> String {
    format!("/assets/{}", FILE_NAMES[1])
}

/// Route `GET /assets/{file}`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>) -> Response {
    for (asset, name) in ASSETS.iter().zip(FILE_NAMES.iter()) {
        // An older page may still name an older file during an update: today's is better than none, but is not
        // to be kept under that name.
        let caching = if file == *name {
            "public, max-age=31536000, immutable"
        } else if is_older(asset, name, &file) {
            "no-store"
        } else {
            continue;
        };
        return answer(asset, caching);
    }
    StatusCode::NOT_FOUND.into_response()
}

fn is_older(asset: &Asset, name: &str, file: &str) -> bool {
    file.len() == name.len() && file.starts_with(asset.stem) && file.ends_with(asset.extension)
}

fn answer(asset: &Asset, caching: &'static str) -> Response {
    (
        [
            (header::CONTENT_TYPE, asset.media_type),
            (header::CACHE_CONTROL, caching),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        asset.text,
    )
        .into_response()
}
