//! How long the proof and the bundles of a large tenant take: `cargo bench -p domicile-policy --bench proof`.
//!
//! With `-- --json`, one line `{"name","value","unit"}` per figure, for `cargo domicile bench`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints, and has failed when it cannot go on"
)]

#[path = "../tests/policy/fixture/airline.rs"]
mod airline;
#[path = "../tests/policy/fixture/large.rs"]
mod large;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use domicile_policy::{Input, compile, matrix, prove};
use large::{Size, large};

/// What the issue asks for: at most one second, better a tenth of it.
const TYPICAL: Size = Size {
    purposes: 200,
    targets: 100,
    regions: 3,
    attributes: 100,
    attributes_each: 20,
    purposes_each: 10,
};

/// The most that this size can be: every target names every purpose, and each covers every attribute.
const DENSE: Size = Size {
    attributes_each: 100,
    purposes_each: 200,
    ..TYPICAL
};

fn main() {
    let as_json = std::env::args().any(|argument| argument == "--json");
    let typical = large(TYPICAL);
    let cells = TYPICAL.purposes * TYPICAL.targets * TYPICAL.regions * TYPICAL.attributes;
    let milliseconds = |took: Duration| took.as_secs_f64() * 1e3;
    let nanoseconds_each = |took: Duration| took.as_nanos() / cells as u128;
    let figures = [
        (
            "policy-proof-and-compile",
            format!("{:.1}", milliseconds(best(&typical, proof_and_compile))),
            "ms",
        ),
        (
            "policy-proof-and-compile-dense",
            format!(
                "{:.1}",
                milliseconds(best(&large(DENSE), proof_and_compile))
            ),
            "ms",
        ),
        (
            "policy-verdict",
            nanoseconds_each(best(&typical, whole_matrix)).to_string(),
            "ns",
        ),
    ];
    for (name, value, unit) in figures {
        if as_json {
            println!(r#"{{"name":"{name}","value":{value},"unit":"{unit}"}}"#);
        } else {
            println!("{name:<34} {value:>9} {unit}");
        }
    }
}

/// The shortest of ten: what the work takes when nothing else runs.
fn best(input: &Input, work: fn(&Input)) -> Duration {
    let measure = || {
        let started = Instant::now();
        work(black_box(input));
        started.elapsed()
    };
    (0..10).map(|_| measure()).min().unwrap()
}

/// One change of one object: everything is proved and every region's bundle is made.
fn proof_and_compile(input: &Input) {
    let proof = prove(input);
    assert!(proof.rejections.is_empty());
    for region in proof.accepted.regions() {
        black_box(compile(&proof.accepted, &region.name).unwrap());
    }
}

/// Every verdict, one by one.
fn whole_matrix(input: &Input) {
    let proof = prove(input);
    black_box(
        matrix(&proof.accepted)
            .filter(|cell| cell.verdict.is_allowed())
            .count(),
    );
}
