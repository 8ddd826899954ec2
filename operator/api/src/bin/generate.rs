//! Writes the files that are generated from the custom resource types; with `--check` only says which are stale.
//!
//! ```text
//! generate [--check] [--root FOLDER]
//! ```

use std::{path::PathBuf, process::ExitCode};

use domicile_api::generate::{self, GenerateError};

const USAGE: &str = "usage: generate [--check] [--root FOLDER]";

struct Arguments {
    check: bool,
    root: PathBuf,
}

fn arguments() -> Option<Arguments> {
    let mut found = Arguments {
        check: false,
        root: PathBuf::from("."),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--check" => found.check = true,
            "--root" => found.root = words.next()?.into(),
            _ => return None,
        }
    }
    Some(found)
}

fn run(arguments: &Arguments) -> Result<String, GenerateError> {
    if arguments.check {
        generate::check(&arguments.root)?;
        return Ok("every generated file is fresh".to_owned());
    }
    let changed = generate::write(&arguments.root)?;
    Ok(if changed.is_empty() {
        "nothing to write".to_owned()
    } else {
        format!("wrote {}", changed.join(", "))
    })
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&arguments) {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
