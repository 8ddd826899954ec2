//! Debian packages that the local cluster is built with.

use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::progress::Progress;

/// Package and the program or file that shows it is there.
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

/// Packages that only the tests need: databases, pages in a browser, a client library from npm.
const NEEDED_BY_TESTS: [(&str, &str); 4] = [
    ("chromium", "/usr/bin/chromium"),
    ("nodejs", "/usr/bin/node"),
    ("npm", "/usr/bin/npm"),
    ("postgresql-15", "/usr/lib/postgresql/15/bin/initdb"),
];

/// Installs what the local cluster needs and is missing.
pub fn install_for_cluster(progress: &Progress) -> Result<()> {
    if !is_root() {
        bail!(
            "the local cluster needs root (network namespaces, mounts, control groups): run the command as root, or use \
             an existing cluster with `cargo domicile up --context NAME`"
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
    install(&NEEDED_BY_TESTS, progress)
}

fn install(needed: &[(&str, &str)], progress: &Progress) -> Result<()> {
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(_, file)| !std::path::Path::new(file).exists())
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
