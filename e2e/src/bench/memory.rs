//! Resident memory of the operator and of every workload, from the kernel: the local cluster's pods are processes of this
//! machine.

use std::fs;

use anyhow::{Context, Result};

use super::Figure;

/// Program and the most that it may take in MB.
const CEILINGS: [(&str, f64); 4] = [
    ("operator", 40.0),
    ("auth", 25.0),
    ("profile-store", 25.0),
    ("activation", 25.0),
];

/// The largest process of each program.
pub fn measure() -> Result<Vec<Figure>> {
    CEILINGS
        .iter()
        .map(|(program, ceiling)| {
            let largest = largest(&format!("/domicile-{program}")).with_context(|| {
                format!("no {program} runs on this machine; `cargo domicile up` starts it")
            })?;
            Ok(Figure::new(
                format!("memory-{program}"),
                largest,
                "MB",
                Some(*ceiling),
            ))
        })
        .collect()
}

fn largest(program: &str) -> Option<f64> {
    fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|process| {
            let line = fs::read(process.join("cmdline")).unwrap_or_default();
            line.split(|byte| *byte == 0).next() == Some(program.as_bytes())
        })
        .filter_map(|process| resident(&fs::read_to_string(process.join("status")).ok()?))
        .reduce(f64::max)
}

/// `VmRSS` of `/proc/PID/status`, in MB.
fn resident(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_in_megabytes() {
        assert_eq!(resident("Name:\tauth\nVmRSS:\t   15625 kB\n"), Some(16.0));
        assert_eq!(resident("Name:\tkthread\n"), None);
    }
}
