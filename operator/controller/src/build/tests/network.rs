//! Who reaches whom: the policies of two regions judged as Kubernetes judges them, for every pair of pods.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::{
    api::networking::v1::{
        NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyPeer, NetworkPolicyPort,
    },
    apimachinery::pkg::{apis::meta::v1::LabelSelector, util::intstr::IntOrString},
};

use super::fixture;
use crate::{
    build::{
        component::Component, input::Outbound, names::RegionScope, network_policy, ports,
        site::Site,
    },
    labels,
};

type Labels = BTreeMap<String, String>;

fn scope(region: &str) -> RegionScope {
    fixture::scope().tenant.in_region(region)
}

fn policies() -> Vec<NetworkPolicy> {
    let owner = fixture::owner("IdentityTenant", "aurora");
    let input = fixture::input();
    let targets = input.targets.for_region("eu").expect("eu");
    let of = |region| {
        let scope = scope(region);
        let site = Site {
            scope: &scope,
            owner: &owner,
        };
        network_policy::build(&site, &input.mail, &targets, &outbound()).expect("policies")
    };
    of("eu").into_iter().chain(of("us")).collect()
}

fn pod(region: &str, component: Component) -> Labels {
    let owner = fixture::owner("IdentityTenant", "aurora");
    Site {
        scope: &scope(region),
        owner: &owner,
    }
    .pod_labels(Some(component))
}

fn selects(selector: &LabelSelector, pod: &Labels) -> bool {
    let equal = selector
        .match_labels
        .iter()
        .flatten()
        .all(|(key, value)| pod.get(key) == Some(value));
    let within = selector
        .match_expressions
        .iter()
        .flatten()
        .all(|requirement| {
            assert_eq!(requirement.operator, "In", "the only operator in use");
            let values = requirement.values.as_deref().unwrap_or_default();
            pod.get(&requirement.key)
                .is_some_and(|value| values.contains(value))
        });
    equal && within
}

/// No list of ports or peers means all of them.
fn names(
    ports: Option<&[NetworkPolicyPort]>,
    peers: Option<&[NetworkPolicyPeer]>,
    port: i32,
    peer: &Labels,
) -> bool {
    let names_port = ports.is_none_or(|ports| {
        ports
            .iter()
            .any(|named| named.port == Some(IntOrString::Int(port)))
    });
    let names_peer = peers.is_none_or(|peers| {
        let in_namespace = |named: &&NetworkPolicyPeer| named.namespace_selector.is_none();
        peers
            .iter()
            .filter(in_namespace)
            .filter_map(|named| named.pod_selector.as_ref())
            .any(|named| selects(named, peer))
    });
    names_port && names_peer
}

fn reaches(policies: &[NetworkPolicy], client: &Labels, server: &Labels, port: i32) -> bool {
    let specs = || policies.iter().filter_map(|policy| policy.spec.as_ref());
    let of = |pod: &Labels| {
        let pod = pod.clone();
        specs().filter(move |spec| {
            spec.pod_selector
                .as_ref()
                .is_none_or(|selector| selects(selector, &pod))
        })
    };
    assert!(
        of(client).count() > 1 && of(server).count() > 1,
        "default deny selects every pod"
    );
    let leaves = of(client)
        .flat_map(|spec| spec.egress.iter().flatten())
        .any(|rule| names(rule.ports.as_deref(), rule.to.as_deref(), port, server));
    let enters = of(server)
        .flat_map(|spec| spec.ingress.iter().flatten())
        .any(|rule| names(rule.ports.as_deref(), rule.from.as_deref(), port, client));
    leaves && enters
}

#[test]
fn pods_of_a_tenant_reach_each_other_by_the_named_flows_and_no_other() {
    let policies = policies();
    let mut allowed = BTreeSet::new();
    for client in Component::ALL {
        for (region, server) in [("eu", Component::ALL), ("us", Component::ALL)]
            .into_iter()
            .flat_map(|(region, servers)| servers.map(|server| (region, server)))
        {
            for port in [
                ports::PUBLIC,
                ports::MESH,
                ports::MANAGEMENT,
                ports::POSTGRESQL,
            ] {
                if reaches(&policies, &pod("eu", client), &pod(region, server), port) {
                    allowed.insert(format!("eu {client} -> {region} {server}:{port}"));
                }
            }
        }
    }
    let expected = [
        "eu activation -> eu postgresql:5432",
        "eu auth -> eu auth:9443",
        "eu auth -> eu postgresql:5432",
        "eu auth -> eu profile-store:9443",
        "eu auth -> us auth:9443",
        "eu profile-store -> eu activation:9443",
        "eu profile-store -> eu auth:9443",
        "eu profile-store -> eu postgresql:5432",
        "eu profile-store -> eu profile-store:9443",
        "eu profile-store -> us profile-store:9443",
    ];
    assert_eq!(allowed, expected.map(str::to_owned).into());
}

#[test]
fn pods_that_are_not_of_the_tenant_reach_public_and_management_ports_only() {
    let policies = policies();
    let stranger = Labels::from([(labels::TENANT.to_owned(), "another".to_owned())]);
    let mut allowed = BTreeSet::new();
    for server in Component::ALL {
        for port in [
            ports::PUBLIC,
            ports::MESH,
            ports::MANAGEMENT,
            ports::POSTGRESQL,
        ] {
            let server_pod = pod("eu", server);
            let enters = policies
                .iter()
                .filter_map(|policy| policy.spec.as_ref())
                .filter(|spec| {
                    spec.pod_selector
                        .as_ref()
                        .is_some_and(|selector| selects(selector, &server_pod))
                })
                .flat_map(|spec| spec.ingress.iter().flatten())
                .any(|rule| names(rule.ports.as_deref(), rule.from.as_deref(), port, &stranger));
            if enters {
                allowed.insert(format!("{server}:{port}"));
            }
        }
    }
    let expected = [
        "activation:9090",
        "auth:8443",
        "auth:9090",
        "profile-store:8443",
        "profile-store:9090",
    ];
    assert_eq!(allowed, expected.map(str::to_owned).into());
}

/// Somebody names an address, and one host is the tenant's own.
fn outbound() -> Outbound {
    Outbound {
        is_needed: true,
        trusted_hosts: vec![("shop.internal.example".to_owned(), 8443)],
        networks: vec!["10.20.0.0/16".to_owned()],
        ca_bundle_secret: None,
        provider_secrets: Vec::new(),
    }
}

#[test]
fn sign_in_reaches_addresses_that_applications_name_only_where_one_does() {
    let owner = fixture::owner("IdentityTenant", "aurora");
    let input = fixture::input();
    let scope = scope("eu");
    let site = Site {
        scope: &scope,
        owner: &owner,
    };
    let to_applications = |outbound: &Outbound| {
        let policies = network_policy::build(&site, &input.mail, &[], outbound).expect("policies");
        let mut named = policies.into_iter().filter(|policy| {
            let name = policy.metadata.name.as_deref().unwrap_or_default();
            name.ends_with("auth-to-applications")
        });
        named.next().and_then(|policy| policy.spec)
    };
    let nothing_named = Outbound {
        is_needed: false,
        ..outbound()
    };
    assert_eq!(to_applications(&nothing_named), None);
    let spec = to_applications(&outbound()).expect("a policy");
    let rules = spec.egress.expect("egress");
    let port = |rule: &NetworkPolicyEgressRule| rule.ports.as_ref()?.first()?.port.clone();
    let blocks = |rule: &NetworkPolicyEgressRule| -> Vec<String> {
        let peers = rule.to.iter().flatten();
        peers
            .filter_map(|peer| Some(peer.ip_block.as_ref()?.cidr.clone()))
            .collect()
    };
    assert_eq!(rules.len(), 2);
    assert_eq!(port(&rules[0]), Some(IntOrString::Int(443)));
    assert!(!blocks(&rules[0]).contains(&"10.20.0.0/16".to_owned()));
    assert_eq!(port(&rules[1]), Some(IntOrString::Int(8443)));
    assert!(blocks(&rules[1]).contains(&"10.20.0.0/16".to_owned()));
}

#[test]
fn each_target_gets_a_policy_of_its_own_for_its_host_and_port() {
    let about_targets: Vec<_> = policies()
        .into_iter()
        .filter(|policy| {
            policy
                .metadata
                .annotations
                .as_ref()
                .is_some_and(|told| told.contains_key(network_policy::TARGET))
        })
        .filter(|policy| {
            policy
                .metadata
                .labels
                .as_ref()
                .is_some_and(|labels| labels[labels::REGION] == "eu")
        })
        .collect();
    let [policy] = about_targets.as_slice() else {
        panic!("one target, one policy")
    };
    let rules = policy
        .spec
        .as_ref()
        .and_then(|spec| spec.egress.clone())
        .expect("egress");
    let [rule] = rules.as_slice() else {
        panic!("one rule")
    };
    let port = rule.ports.as_ref().and_then(|ports| ports[0].port.clone());
    assert_eq!(port, Some(IntOrString::Int(8080)));
}
