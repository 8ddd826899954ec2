//! `NetworkPolicies`: nothing goes in or out, then each flow that may, in a policy of its own name.
//!
//! A policy between two components of ours selects both ends: one end gets the ingress, the other the egress.

use k8s_openapi::{
    api::networking::v1::{
        NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer,
        NetworkPolicyPort, NetworkPolicySpec,
    },
    apimachinery::pkg::{
        apis::meta::v1::{LabelSelector, LabelSelectorRequirement},
        util::intstr::IntOrString,
    },
};

use super::{
    BuildError,
    component::Component,
    input::{MailServer, Outbound, TargetEndpoint},
    network_peer, ports,
    site::Site,
};
use crate::{labels, material::random};

/// Where the cluster's name servers run.
const DNS_NAMESPACE: &str = "kube-system";
/// Address of a node-local name server, where the cluster has one.
const NODE_LOCAL_DNS: &str = "169.254.20.10/32";

/// The port of HTTPS.
const HTTPS: i32 = 443;

/// Every `NetworkPolicy` of a region.
///
/// # Errors
/// When a target's URL has no host.
pub fn build(
    site: &Site<'_>,
    mail: &MailServer,
    targets: &[TargetEndpoint],
    outbound: &Outbound,
) -> Result<Vec<NetworkPolicy>, BuildError> {
    let mut policies = vec![
        default_deny(site),
        dns(site),
        management(site),
        public(site),
    ];
    for client in [
        Component::AUTH,
        Component::PROFILE_STORE,
        Component::ACTIVATION,
    ] {
        policies.push(flow(site, client, Component::Postgresql, ports::POSTGRESQL));
    }
    for (client, server) in [
        (Component::AUTH, Component::PROFILE_STORE),
        (Component::PROFILE_STORE, Component::AUTH),
        // The portal tells a person who received their data.
        (Component::PROFILE_STORE, Component::ACTIVATION),
    ] {
        policies.push(flow(site, client, server, ports::MESH));
    }
    policies.push(between_regions(site, Component::AUTH));
    policies.push(between_regions(site, Component::PROFILE_STORE));
    let MailServer {
        host,
        port,
        credentials_secret: _,
    } = mail;
    policies.push(outside(
        site,
        Component::AUTH,
        "auth-to-mail",
        host,
        i32::from(*port),
    ));
    for target in targets {
        policies.push(to_target(site, target)?);
    }
    policies.extend(to_applications(site, outbound));
    Ok(policies)
}

fn default_deny(site: &Site<'_>) -> NetworkPolicy {
    let spec = NetworkPolicySpec {
        pod_selector: Some(site.selector(None)),
        policy_types: Some(vec!["Ingress".to_owned(), "Egress".to_owned()]),
        ..NetworkPolicySpec::default()
    };
    policy(site, "default-deny", spec)
}

/// Only to the cluster's own name servers: a name is also a way to carry data out.
fn dns(site: &Site<'_>) -> NetworkPolicy {
    let peers = vec![
        network_peer::namespace_pods(DNS_NAMESPACE, None),
        network_peer::block(NODE_LOCAL_DNS, &[]),
    ];
    let spec = NetworkPolicySpec {
        pod_selector: Some(of_components(
            site,
            &[
                Component::AUTH,
                Component::PROFILE_STORE,
                Component::ACTIVATION,
            ],
        )),
        policy_types: Some(vec!["Egress".to_owned()]),
        egress: Some(vec![NetworkPolicyEgressRule {
            to: Some(peers),
            ports: Some(vec![port("UDP", ports::DNS), port("TCP", ports::DNS)]),
        }]),
        ..NetworkPolicySpec::default()
    };
    policy(site, "dns", spec)
}

/// Health, metrics and status, from anywhere: the kubelet and the API server, whose proxy the operator reads
/// `/status` through, have addresses that no selector knows. The port is behind no Service and says nothing personal.
fn management(site: &Site<'_>) -> NetworkPolicy {
    let all = [
        Component::AUTH,
        Component::PROFILE_STORE,
        Component::ACTIVATION,
    ];
    policy(
        site,
        "management",
        from_anywhere(of_components(site, &all), ports::MANAGEMENT),
    )
}

fn public(site: &Site<'_>) -> NetworkPolicy {
    let serving = [Component::AUTH, Component::PROFILE_STORE];
    policy(
        site,
        "public",
        from_anywhere(of_components(site, &serving), ports::PUBLIC),
    )
}

/// From one component to another in the same region.
fn flow(site: &Site<'_>, client: Component, server: Component, number: i32) -> NetworkPolicy {
    let spec = NetworkPolicySpec {
        pod_selector: Some(of_components(site, &[client, server])),
        policy_types: Some(vec!["Ingress".to_owned(), "Egress".to_owned()]),
        ingress: Some(vec![ingress(
            Some(vec![pods(site.selector(Some(client)))]),
            number,
        )]),
        egress: Some(vec![egress(
            vec![pods(site.selector(Some(server)))],
            number,
        )]),
    };
    policy(site, &format!("{client}-to-{server}"), spec)
}

/// Between the same component of all regions of the tenant, this one among them.
fn between_regions(site: &Site<'_>, component: Component) -> NetworkPolicy {
    let mut everywhere = site.pod_labels(Some(component));
    everywhere.remove(labels::REGION);
    let peers = || {
        vec![pods(LabelSelector {
            match_labels: Some(everywhere.clone()),
            ..LabelSelector::default()
        })]
    };
    let spec = NetworkPolicySpec {
        pod_selector: Some(site.selector(Some(component))),
        policy_types: Some(vec!["Ingress".to_owned(), "Egress".to_owned()]),
        ingress: Some(vec![ingress(Some(peers()), ports::MESH)]),
        egress: Some(vec![egress(peers(), ports::MESH)]),
    };
    policy(site, &format!("{component}-between-regions"), spec)
}

/// To addresses that applications name, and to providers that people sign in by: HTTPS on the public Internet, and the hosts that the tenant names. There is no
/// such flow where nothing names an address.
fn to_applications(site: &Site<'_>, outbound: &Outbound) -> Option<NetworkPolicy> {
    let Outbound {
        is_needed,
        trusted_hosts,
        networks,
        ca_bundle_secret: _,
        provider_secrets: _,
    } = outbound;
    if !is_needed {
        return None;
    }
    let mut rules = vec![egress(network_peer::the_internet(), HTTPS)];
    for (host, number) in trusted_hosts {
        let mut peers = network_peer::of_host(host);
        peers.extend(
            networks
                .iter()
                .map(|network| network_peer::block(network, &[])),
        );
        rules.push(egress(peers, i32::from(*number)));
    }
    let spec = NetworkPolicySpec {
        pod_selector: Some(site.selector(Some(Component::AUTH))),
        policy_types: Some(vec!["Egress".to_owned()]),
        egress: Some(rules),
        ..NetworkPolicySpec::default()
    };
    Some(policy(site, "auth-to-applications", spec))
}

fn to_target(site: &Site<'_>, target: &TargetEndpoint) -> Result<NetworkPolicy, BuildError> {
    let TargetEndpoint {
        name,
        url,
        secret_file: _,
        signing_secret: _,
    } = target;
    let unreadable = || BuildError::TargetUrl {
        target: name.clone(),
        url: url.clone(),
    };
    let parsed = url::Url::parse(url).map_err(|_| unreadable())?;
    let (Some(host), Some(number)) = (parsed.host_str(), parsed.port_or_known_default()) else {
        return Err(unreadable());
    };
    // Names of namespace and target may together be longer than a name may be.
    let hash = &random::sha256_hexadecimal(name)[..10];
    let flow = format!("activation-to-target-{hash}");
    let mut policy = outside(site, Component::ACTIVATION, &flow, host, i32::from(number));
    policy.metadata.annotations = Some([(TARGET.to_owned(), name.clone())].into());
    Ok(policy)
}

/// Annotation that says which target a policy is for.
pub const TARGET: &str = "domicile.dev/target";

/// From one component to a host that is not of this tenant.
fn outside(
    site: &Site<'_>,
    component: Component,
    flow: &str,
    host: &str,
    number: i32,
) -> NetworkPolicy {
    let spec = NetworkPolicySpec {
        pod_selector: Some(site.selector(Some(component))),
        policy_types: Some(vec!["Egress".to_owned()]),
        egress: Some(vec![egress(network_peer::of_host(host), number)]),
        ..NetworkPolicySpec::default()
    };
    policy(site, flow, spec)
}

fn policy(site: &Site<'_>, flow: &str, spec: NetworkPolicySpec) -> NetworkPolicy {
    NetworkPolicy {
        metadata: site.metadata(site.scope.network_policy(flow), None),
        spec: Some(spec),
    }
}

fn from_anywhere(pod_selector: LabelSelector, number: i32) -> NetworkPolicySpec {
    NetworkPolicySpec {
        pod_selector: Some(pod_selector),
        policy_types: Some(vec!["Ingress".to_owned()]),
        ingress: Some(vec![ingress(None, number)]),
        ..NetworkPolicySpec::default()
    }
}

fn of_components(site: &Site<'_>, components: &[Component]) -> LabelSelector {
    let names = components
        .iter()
        .map(|component| component.as_str().to_owned())
        .collect();
    LabelSelector {
        match_expressions: Some(vec![LabelSelectorRequirement {
            key: labels::WORKLOAD.to_owned(),
            operator: "In".to_owned(),
            values: Some(names),
        }]),
        ..site.selector(None)
    }
}

fn pods(selector: LabelSelector) -> NetworkPolicyPeer {
    NetworkPolicyPeer {
        pod_selector: Some(selector),
        ..NetworkPolicyPeer::default()
    }
}

fn ingress(from: Option<Vec<NetworkPolicyPeer>>, number: i32) -> NetworkPolicyIngressRule {
    NetworkPolicyIngressRule {
        from,
        ports: Some(vec![port("TCP", number)]),
    }
}

fn egress(to: Vec<NetworkPolicyPeer>, number: i32) -> NetworkPolicyEgressRule {
    NetworkPolicyEgressRule {
        to: Some(to),
        ports: Some(vec![port("TCP", number)]),
    }
}

fn port(protocol: &str, number: i32) -> NetworkPolicyPort {
    NetworkPolicyPort {
        protocol: Some(protocol.to_owned()),
        port: Some(IntOrString::Int(number)),
        end_port: None,
    }
}
