//! What the figures were measured on.

use std::fs;
use std::thread;

/// Processor, cores and memory in one line.
pub fn description() -> String {
    let processor =
        value_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let memory = value_of("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok())
        .map_or_else(String::new, |kibibytes| {
            format!(", {} GiB", kibibytes >> 20)
        });
    format!("{processor}, {cores} cores{memory}")
}

fn value_of(file: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
