//! Who a host name stands for, as a peer of a `NetworkPolicy`.

use std::{collections::BTreeMap, net::IpAddr};

use k8s_openapi::{
    api::networking::v1::{IPBlock, NetworkPolicyPeer},
    apimachinery::pkg::apis::meta::v1::LabelSelector,
};

/// Label that every namespace carries its own name under.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
/// What no public host has an address in: private, shared, link-local and loopback ranges (RFC 6890).
const PRIVATE_V4: [&str; 6] = [
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
];
/// The same for IPv6: unique local, link-local and loopback.
const PRIVATE_V6: [&str; 3] = ["::1/128", "fc00::/7", "fe80::/10"];

/// The peers that a host name or an address may stand for.
///
/// - A name of this cluster (`<service>.<namespace>.svc`, with or without `cluster.local`): the pods of that namespace.
/// - An address: that address.
/// - Any other name: the public Internet, and nothing private. A `NetworkPolicy` knows no names, and the addresses
///   behind one change.
pub fn of_host(host: &str) -> Vec<NetworkPolicyPeer> {
    if let Some(namespace) = cluster_namespace(host) {
        return vec![namespace_pods(namespace, None)];
    }
    // A URL has an IPv6 address in brackets.
    match host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
    {
        Ok(address) => {
            let bits = if address.is_ipv4() { 32 } else { 128 };
            vec![block(&format!("{address}/{bits}"), &[])]
        }
        Err(_) => the_internet(),
    }
}

/// The public Internet, and nothing private.
pub fn the_internet() -> Vec<NetworkPolicyPeer> {
    vec![block("0.0.0.0/0", &PRIVATE_V4), block("::/0", &PRIVATE_V6)]
}

/// Pods of a namespace: all, or those that carry the labels.
pub fn namespace_pods(
    namespace: &str,
    labels: Option<BTreeMap<String, String>>,
) -> NetworkPolicyPeer {
    NetworkPolicyPeer {
        namespace_selector: Some(LabelSelector {
            match_labels: Some(BTreeMap::from([(
                NAMESPACE_NAME.to_owned(),
                namespace.to_owned(),
            )])),
            ..LabelSelector::default()
        }),
        pod_selector: labels.map(|labels| LabelSelector {
            match_labels: Some(labels),
            ..LabelSelector::default()
        }),
        ..NetworkPolicyPeer::default()
    }
}

/// A range of addresses.
pub fn block(cidr: &str, except: &[&str]) -> NetworkPolicyPeer {
    let except = (!except.is_empty()).then(|| except.iter().map(|&cidr| cidr.to_owned()).collect());
    NetworkPolicyPeer {
        ip_block: Some(IPBlock {
            cidr: cidr.to_owned(),
            except,
        }),
        ..NetworkPolicyPeer::default()
    }
}

/// The namespace in a Service's host name.
fn cluster_namespace(host: &str) -> Option<&str> {
    let host = host.strip_suffix('.').unwrap_or(host);
    let host = host.strip_suffix(".cluster.local").unwrap_or(host);
    let (service, namespace) = host.strip_suffix(".svc")?.rsplit_once('.')?;
    (!service.is_empty() && !namespace.is_empty()).then_some(namespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_of_the_cluster_stands_for_the_pods_of_its_namespace() {
        for host in [
            "receiver.hooks.svc",
            "receiver.hooks.svc.cluster.local",
            "a.receiver.hooks.svc.",
        ] {
            assert_eq!(of_host(host), vec![namespace_pods("hooks", None)], "{host}");
        }
    }

    #[test]
    fn a_name_of_the_internet_never_reaches_a_private_address() {
        let peers = of_host("hooks.example.com");
        let except = peers[0]
            .ip_block
            .as_ref()
            .and_then(|block| block.except.clone());
        assert!(
            except
                .unwrap_or_default()
                .contains(&"10.0.0.0/8".to_owned())
        );
        assert_eq!(
            of_host("hooks.svc.example.com"),
            peers,
            "only the last label says cluster"
        );
    }

    #[test]
    fn an_address_stands_for_itself() {
        assert_eq!(of_host("192.0.2.7"), vec![block("192.0.2.7/32", &[])]);
        assert_eq!(
            of_host("[2001:db8::1]"),
            vec![block("2001:db8::1/128", &[])]
        );
    }
}
