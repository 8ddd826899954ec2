//! A running process takes a new bundle without a restart, whole or not at all.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, net::Ipv4Addr, path::Path, time::Duration};

use domicile_bundle::{Bundle, Mail, SignIn, SmtpEncryption, TenantName, parts, status::Workload};
use domicile_service::{Context, Settings, start_with};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::time::timeout;

fn bundle(region: &str, domain: &str) -> Bundle {
    Bundle {
        tenant: TenantName {
            namespace: "prod".into(),
            name: "aurora".into(),
        },
        region: region.into(),
        domain: domain.into(),
        public_port: 443,
        issuer: format!("https://login.{domain}"),
        regions: Vec::new(),
        sign_in: SignIn {
            code_lifetime_seconds: 600,
            code_attempts: 5,
            session_idle_seconds: 3600,
            session_absolute_seconds: 86400,
            token_lifetime_seconds: 300,
        },
        mail: Mail {
            from: "no-reply@aurora.example".into(),
            host: "smtp.aurora.example".into(),
            port: 465,
            encryption: SmtpEncryption::ImplicitTls,
            authenticated: false,
        },
        brands: Vec::new(),
        default_brand: "prod/aurora".into(),
        applications: Vec::new(),
        attributes: Vec::new(),
        events: Vec::new(),
        purposes: Vec::new(),
        sources: Vec::new(),
        targets: Vec::new(),
    }
}

/// Writes a generation as the kubelet does: a folder of its own, then the link `..data` swapped over it.
fn mount(root: &Path, generation: &str, files: &[(String, String)]) {
    let directory = root.join("bundle");
    fs::create_dir_all(directory.join(generation)).unwrap();
    for (name, text) in files {
        fs::write(directory.join(generation).join(name), text).unwrap();
    }
    let next = directory.join("..data_tmp");
    std::os::unix::fs::symlink(generation, &next).unwrap();
    fs::rename(next, directory.join("..data")).unwrap();
}

fn files(bundle: &Bundle) -> Vec<(String, String)> {
    let encoded = parts::encode(bundle).unwrap();
    let index = serde_json::to_string(&encoded.index).unwrap();
    encoded
        .parts
        .into_iter()
        .chain([(parts::INDEX_FILE.to_owned(), index)])
        .collect()
}

fn mesh_identity(root: &Path) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(["auth.eu.aurora.prod.mesh.domicile.dev".to_owned()])
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    fs::create_dir_all(root.join("mesh")).unwrap();
    fs::write(root.join("mesh/ca.crt"), authority.pem()).unwrap();
    fs::write(root.join("mesh/tls.crt"), leaf.pem()).unwrap();
    fs::write(root.join("mesh/tls.key"), key.serialize_pem()).unwrap();
}

async fn started(root: &Path) -> Context {
    fs::create_dir_all(root.join("keys")).unwrap();
    fs::write(root.join("keys/pseudonym.key"), "07".repeat(32)).unwrap();
    mesh_identity(root);
    mount(root, "..first", &files(&bundle("eu", "aurora.example")));
    let settings = Settings {
        tenant: "aurora".into(),
        namespace: "prod".into(),
        region: "eu".into(),
        pod: "pod".into(),
        node: "node".into(),
        root: root.to_owned(),
        bind: Ipv4Addr::LOCALHOST.into(),
    };
    start_with(Workload::Auth, settings).await.unwrap()
}

#[tokio::test]
async fn a_new_bundle_is_in_force_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path()).await;
    let mut changes = context.configuration().changes();
    mount(
        folder.path(),
        "..second",
        &files(&bundle("eu", "second.example")),
    );
    timeout(Duration::from_secs(10), changes.changed())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(context.bundle().bundle.domain, "second.example");
}

#[tokio::test]
async fn a_bundle_that_is_mixed_or_of_another_region_is_refused_and_the_last_stays_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path()).await;
    let mut mixed = files(&bundle("eu", "mixed.example"));
    mixed[0].1.push(' ');
    for (generation, refused) in [
        ("..mixed", mixed),
        ("..other", files(&bundle("us", "other.example"))),
    ] {
        let before = context.configuration().problem();
        mount(folder.path(), generation, &refused);
        let refused = async {
            while context.configuration().problem() == before {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), refused).await.unwrap();
        assert_eq!(context.bundle().bundle.domain, "aurora.example");
    }
}

#[tokio::test]
async fn a_pseudonym_is_stable_and_does_not_contain_what_it_stands_for() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path()).await;
    assert_eq!(context.pseudonym("person"), context.pseudonym("person"));
    assert_ne!(context.pseudonym("person"), context.pseudonym("other"));
    assert!(!context.pseudonym("person").contains("person"));
}
