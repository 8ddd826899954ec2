//! Processes that outlive this command: started in a session of their own, remembered by process id *and* start
//! time, and ended only when both still fit, so that a reused process id is never hit.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::command;
use crate::files;
use crate::layout::Layout;
use crate::waiting;

/// A process of ours with a name, a record in the state folder and a log file.
#[derive(Debug)]
pub struct Daemon {
    name: String,
    record: PathBuf,
    log: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    pid: u32,
    /// Clock ticks after boot, as in `/proc/PID/stat`.
    start_time: u64,
    /// A word of the command line that stays when a wrapper replaces itself by another program.
    word: String,
}

impl Daemon {
    /// Names the process; nothing is started yet.
    pub fn new(layout: &Layout, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            record: records(layout).join(format!("{name}.json")),
            log: layout.logs().join(format!("{name}.log")),
        }
    }

    /// Every process that has a record, running or not.
    pub fn recorded(layout: &Layout) -> Vec<Self> {
        let Ok(entries) = fs::read_dir(records(layout)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| {
                entry
                    .ok()?
                    .file_name()
                    .to_str()?
                    .strip_suffix(".json")
                    .map(str::to_owned)
            })
            .collect();
        names.sort();
        names.iter().map(|name| Self::new(layout, name)).collect()
    }

    /// The name given at the start.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the process writes.
    pub fn log(&self) -> &PathBuf {
        &self.log
    }

    /// The process id, when the process that we started is still there.
    pub fn running(&self) -> Option<u32> {
        let record: Record = serde_json::from_str(&fs::read_to_string(&self.record).ok()?).ok()?;
        (start_time(record.pid)? == record.start_time && has_word(record.pid, &record.word))
            .then_some(record.pid)
    }

    /// Starts the process in a session of its own, so that neither the end of this command nor of the terminal ends it.
    pub fn start(&self, command: &Command) -> Result<u32> {
        if let Some(folder) = self.log.parent() {
            files::make_folder(folder)?;
        }
        let log = File::create(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))?;
        let program = command.get_program();
        let mut detached = Command::new("setsid");
        detached.arg(program).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => detached.env(name, value),
                None => detached.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            detached.current_dir(folder);
        }
        // `setsid` replaces itself by the program: the process id stays.
        let child = detached
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("cannot start {}", self.name))?;
        let pid = child.id();
        let start_time = start_time(pid)
            .with_context(|| format!("{} ended at once; see {}", self.name, self.log.display()))?;
        let word = command
            .get_args()
            .last()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned();
        files::write_private(
            &self.record,
            &serde_json::to_string(&Record {
                pid,
                start_time,
                word,
            })?,
        )?;
        Ok(pid)
    }

    /// Ends the process and everything in its process group; without effect when it does not run.
    pub fn stop(&self, grace: Duration) -> Result<()> {
        if let Some(pid) = self.running() {
            signal_group(pid, "TERM");
            let ended = || Ok(self.running().is_none().then_some(()));
            if waiting::until(&self.name, grace, ended).is_err() {
                signal_group(pid, "KILL");
                waiting::until(
                    &format!("{} (process {pid}) ends", self.name),
                    Duration::from_secs(20),
                    ended,
                )?;
            }
            // Members of the group that outlived its leader.
            signal_group(pid, "KILL");
        }
        let _ = fs::remove_file(&self.record);
        Ok(())
    }

    /// The end of the log, for errors.
    pub fn said(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(10)..].join("\n")
    }
}

fn records(layout: &Layout) -> PathBuf {
    layout.state.join("processes")
}

fn signal_group(leader: u32, signal: &str) {
    command::succeeds(Command::new("kill").args(["-s", signal, "--", &format!("-{leader}")]));
}

/// Field 22 of `/proc/PID/stat`; `None` for a process that is gone or only waits to be reaped.
fn start_time(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = text.rsplit_once(')')?.1.split_whitespace();
    if fields.next()? == "Z" {
        return None;
    }
    fields.nth(18)?.parse().ok()
}

/// The command line is empty for a moment while one program replaces itself by another.
fn has_word(pid: u32, word: &str) -> bool {
    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| {
        line.is_empty()
            || line
                .split(|byte| *byte == 0)
                .any(|found| found == word.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(folder: &std::path::Path) -> Layout {
        Layout {
            repository: folder.into(),
            cache: folder.join("cache"),
            state: folder.join("state"),
        }
    }

    #[test]
    fn a_started_process_is_found_again_and_ended() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(folder.path());
        let daemon = Daemon::new(&layout, "sleeper");
        let mut command = Command::new("sleep");
        command.arg("600");
        let pid = daemon.start(&command).unwrap();
        assert_eq!(Daemon::recorded(&layout)[0].running(), Some(pid));
        daemon.stop(Duration::from_secs(5)).unwrap();
        assert_eq!(daemon.running(), None);
        assert!(Daemon::recorded(&layout).is_empty());
    }

    #[test]
    fn another_process_under_a_reused_id_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let daemon = Daemon::new(&layout(folder.path()), "other");
        let record = Record {
            pid: std::process::id(),
            start_time: 1,
            word: "other".into(),
        };
        files::write_private(&daemon.record, &serde_json::to_string(&record).unwrap()).unwrap();
        assert_eq!(daemon.running(), None);
        daemon.stop(Duration::from_secs(1)).unwrap();
    }
}
