//! How many sign-ins, tokens and introspections one machine serves, each beside the bare operation that it cannot do
//! without, measured in the same run: `cargo bench -p domicile-auth --bench sign_in`.
//!
//! The real routers on a real PostgreSQL, client and database on the same cores; HTTP and TLS are not in it. With
//! `-- --json`, one line `{"name","value","unit","ratio"}` per figure, for `cargo domicile bench auth`. The words `tokens`,
//! `passkeys` and `passwords` choose a part, for a profiler.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    dead_code,
    unused_imports,
    reason = "a bench prints, has failed when it cannot go on, and uses a part of the stories' world"
)]

#[path = "../../../credentials/tests/support/authenticator.rs"]
mod authenticator;
#[path = "../../src/example.rs"]
mod example;
mod figures;
mod load;
mod passkeys;
mod passwords;
mod processor;
#[path = "../../tests/stories/support/mod.rs"]
mod support;
mod tokens;

use figures::Figures;
use support::World;

#[tokio::main]
async fn main() {
    let mut figures = Figures::of_arguments();
    // Tasks of every kind borrow it until the process ends.
    let world: &'static World = Box::leak(Box::new(World::with_passwords().await));
    if wanted("tokens") {
        tokens::measure(world, &mut figures).await;
    }
    if wanted("passkeys") {
        passkeys::measure(world, &mut figures).await;
    }
    if wanted("passwords") {
        passwords::measure(world, &mut figures).await;
    }
}

/// Whether a part was named, or none was.
fn wanted(part: &str) -> bool {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    words.is_empty() || words.iter().any(|word| word == part)
}
