//! How long the proof of a large tenant takes.

fn main() {}
