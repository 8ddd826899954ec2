//! What ingest answers, for the `OpenAPI` document: the same for each endpoint.

use domicile_service::Problem;
use utoipa::IntoResponses;

use super::report::Answer;

/// The messages were read.
#[derive(IntoResponses)]
pub enum Taken {
    /// What was kept, and what was left out or refused.
    #[response(status = 200)]
    Answer(Answer),
}

/// Nothing was kept, or not everything: the sender may repeat the same.
#[derive(IntoResponses)]
pub enum Refused {
    /// The body is not what this endpoint takes.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The write key is missing or unknown.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(Problem),
    /// The body is larger than 512 KiB, or becomes so when it is decompressed.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body has a `Content-Encoding` other than gzip.
    #[response(status = 415, content_type = "application/problem+json")]
    UnknownEncoding(Problem),
    /// Something went wrong on our side. Nothing was changed by half.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// Another region did not answer: send the same again in a moment.
    #[response(status = 503, content_type = "application/problem+json")]
    TryAgain(Problem),
}
