//! Finding and running PostgreSQL's programs.
//!
//! PostgreSQL refuses to run as root: a test that runs as root lends it the user `postgres` of Debian's package.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::StartError;

/// The folder of PostgreSQL's programs.
#[derive(Clone, Debug)]
pub(crate) struct Binaries {
    folder: PathBuf,
    as_root: bool,
}

impl Binaries {
    pub(crate) fn find() -> Result<Self, StartError> {
        let folder = match env::var_os("DOMICILE_POSTGRESQL_BIN") {
            Some(named) => PathBuf::from(named),
            None => newest_installed().ok_or(StartError::NotInstalled)?,
        };
        Ok(Self {
            folder,
            as_root: runs_as_root(),
        })
    }

    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// A command that runs as a user whom PostgreSQL accepts.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        if !self.as_root {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "--",
            ])
            .arg(program);
        command
    }

    /// Gives a folder to that user.
    pub(crate) fn hand_over(&self, folder: &Path) -> Result<(), StartError> {
        if self.as_root {
            run(
                Command::new("chown").arg("postgres:postgres").arg(folder),
                "",
            )?;
        }
        Ok(())
    }
}

/// Runs to the end, feeding standard input; the output is part of the error.
pub(crate) fn run(command: &mut Command, input: &str) -> Result<String, StartError> {
    let program = PathBuf::from(command.get_program());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(StartError::system(&format!(
            "cannot run {}",
            program.display()
        )))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(input.as_bytes())
            .map_err(StartError::system("cannot write to a program"))?;
    }
    let output = child
        .wait_with_output()
        .map_err(StartError::system("cannot wait for a program"))?;
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    if output.status.success() {
        Ok(text)
    } else {
        Err(StartError::Program {
            program,
            output: text,
        })
    }
}

fn newest_installed() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, folder)| folder.join("postgres").exists())
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder)
}

/// Whether the effective user is root, as the owner of this process's entry says.
fn runs_as_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|entry| entry.uid() == 0)
}
