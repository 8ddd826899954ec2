//! What the airline and its partners' systems know of each other: the authority of their certificates, the certificate of
//! the SMS adapter and the mileage programme, and the secrets that calls to them are signed with. `examples/airline` names the Secrets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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
/// Secrets of both, and the files that they are kept in: what calls to the SMS adapter and to the mileage programme are signed with.
const SIGNING: [(&str, &str); 2] = [
    ("sms-signing", "sms-secret"),
    ("miles-signing", "miles-secret"),
];
/// Secret of the airline: the authority that it trusts beside the system's.
const AUTHORITY: &str = "partners-authority";
/// Secret of the receiver: its certificate.
const RECEIVER_TLS: &str = "receiver-tls";

/// What was made at first use, and is found again.
#[derive(Debug)]
pub struct Partners {
    authority: Authority,
    receiver: Pair,
    /// In the order of [`SIGNING`].
    signing: [String; SIGNING.len()],
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
        let [sms, miles] = SIGNING.map(|(_, file)| signing_secret(&folder.join(file)));
        Ok(Self {
            authority,
            receiver,
            signing: [sms?, miles?],
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
        let mut objects = vec![namespace, secret(NAMESPACE, RECEIVER_TLS, files)];
        objects.extend(self.signing(NAMESPACE));
        apply(kubectl, &objects)?;
        let hash = Sha256::digest(format!("{certificate}{key}{}", self.signing.concat()));
        Ok(Base64UrlUnpadded::encode_string(&hash))
    }

    /// Gives the airline what its tenant names; its namespace is there.
    pub fn equip_airline(&self, kubectl: &Kubectl) -> Result<()> {
        let authority = files::read(&self.authority.certificate())?;
        let mut objects = vec![secret(TENANT, AUTHORITY, [("ca.crt", &authority)])];
        objects.extend(self.signing(TENANT));
        apply(kubectl, &objects)
    }

    fn signing(&self, namespace: &str) -> impl Iterator<Item = Value> {
        let named = SIGNING.iter().zip(&self.signing);
        named.map(move |((name, _), text)| secret(namespace, name, [("secret", text)]))
    }
}

/// A secret as Standard Webhooks has it, made at first use.
fn signing_secret(file: &Path) -> Result<String> {
    if !file.exists() {
        let random = command::output(Command::new("openssl").args(["rand", "-base64", "32"]))?;
        files::write_private(file, &format!("whsec_{}", random.trim()))?;
    }
    files::read(file)
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
        assert_eq!(partners.signing, again.signing, "nothing is made twice");
        let [sms, miles] = &partners.signing;
        assert_ne!(sms, miles);
        assert_eq!(sms.len(), "whsec_".len() + 44);
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
