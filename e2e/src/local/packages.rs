//! Debian packages that the local cluster is built with.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::progress::Progress;

/// Package and the file, or program on PATH, that shows it is there.
const NEEDED: [(&str, &str); 14] = [
    ("ca-certificates", "/etc/ssl/certs/ca-certificates.crt"),
    ("conntrack", "/usr/sbin/conntrack"),
    ("containernetworking-plugins", "/usr/lib/cni/bridge"),
    ("gcc", "/usr/bin/gcc"),
    ("ipset", "/usr/sbin/ipset"),
    ("iproute2", "/usr/sbin/ip"),
    ("iptables", "/usr/sbin/iptables"),
    ("libc6-dev", "/usr/include/stdlib.h"),
    ("libseccomp-dev", "/usr/include/seccomp.h"),
    ("mmdebstrap", "/usr/bin/mmdebstrap"),
    ("nftables", "/usr/sbin/nft"),
    ("openssl", "/usr/bin/openssl"),
    ("pkg-config", "/usr/bin/pkg-config"),
    ("umoci", "/usr/bin/umoci"),
];

/// Packages that walk-through and tests need: pages in a browser, client libraries from npm.
const NEEDED_BY_WALKTHROUGH: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    // Pages in Japanese are looked at, too.
    (
        "fonts-noto-cjk",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    ),
    ("libnss3-tools", "certutil"),
    ("nodejs", "node"),
    ("npm", "npm"),
];

/// Packages that only the tests need: databases, client libraries from `PyPI`.
const NEEDED_BY_TESTS: [(&str, &str); 2] = [
    ("postgresql-15", "/usr/lib/postgresql/15/bin/initdb"),
    ("python3-venv", "/var/lib/dpkg/info/python3-venv.list"),
];
/// The certified OpenID client needs it.
const OLDEST_NODE: u32 = 20;

/// Installs what the local cluster needs and is missing.
pub fn install_for_cluster(progress: &Progress) -> Result<()> {
    if !is_root() {
        bail!(
            "the local cluster needs root (network namespaces, mounts, control groups): run the command as root, or use \
             an existing cluster with `cargo domicile up --context NAME --image-registry REGISTRY`"
        );
    }
    if !command::succeeds(Command::new("go").arg("version")) {
        bail!(
            "the cluster tools are built from source: install Go 1.26 or newer and put `go` on PATH"
        );
    }
    install(&NEEDED, progress)
}

/// Installs what the tests need and is missing.
pub fn install_for_tests(progress: &Progress) -> Result<()> {
    install(&NEEDED_BY_TESTS, progress)?;
    install_for_walkthrough(progress)
}

/// Installs what the walk-through needs and is missing.
pub fn install_for_walkthrough(progress: &Progress) -> Result<()> {
    install(&NEEDED_BY_WALKTHROUGH, progress)?;
    let version = command::output(Command::new("node").arg("--version"))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!(
            "Node.js {} is too old for the scenario's client libraries: install {OLDEST_NODE} or newer",
            version.trim()
        );
    }
    Ok(())
}

fn install(needed: &[(&str, &str)], progress: &Progress) -> Result<()> {
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(_, sign)| !is_there(sign))
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_root() || !command::succeeds(Command::new("apt-get").arg("--version")) {
        bail!(
            "missing packages: {list}. Install them (Debian: `apt-get install {list}`) and run the command again"
        );
    }
    progress.step(&format!("installing Debian packages: {list}"), || {
        apt_get(&["update"])?;
        let mut words = vec!["install", "--yes", "--no-install-recommends"];
        words.extend(&missing);
        apt_get(&words)
    })
}

/// A file by its path, or a program by its name.
fn is_there(sign: &str) -> bool {
    if sign.starts_with('/') {
        return Path::new(sign).exists();
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(sign).exists())
}

fn apt_get(words: &[&str]) -> Result<()> {
    command::run(
        Command::new("apt-get")
            .arg("--quiet")
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|text| text.trim() == "0")
}
