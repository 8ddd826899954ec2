//! A kube-apiserver with its etcd, and one operator, shared by all tests of this binary.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use domicile_api::{Region, definition};
use domicile_operator::{run::run, settings::Settings};
use k8s_openapi::{
    api::core::v1::{Namespace, Node},
    apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition,
};
use kube::{
    Api, Client, Config, ResourceExt,
    api::{ListParams, PostParams},
    config::AuthInfo,
};
use tokio::sync::watch;

use crate::scene;

/// The user whose writes are the operator's.
pub const OPERATOR_USER: &str = "operator";
const TESTER: &str = "tester";

/// The running server.
pub struct ApiServer {
    address: String,
    certificate: Vec<u8>,
    directory: PathBuf,
    /// Ends etcd and the API server when this process ends, however it ends: their keeper reads from it.
    _keepers: Vec<Child>,
}

static SERVER: OnceLock<ApiServer> = OnceLock::new();

/// The server, started with the operator by whoever asks first.
pub fn server() -> &'static ApiServer {
    SERVER.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = ApiServer::start();
        let (client_of_tester, client_of_operator) =
            (server.config(TESTER), server.config(OPERATOR_USER));
        std::thread::spawn(move || {
            let operate = || operate(client_of_tester, client_of_operator);
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(operate)).is_err() {
                // No test could succeed, and each would wait for it.
                std::process::exit(1);
            }
        });
        server
    })
}

/// A client of the tests' own user.
pub async fn client() -> Client {
    let client = Client::try_from(server().config(TESTER)).unwrap();
    eventually("the operator leads", async || {
        let leases = Api::<k8s_openapi::api::coordination::v1::Lease>::namespaced(
            client.clone(),
            "domicile-system",
        );
        let lease = leases.get_opt("domicile-operator").await.ok().flatten();
        lease.and_then(|lease| lease.spec?.holder_identity)
    })
    .await;
    client
}

/// Waits until `look` sees something, and says what was waited for when it does not.
pub async fn eventually<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(
            started.elapsed() < Duration::from_mins(1),
            "waited a minute until {what}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The operator's own thread, for as long as the process lives.
fn operate(tester: Config, operator: Config) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        install(&Client::try_from(tester).unwrap()).await;
        let (_stop, stopped) = watch::channel(false);
        let client = Client::try_from(operator).unwrap();
        run(settings(), client, stopped).await.unwrap();
    });
}

fn settings() -> Settings {
    Settings {
        image_auth: "localhost/domicile-auth:test".to_owned(),
        image_profile_store: "localhost/domicile-profile-store:test".to_owned(),
        image_activation: "localhost/domicile-activation:test".to_owned(),
        image_postgresql: "localhost/domicile-postgresql:test".to_owned(),
        namespace: "domicile-system".to_owned(),
        identity: "operator-under-test".to_owned(),
        lease: "domicile-operator".to_owned(),
        metrics_address: ([127, 0, 0, 1], 0).into(),
        log: "info".to_owned(),
        concurrency: 8,
    }
}

/// What every test needs: definitions, the operator's namespace, nodes, regions.
async fn install(client: &Client) {
    let parameters = PostParams::default();
    let definitions = Api::<CustomResourceDefinition>::all(client.clone());
    eventually("the API server answers", async || {
        definitions.list(&ListParams::default()).await.ok()
    })
    .await;
    for definition in definition::all().unwrap() {
        definitions.create(&parameters, &definition).await.unwrap();
    }
    let namespaces = Api::<Namespace>::all(client.clone());
    namespaces
        .create(&parameters, &scene::namespace("domicile-system", &[]))
        .await
        .unwrap();
    let regions = Api::<Region>::all(client.clone());
    eventually("regions are served", async || {
        regions.list(&ListParams::default()).await.ok()
    })
    .await;
    let nodes = Api::<Node>::all(client.clone());
    for region in scene::regions() {
        let node = scene::node(&region.name_any());
        nodes.create(&parameters, &node).await.unwrap();
        regions.create(&parameters, &region).await.unwrap();
    }
}

impl ApiServer {
    fn start() -> Self {
        let directory = fresh_directory();
        let certified = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let file = |name: &str, text: &str| {
            let path = directory.join(name);
            fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let certificate = file("server.crt", &certified.cert.pem());
        let key = file("server.key", &certified.signing_key.serialize_pem());
        let accounts_key = rcgen::KeyPair::generate().unwrap();
        let accounts = file("accounts.key", &accounts_key.serialize_pem());
        let accounts_public = file("accounts.pub", &accounts_key.public_key_pem());
        let tokens =
            [TESTER, OPERATOR_USER].map(|user| format!("{user},{user},{user},system:masters\n"));
        let tokens = file("tokens.csv", &tokens.concat());
        let policy = file("audit-policy.yaml", AUDIT_POLICY);
        let [client_port, peer_port, port] = free_ports();
        let etcd = keep(
            &binary("etcd"),
            &[
                format!("--data-dir={}", directory.join("etcd").display()),
                format!("--listen-client-urls=http://127.0.0.1:{client_port}"),
                format!("--advertise-client-urls=http://127.0.0.1:{client_port}"),
                format!("--listen-peer-urls=http://127.0.0.1:{peer_port}"),
                "--unsafe-no-fsync".to_owned(),
            ],
            &directory.join("etcd.log"),
        );
        let api_server = keep(
            &binary("kube-apiserver"),
            &[
                format!("--etcd-servers=http://127.0.0.1:{client_port}"),
                format!("--secure-port={port}"),
                "--bind-address=127.0.0.1".to_owned(),
                "--advertise-address=127.0.0.1".to_owned(),
                // Nothing runs that would look for the Service `kubernetes`, which refuses a loopback address.
                "--endpoint-reconciler-type=none".to_owned(),
                format!("--tls-cert-file={certificate}"),
                format!("--tls-private-key-file={key}"),
                "--service-account-issuer=https://kubernetes.default.svc".to_owned(),
                format!("--service-account-key-file={accounts_public}"),
                format!("--service-account-signing-key-file={accounts}"),
                "--service-cluster-ip-range=10.96.0.0/16".to_owned(),
                format!("--token-auth-file={tokens}"),
                "--disable-admission-plugins=ServiceAccount".to_owned(),
                format!("--audit-policy-file={policy}"),
                format!("--audit-log-path={}", directory.join("audit.log").display()),
            ],
            &directory.join("api-server.log"),
        );
        Self {
            address: format!("https://127.0.0.1:{port}"),
            certificate: certified.cert.der().to_vec(),
            directory,
            _keepers: vec![etcd, api_server],
        }
    }

    fn config(&self, user: &str) -> Config {
        let mut config = Config::new(self.address.parse().unwrap());
        config.root_cert = Some(vec![self.certificate.clone()]);
        config.auth_info = AuthInfo {
            token: Some(user.to_owned().into()),
            ..AuthInfo::default()
        };
        config
    }

    /// Where the API server writes down who wrote what.
    pub fn audit_log(&self) -> PathBuf {
        self.directory.join("audit.log")
    }
}

/// Every write, once it is answered.
const AUDIT_POLICY: &str = "\
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: Metadata
  verbs: [create, update, patch, delete, deletecollection]
- level: None
";

fn binary(name: &str) -> PathBuf {
    let cache = std::env::var_os("DOMICILE_CACHE").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/domicile"));
    let path = cache.or(home).unwrap().join("bin").join(name);
    assert!(
        path.exists(),
        "{} is missing: `cargo domicile up --cluster-only` builds it",
        path.display()
    );
    path
}

/// A directory of this process. What ended runs left is kept until now, for whoever wants to read its logs.
fn fresh_directory() -> PathBuf {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join("operator");
    fs::create_dir_all(&parent).unwrap();
    for entry in fs::read_dir(&parent).unwrap().flatten() {
        if !Path::new("/proc").join(entry.file_name()).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let directory = parent.join(std::process::id().to_string());
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn free_ports() -> [u16; 3] {
    // All at once, so that they differ.
    let listeners = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// Starts a program under a keeper that ends it when its own input ends, which it does with this process. Hard, because
/// an API server without its etcd never ends by itself.
fn keep(program: &Path, arguments: &[String], log: &Path) -> Child {
    const KEEPER: &str = r#"log=$1; shift; "$@" </dev/null >"$log" 2>&1 & child=$!; read -r _; kill -9 "$child" 2>/dev/null; wait "$child" 2>/dev/null"#;
    let mut keeper = Command::new("sh");
    keeper
        .args(["-c", KEEPER, "keeper"])
        .arg(log)
        .arg(program)
        .args(arguments);
    let child = keeper
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eprintln!("{} logs to {}", program.display(), log.display());
    child
}
