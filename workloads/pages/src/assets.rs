//! The style sheet, served under a name that changes with its content.

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

static FILE_NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = Base64UrlUnpadded::encode_string(&Sha256::digest(STYLESHEET.as_bytes())[..12]);
    format!("domicile-{digest}.css")
});

/// Path of the style sheet on every host.
pub fn stylesheet_path() -> String {
    format!("/assets/{}", *FILE_NAME)
}

/// Route `GET /assets/{file}`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>) -> Response {
    // An older page may still name an older sheet during an update: today's is better than none, but is not
    // to be kept under that name.
    let (known, caching) = if file == *FILE_NAME {
        (true, "public, max-age=31536000, immutable")
    } else {
        (
            file.len() == FILE_NAME.len() && file.starts_with("domicile-"),
            "no-store",
        )
    };
    if !known {
        return StatusCode::NOT_FOUND.into_response();
    }
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, caching),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        STYLESHEET,
    )
        .into_response()
}
