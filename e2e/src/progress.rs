//! What is being done, how long it takes, and how long it took last time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;

use crate::layout::Layout;

/// Prints a line when a step begins and one when it ends, and remembers durations in the cache.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
    file: PathBuf,
    durations: RefCell<BTreeMap<String, f64>>,
}

impl Progress {
    /// Starts the clock; durations of earlier runs come from the cache.
    pub fn new(layout: &Layout) -> Self {
        let file = layout.cache.join("durations.json");
        let durations = fs::read_to_string(&file)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        Self {
            started: Instant::now(),
            file,
            durations: RefCell::new(durations),
        }
    }

    /// Does one step of work between its two lines.
    pub fn step<T>(&self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let before = self.durations.borrow().get(name).copied();
        let last_time = before.map_or(String::new(), |seconds| {
            format!(" (last time {seconds:.1} s)")
        });
        println!("{:>7.1} s  {name}{last_time}", self.seconds());
        let begun = Instant::now();
        let result = work();
        let took = begun.elapsed().as_secs_f64();
        match &result {
            Ok(_) => {
                println!("{:>7.1} s  {name}: done in {took:.1} s", self.seconds());
                self.remember(name, took);
            }
            Err(_) => println!(
                "{:>7.1} s  {name}: FAILED after {took:.1} s",
                self.seconds()
            ),
        }
        result
    }

    /// Says something between steps.
    pub fn note(&self, text: &str) {
        println!("{:>7.1} s  {text}", self.seconds());
    }

    /// Seconds since the command was started.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// A lost memory of durations is no reason to fail.
    fn remember(&self, name: &str, seconds: f64) {
        let mut durations = self.durations.borrow_mut();
        durations.insert(name.to_owned(), (seconds * 10.0).round() / 10.0);
        if let Ok(text) = serde_json::to_string_pretty(&*durations) {
            let _ = self.file.parent().map(fs::create_dir_all);
            let _ = fs::write(&self.file, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_remembers_how_long_it_took() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout {
            repository: folder.path().into(),
            cache: folder.path().join("cache"),
            state: folder.path().join("state"),
        };
        Progress::new(&layout).step("test", || Ok(())).unwrap();
        assert!(
            Progress::new(&layout)
                .durations
                .borrow()
                .contains_key("test")
        );
    }

    #[test]
    fn a_failed_step_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout {
            repository: folder.path().into(),
            cache: folder.path().join("cache"),
            state: folder.path().join("state"),
        };
        let progress = Progress::new(&layout);
        progress
            .step::<()>("test", || anyhow::bail!("no"))
            .unwrap_err();
        assert!(progress.durations.borrow().is_empty());
    }
}
