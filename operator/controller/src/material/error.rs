//! Why secret material cannot be prepared.

/// Why secret material cannot be prepared. Texts name Secrets and keys, never values.
#[derive(Debug, thiserror::Error)]
pub enum MaterialError {
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// A Secret lacks a key that cannot be made anew.
    #[error(
        "Secret {secret} has no `{key}`: put it back from a backup, or delete the Secret to start anew without what it protected"
    )]
    Incomplete {
        /// Name of the Secret.
        secret: String,
        /// Key in it.
        key: String,
    },
    /// A value is not what it should be.
    #[error(
        "Secret {secret}: `{key}` {problem}; it is never overwritten, correct it or delete the Secret"
    )]
    Invalid {
        /// Name of the Secret.
        secret: String,
        /// Key in it.
        key: String,
        /// What is wrong, as the end of a sentence that begins with the key.
        problem: &'static str,
    },
    /// A Secret that somebody else writes is not there, or empty.
    #[error(
        "Secret {secret} holds no initial access token: create it with one of at least 32 characters under any key"
    )]
    NoTokens {
        /// Name of the Secret.
        secret: String,
    },
    /// Two Secrets that must agree do not.
    #[error(
        "Secret {secret}: `{key}` differs from the one in Secret {source_secret}; restore one of the two from a backup"
    )]
    Differs {
        /// Name of the Secret.
        secret: String,
        /// Key in both.
        key: String,
        /// The Secret that it should agree with.
        source_secret: String,
    },
    /// The operator was stopped, or failed, while it made keys.
    #[error("keys were not made to the end; they are made again in the next pass")]
    Interrupted,
    /// A private key cannot be made.
    #[error("a private key for {subject} cannot be made: {problem}")]
    NoKey {
        /// What it is for.
        subject: String,
        /// What the library says; nothing of the key.
        problem: String,
    },
    /// A certificate cannot be made.
    #[error("a certificate for {subject} cannot be made: {source}")]
    Certificate {
        /// Who it is for.
        subject: String,
        /// What the library said.
        source: rcgen::Error,
    },
}
