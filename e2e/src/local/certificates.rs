//! Keys and certificates of the local cluster, made by OpenSSL. No token is shared: every process has its own name.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::files;

const CONFIGURATION: &str = "\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";

/// Signs the certificates of one circle of processes that trust each other.
#[derive(Debug)]
pub struct Authority {
    folder: PathBuf,
    name: String,
}

/// A certificate and its key, as files.
#[derive(Debug)]
pub struct Pair {
    /// PEM of the certificate.
    pub certificate: PathBuf,
    /// PEM of the private key.
    pub key: PathBuf,
}

impl Pair {
    /// Where the pair of this name lies.
    pub fn named(folder: &Path, name: &str) -> Self {
        Self {
            certificate: folder.join(format!("{name}.crt")),
            key: folder.join(format!("{name}.key")),
        }
    }

    fn exists(&self) -> bool {
        self.certificate.exists() && self.key.exists()
    }
}

impl Authority {
    /// Opens the authority, making it at first use.
    pub fn open(folder: &Path, name: &str) -> Result<Self> {
        files::make_private_folder(folder)?;
        let authority = Self {
            folder: folder.to_path_buf(),
            name: name.to_owned(),
        };
        files::write(&authority.configuration(), CONFIGURATION)?;
        let pair = Pair::named(folder, name);
        if !pair.exists() {
            command::run(
                authority
                    .request(&pair, &format!("/CN=domicile-{name}"))
                    .args(["-days", "3650", "-extensions", "authority"]),
            )?;
        }
        Ok(authority)
    }

    /// PEM file of the authority's certificate.
    pub fn certificate(&self) -> PathBuf {
        Pair::named(&self.folder, &self.name).certificate
    }

    /// Issues a certificate, or finds the one of this name. `subject` is like `/O=system:nodes/CN=system:node:eu`,
    /// `names` like `IP:10.89.0.1` or `DNS:localhost`.
    pub fn issue(&self, name: &str, subject: &str, names: &[&str]) -> Result<Pair> {
        let pair = Pair::named(&self.folder, name);
        if pair.exists() {
            return Ok(pair);
        }
        let authority = Pair::named(&self.folder, &self.name);
        let mut request = self.request(&pair, subject);
        request
            .args(["-days", "365", "-extensions", "leaf", "-CA"])
            .arg(authority.certificate)
            .arg("-CAkey")
            .arg(authority.key);
        if !names.is_empty() {
            request.args(["-addext", &format!("subjectAltName = {}", names.join(","))]);
        }
        command::run(&mut request)?;
        Ok(pair)
    }

    fn configuration(&self) -> PathBuf {
        self.folder.join("openssl.cnf")
    }

    fn request(&self, pair: &Pair, subject: &str) -> Command {
        let mut openssl = Command::new("openssl");
        openssl
            .args([
                "req",
                "-x509",
                "-batch",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-config",
            ])
            .arg(self.configuration())
            .args(["-subj", subject, "-keyout"])
            .arg(&pair.key)
            .arg("-out")
            .arg(&pair.certificate);
        openssl
    }
}

/// The key that signs service account tokens, and its public half.
pub fn service_account_key(folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let (key, public) = (
        folder.join("service-account.key"),
        folder.join("service-account.pub"),
    );
    if !key.exists() || !public.exists() {
        command::run(
            Command::new("openssl")
                .args([
                    "genpkey",
                    "-algorithm",
                    "EC",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-out",
                ])
                .arg(&key),
        )?;
        command::run(
            Command::new("openssl")
                .args(["pkey", "-pubout", "-in"])
                .arg(&key)
                .arg("-out")
                .arg(&public),
        )?;
    }
    Ok((key, public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issued_certificate_is_trusted_by_its_authority_only() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Authority::open(folder.path(), "ours").unwrap();
        let theirs = Authority::open(folder.path(), "theirs").unwrap();
        let pair = ours
            .issue(
                "node",
                "/O=system:nodes/CN=system:node:eu",
                &["IP:10.89.0.11"],
            )
            .unwrap();
        let verify = |authority: &Authority| {
            command::succeeds(
                Command::new("openssl")
                    .args(["verify", "-CAfile"])
                    .arg(authority.certificate())
                    .arg(&pair.certificate),
            )
        };
        assert!(verify(&ours));
        assert!(!verify(&theirs));
    }

    #[test]
    fn opening_again_keeps_the_authority() {
        let folder = tempfile::tempdir().unwrap();
        let first =
            files::read(&Authority::open(folder.path(), "ca").unwrap().certificate()).unwrap();
        let second =
            files::read(&Authority::open(folder.path(), "ca").unwrap().certificate()).unwrap();
        assert_eq!(first, second);
    }
}
