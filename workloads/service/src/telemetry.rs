//! Structured logs on standard output, one JSON object a line. They carry no personal data.

use tracing_subscriber::EnvFilter;

/// Installs JSON logs at the level of `RUST_LOG` (default `info`). Does nothing when logs are already installed.
pub fn install() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A second installation (several contexts in one test process) keeps the first.
    let _kept = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .try_init();
}
