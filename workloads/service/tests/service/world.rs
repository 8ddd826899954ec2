//! A workload process with what the operator mounts.

use std::{fs, net::Ipv4Addr, path::Path};

use domicile_bundle::{
    Bundle, Mail, OpenId, SignIn, SmtpEncryption, TenantName, parts, status::Workload,
};
use domicile_service::{Context, Settings, start_with};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

pub fn bundle(region: &str, domain: &str) -> Bundle {
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
        organizations: None,
        sign_in: SignIn {
            session_idle_seconds: 3600,
            session_absolute_seconds: 86400,
            token_lifetime_seconds: 300,
            refresh_token_idle_seconds: 86_400,
            refresh_token_absolute_seconds: 604_800,
            ..SignIn::default()
        },
        openid: OpenId::default(),
        sms: None,
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
pub fn mount(root: &Path, generation: &str, files: &[(String, String)]) {
    let directory = root.join("bundle");
    fs::create_dir_all(directory.join(generation)).unwrap();
    for (name, text) in files {
        fs::write(directory.join(generation).join(name), text).unwrap();
    }
    let next = directory.join("..data_tmp");
    std::os::unix::fs::symlink(generation, &next).unwrap();
    fs::rename(next, directory.join("..data")).unwrap();
}

pub fn files(bundle: &Bundle) -> Vec<(String, String)> {
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

pub async fn started(root: &Path, bind: Ipv4Addr) -> Context {
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
        bind: bind.into(),
    };
    start_with(Workload::Auth, settings).await.unwrap()
}
