//! What the airline and its partners' systems know of each other: the authority of their certificates, the certificate of
//! the SMS adapter, and the secret that calls to it are signed with. `examples/airline` names both Secrets.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::TENANT;
use crate::command;
use crate::files;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::HOST_ADDRESS;
use crate::local::certificates::{Authority, Pair};

/// Namespace of the receiver, which plays the partners' systems.
pub const NAMESPACE: &str = "receiver";
/// Names by which the cluster reaches it.
const RECEIVER: [&str; 2] = [
    "DNS:receiver.receiver.svc",
    "DNS:receiver.receiver.svc.cluster.local",
];
/// Secret of both: what calls to the SMS adapter are signed with.
const SMS_SIGNING: &str = "sms-signing";
/// Secret of the airline: the authority that it trusts beside the system's.
const AUTHORITY: &str = "partners-authority";
/// Secret of the receiver: its certificate.
const RECEIVER_TLS: &str = "receiver-tls";

/// What was made at first use, and is found again.
#[derive(Debug)]
pub struct Partners {
    authority: Authority,
    receiver: Pair,
    sms_secret: String,
}

/// Where all of it lies. The scenario plays a provider with what is there.
pub fn folder(layout: &Layout) -> PathBuf {
    layout.state.join("partners")
}

impl Partners {
    /// Opens them, making at first use what is missing.
    pub fn open(layout: &Layout) -> Result<Self> {
        let folder = folder(layout);
        let authority = Authority::open(&folder, "authority")?;
        let receiver = authority.issue("receiver", "/CN=receiver", &RECEIVER)?;
        // Somebody else's provider, at an address that browsers here and pods there reach alike.
        let address = format!("IP:{HOST_ADDRESS}");
        authority.issue("provider", "/CN=provider", &[&address])?;
        let file = folder.join("sms-secret");
        if !file.exists() {
            let random = command::output(Command::new("openssl").args(["rand", "-base64", "32"]))?;
            files::write_private(&file, &format!("whsec_{}", random.trim()))?;
        }
        Ok(Self {
            authority,
            receiver,
            sms_secret: files::read(&file)?,
        })
    }

    /// Gives the receiver what it reads at its start; returns a hash that changes with it.
    pub fn equip_receiver(&self, kubectl: &Kubectl) -> Result<String> {
        let restricted = json!({ "pod-security.kubernetes.io/enforce": "restricted" });
        let namespace = json!({ "apiVersion": "v1", "kind": "Namespace",
            "metadata": { "name": NAMESPACE, "labels": restricted } });
        let certificate = files::read(&self.receiver.certificate)?;
        let key = files::read(&self.receiver.key)?;
        let files = [("tls.crt", certificate.as_str()), ("tls.key", key.as_str())];
        let objects = [
            namespace,
            secret(NAMESPACE, RECEIVER_TLS, files),
            self.sms_signing(NAMESPACE),
        ];
        apply(kubectl, &objects)?;
        let hash = Sha256::digest(format!("{certificate}{key}{}", self.sms_secret));
        Ok(Base64UrlUnpadded::encode_string(&hash))
    }

    /// Gives the airline what its tenant names; its namespace is there.
    pub fn equip_airline(&self, kubectl: &Kubectl) -> Result<()> {
        let authority = files::read(&self.authority.certificate())?;
        let objects = [
            secret(TENANT, AUTHORITY, [("ca.crt", &authority)]),
            self.sms_signing(TENANT),
        ];
        apply(kubectl, &objects)
    }

    fn sms_signing(&self, namespace: &str) -> Value {
        secret(namespace, SMS_SIGNING, [("secret", &self.sms_secret)])
    }
}

fn secret<const COUNT: usize>(namespace: &str, name: &str, files: [(&str, &str); COUNT]) -> Value {
    let encoded = files.map(|(key, text)| (key.to_owned(), Base64::encode_string(text.as_bytes())));
    let data = BTreeMap::from(encoded);
    json!({ "apiVersion": "v1", "kind": "Secret", "metadata": { "namespace": namespace, "name": name }, "data": data })
}

fn apply(kubectl: &Kubectl, objects: &[Value]) -> Result<()> {
    kubectl.apply(&json!({ "apiVersion": "v1", "kind": "List", "items": objects }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_of_the_partners_authority_and_are_none_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout {
            repository: folder.path().to_path_buf(),
            cache: folder.path().to_path_buf(),
            state: folder.path().to_path_buf(),
        };
        let partners = Partners::open(&layout).unwrap();
        let again = Partners::open(&layout).unwrap();
        assert_eq!(
            partners.sms_secret, again.sms_secret,
            "nothing is made twice"
        );
        assert_eq!(partners.sms_secret.len(), "whsec_".len() + 44);
        for (name, host) in [
            ("receiver", ["-verify_hostname", "receiver.receiver.svc"]),
            ("provider", ["-verify_ip", HOST_ADDRESS]),
        ] {
            let pair = Pair::named(&super::folder(&layout), name);
            let mut verify = Command::new("openssl");
            verify
                .args(["verify", "-purpose", "sslserver", "-CAfile"])
                .arg(partners.authority.certificate())
                .args(host)
                .arg(&pair.certificate);
            assert!(command::succeeds(&mut verify), "{name}");
            let text = command::output(
                Command::new("openssl")
                    .args(["x509", "-noout", "-text", "-in"])
                    .arg(&pair.certificate),
            )
            .unwrap();
            assert!(text.contains("CA:FALSE"), "{name}");
        }
    }
}
