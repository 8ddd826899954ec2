//! etcd, API server, controller manager and scheduler, as processes of this machine.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::certificates::{self, Authority};
use super::{API_SERVICE_ADDRESS, HOST_ADDRESS, POD_RANGE, SERVICE_RANGE, kubeconfig};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::processes::Daemon;
use crate::waiting;

const ETCD: &str = "https://127.0.0.1:12379";
const ETCD_PEERS: &str = "https://127.0.0.1:12380";
const CONTROLLER_MANAGER: &str = "kube-controller-manager";
const SCHEDULER: &str = "kube-scheduler";

/// The processes, in the order in which they are started.
pub const PROCESSES: [&str; 4] = ["etcd", "kube-apiserver", CONTROLLER_MANAGER, SCHEDULER];

/// The authority that signs everything of the cluster but etcd.
pub fn authority(layout: &Layout) -> Result<Authority> {
    Authority::open(&layout.certificates(), "cluster-ca")
}

/// Starts what does not run, and waits until the API server answers.
pub fn start(layout: &Layout) -> Result<()> {
    let authority = authority(layout)?;
    let administrator = authority.issue(
        "administrator",
        "/O=system:masters/CN=domicile-administrator",
        &[],
    )?;
    kubeconfig::write(&layout.kubeconfig(), &authority, &administrator)?;
    for name in [CONTROLLER_MANAGER, SCHEDULER] {
        let identity = authority.issue(name, &format!("/CN=system:{name}"), &[])?;
        kubeconfig::write(
            &layout.certificates().join(format!("{name}.kubeconfig")),
            &authority,
            &identity,
        )?;
    }
    ensure(layout, "etcd", etcd)?;
    ensure(layout, "kube-apiserver", api_server)?;
    wait_until_ready(layout)?;
    ensure(layout, CONTROLLER_MANAGER, controller_manager)?;
    ensure(layout, SCHEDULER, |layout| Ok(scheduler(layout)))
}

/// Ends the control plane, the API server's dependants first.
pub fn stop(layout: &Layout) -> Result<()> {
    PROCESSES
        .iter()
        .rev()
        .try_for_each(|name| Daemon::new(layout, name).stop(Duration::from_secs(10)))
}

fn ensure(layout: &Layout, name: &str, command: impl Fn(&Layout) -> Result<Command>) -> Result<()> {
    let daemon = Daemon::new(layout, name);
    if daemon.running().is_none() {
        daemon.start(&command(layout)?)?;
    }
    Ok(())
}

fn wait_until_ready(layout: &Layout) -> Result<()> {
    let kubectl = Kubectl::local(layout);
    let (etcd, api_server) = (
        Daemon::new(layout, "etcd"),
        Daemon::new(layout, "kube-apiserver"),
    );
    waiting::until("the API server is ready", Duration::from_mins(3), || {
        for daemon in [&etcd, &api_server] {
            if daemon.running().is_none() {
                bail!(
                    "{} ended; {} says:\n{}",
                    daemon.name(),
                    daemon.log().display(),
                    daemon.said()
                );
            }
        }
        Ok(kubectl.succeeds(&["get", "--raw", "/readyz"]).then_some(()))
    })
}

fn etcd(layout: &Layout) -> Result<Command> {
    let authority = etcd_authority(layout)?;
    let server = authority.issue("etcd", "/CN=etcd", &["IP:127.0.0.1"])?;
    let mut command = Command::new(layout.tool("etcd"));
    command
        .arg(format!(
            "--data-dir={}",
            layout.state.join("etcd").display()
        ))
        .args([
            format!("--listen-client-urls={ETCD}"),
            format!("--advertise-client-urls={ETCD}"),
            format!("--listen-peer-urls={ETCD_PEERS}"),
            format!("--initial-advertise-peer-urls={ETCD_PEERS}"),
            format!("--initial-cluster=default={ETCD_PEERS}"),
        ])
        .arg(format!(
            "--trusted-ca-file={}",
            authority.certificate().display()
        ))
        .arg(format!("--cert-file={}", server.certificate.display()))
        .arg(format!("--key-file={}", server.key.display()))
        .arg(format!(
            "--peer-trusted-ca-file={}",
            authority.certificate().display()
        ))
        .arg(format!("--peer-cert-file={}", server.certificate.display()))
        .arg(format!("--peer-key-file={}", server.key.display()))
        // A cluster for trying things may lose its last second in a power cut.
        .args([
            "--client-cert-auth",
            "--peer-client-cert-auth",
            "--unsafe-no-fsync",
            "--logger=zap",
            "--log-level=warn",
        ]);
    Ok(command)
}

/// etcd trusts only its own authority: a node's certificate must not open the database.
fn etcd_authority(layout: &Layout) -> Result<Authority> {
    Authority::open(&layout.certificates(), "etcd-ca")
}

fn api_server(layout: &Layout) -> Result<Command> {
    let authority = authority(layout)?;
    let names = [
        format!("IP:{HOST_ADDRESS}"),
        format!("IP:{API_SERVICE_ADDRESS}"),
        "DNS:kubernetes".to_owned(),
        "DNS:kubernetes.default".to_owned(),
        "DNS:kubernetes.default.svc".to_owned(),
        "DNS:kubernetes.default.svc.cluster.local".to_owned(),
    ];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let server = authority.issue("kube-apiserver", "/CN=kube-apiserver", &names)?;
    let to_kubelets = authority.issue(
        "kube-apiserver-kubelet-client",
        "/O=system:masters/CN=kube-apiserver-kubelet-client",
        &[],
    )?;
    let etcd_authority = etcd_authority(layout)?;
    let to_etcd = etcd_authority.issue("kube-apiserver-etcd-client", "/CN=kube-apiserver", &[])?;
    let (signing_key, public_key) = certificates::service_account_key(&layout.certificates())?;
    let mut command = Command::new(layout.tool("kube-apiserver"));
    command
        .args([
            format!("--bind-address={HOST_ADDRESS}"),
            format!("--advertise-address={HOST_ADDRESS}"),
            format!("--etcd-servers={ETCD}"),
            format!("--service-cluster-ip-range={SERVICE_RANGE}"),
        ])
        .arg(format!(
            "--etcd-cafile={}",
            etcd_authority.certificate().display()
        ))
        .arg(format!("--etcd-certfile={}", to_etcd.certificate.display()))
        .arg(format!("--etcd-keyfile={}", to_etcd.key.display()))
        .arg(format!("--tls-cert-file={}", server.certificate.display()))
        .arg(format!("--tls-private-key-file={}", server.key.display()))
        .arg(format!(
            "--client-ca-file={}",
            authority.certificate().display()
        ))
        .arg(format!(
            "--kubelet-certificate-authority={}",
            authority.certificate().display()
        ))
        .arg(format!(
            "--kubelet-client-certificate={}",
            to_kubelets.certificate.display()
        ))
        .arg(format!(
            "--kubelet-client-key={}",
            to_kubelets.key.display()
        ))
        .arg(format!(
            "--service-account-key-file={}",
            public_key.display()
        ))
        .arg(format!(
            "--service-account-signing-key-file={}",
            signing_key.display()
        ))
        .args([
            "--secure-port=6443",
            "--authorization-mode=Node,RBAC",
            "--enable-admission-plugins=NodeRestriction",
            "--service-account-issuer=https://kubernetes.default.svc",
            // Without it `kubectl logs` and `exec` ask for the node by name.
            "--kubelet-preferred-address-types=InternalIP",
            "--allow-privileged",
        ]);
    Ok(command)
}

fn controller_manager(layout: &Layout) -> Result<Command> {
    let authority = authority(layout)?;
    let (signing_key, _) = certificates::service_account_key(&layout.certificates())?;
    let mut command = Command::new(layout.tool(CONTROLLER_MANAGER));
    command
        .arg(format!(
            "--kubeconfig={}",
            layout
                .certificates()
                .join("kube-controller-manager.kubeconfig")
                .display()
        ))
        .arg(format!(
            "--service-account-private-key-file={}",
            signing_key.display()
        ))
        .arg(format!(
            "--root-ca-file={}",
            authority.certificate().display()
        ))
        .arg(format!("--cluster-cidr={POD_RANGE}"))
        // Pod ranges are given to the nodes when they are made, so that routes can be static.
        .args([
            "--use-service-account-credentials",
            "--allocate-node-cidrs=false",
            "--leader-elect=false",
            "--bind-address=127.0.0.1",
        ]);
    Ok(command)
}

fn scheduler(layout: &Layout) -> Command {
    let mut command = Command::new(layout.tool(SCHEDULER));
    command
        .arg(format!(
            "--kubeconfig={}",
            layout
                .certificates()
                .join("kube-scheduler.kubeconfig")
                .display()
        ))
        .args(["--leader-elect=false", "--bind-address=127.0.0.1"]);
    command
}
