//! Regions of one tenant: one authority, one locate key, an address each on the loopback network.

use std::{
    fs,
    net::{IpAddr, Ipv4Addr},
    path::Path,
    sync::atomic::{AtomicU16, Ordering},
};

use domicile_bundle::{Bundle, MeshAddresses, RegionEntry, parts, status::Workload};
use domicile_jose::SigningKey;
use domicile_service::{Context, Settings, start_with};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, PKCS_ECDSA_P256_SHA256,
};

use crate::configuration::{self, PORTAL_SECRET};

static NEXT_ADDRESS: AtomicU16 = AtomicU16::new(1);

/// What is another in a tenant's configuration.
pub type Configure = fn(&mut Bundle);

/// A tenant's regions.
pub struct World {
    authority: CertifiedIssuer<'static, KeyPair>,
    pub regions: Vec<RegionOfWorld>,
    configure: Configure,
}

/// One region: its addresses and its signing key.
pub struct RegionOfWorld {
    pub name: &'static str,
    pub signing_key: SigningKey,
    auth: Ipv4Addr,
    profile_store: Ipv4Addr,
    activation: Ipv4Addr,
}

impl World {
    pub fn of(names: &[&'static str]) -> Self {
        Self::configured(names, |_| ())
    }

    /// A tenant whose configuration is another in something.
    pub fn configured(names: &[&'static str], configure: Configure) -> Self {
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority =
            CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap();
        let regions = names
            .iter()
            .map(|name| {
                let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
                RegionOfWorld {
                    name,
                    signing_key: SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap(),
                    auth: own_address(),
                    profile_store: own_address(),
                    activation: own_address(),
                }
            })
            .collect();
        Self {
            authority,
            regions,
            configure,
        }
    }

    pub fn region(&self, name: &str) -> &RegionOfWorld {
        self.regions
            .iter()
            .find(|region| region.name == name)
            .unwrap()
    }

    /// Writes what the operator would mount, and starts the process's shared part.
    pub async fn start(
        &self,
        workload: Workload,
        region: &str,
        root: &Path,
        database_url: &str,
    ) -> Context {
        let own = self.region(region);
        let bind = match workload {
            Workload::Auth => own.auth,
            Workload::ProfileStore => own.profile_store,
            Workload::Activation => own.activation,
        };
        self.write_bundle(region, root);
        self.write_identity(workload, region, bind, root);
        write(root, "database/url", database_url);
        for (key, byte) in [
            ("locate.key", "11"),
            ("pseudonym.key", "22"),
            ("seal.key", "33"),
        ] {
            write(root, &format!("keys/{key}"), &byte.repeat(32));
        }
        write(root, "keys/portal-client-secret", PORTAL_SECRET);
        let settings = Settings {
            tenant: "aurora".into(),
            namespace: "aurora".into(),
            region: region.into(),
            pod: "pod".into(),
            node: "node".into(),
            root: root.to_owned(),
            bind: IpAddr::V4(bind),
        };
        start_with(workload, settings).await.unwrap()
    }

    fn write_bundle(&self, region: &str, root: &Path) {
        let mut bundle = configuration::bundle(region, self.entries());
        (self.configure)(&mut bundle);
        let encoded = parts::encode(&bundle).unwrap();
        for (name, text) in &encoded.parts {
            write(root, &format!("bundle/{name}"), text);
        }
        write(
            root,
            "bundle/index.json",
            &serde_json::to_string(&encoded.index).unwrap(),
        );
    }

    fn write_identity(&self, workload: Workload, region: &str, bind: Ipv4Addr, root: &Path) {
        let names = [
            format!("{workload}.{region}.aurora.aurora.mesh.domicile.dev"),
            bind.to_string(),
        ];
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(names)
            .unwrap()
            .signed_by(&key, &self.authority)
            .unwrap();
        for folder in ["mesh", "tls"] {
            write(root, &format!("{folder}/ca.crt"), &self.authority.pem());
            write(root, &format!("{folder}/tls.crt"), &leaf.pem());
            write(root, &format!("{folder}/tls.key"), &key.serialize_pem());
        }
    }

    fn entries(&self) -> Vec<RegionEntry> {
        self.regions
            .iter()
            .map(|region| RegionEntry {
                name: region.name.into(),
                jurisdiction: region.name.to_uppercase(),
                residents: match region.name {
                    "eu" => vec!["DE".into(), "ES".into(), "FR".into()],
                    "us" => vec!["US".into()],
                    _ => Vec::new(),
                },
                takes_other_countries: region.name == "us",
                mesh: MeshAddresses {
                    auth: format!("https://{}:9443", region.auth),
                    profile_store: format!("https://{}:9443", region.profile_store),
                    activation: format!("https://{}:9443", region.activation),
                },
                signing_keys: vec![region.signing_key.public_jwk().clone()],
            })
            .collect()
    }
}

/// Every process listens on fixed ports: each gets an address of its own, also beside other test processes.
fn own_address() -> Ipv4Addr {
    let [high, low] = NEXT_ADDRESS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    let process = u8::try_from(std::process::id() % 200).unwrap() + 40;
    Ipv4Addr::new(127, process, high, low)
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
