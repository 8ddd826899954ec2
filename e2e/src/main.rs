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
mod processes;
mod product;
mod progress;
mod waiting;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
