//! The project's own command, `cargo domicile`: a real cluster with three regions on one machine, Domicile on it, its
//! tests and its benches.
//!
//! `commands` holds one file for each verb; `local` makes the cluster, `images` what runs on it, `product` installs
//! Domicile and shows it.

mod bench;
mod cli;
mod command;
mod commands;
mod counts;
mod exclusive;
mod files;
mod images;
mod kubectl;
mod layout;
mod local;
mod openapi;
mod processes;
mod product;
mod progress;
mod waiting;

use std::io;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe, `head` for example, has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
