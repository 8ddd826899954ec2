//! Services: inside the cluster for every listener, and a public one where the tenant asks for it.

use domicile_bundle::status::Workload;
use k8s_openapi::{
    api::core::v1::{Service, ServicePort, ServiceSpec},
    apimachinery::pkg::util::intstr::IntOrString,
};

use super::{
    component::Component,
    input::{Exposure, ExposureKind},
    ports,
    site::Site,
};

/// The workloads that browsers reach; other workloads reach all of them.
const SERVING: [Workload; 2] = [Workload::Auth, Workload::ProfileStore];

/// Every Service of a region.
pub fn build(site: &Site<'_>, exposure: Exposure) -> Vec<Service> {
    let serving = SERVING.map(|workload| {
        let ports = vec![port("https", ports::PUBLIC), port("mesh", ports::MESH)];
        inside(site, Component::Workload(workload), ports)
    });
    let activation = inside(site, Component::ACTIVATION, vec![port("mesh", ports::MESH)]);
    let database = inside(
        site,
        Component::Postgresql,
        vec![port("postgresql", ports::POSTGRESQL)],
    );
    let public = SERVING
        .into_iter()
        .filter_map(|workload| public(site, workload, exposure));
    serving
        .into_iter()
        .chain([activation, database])
        .chain(public)
        .collect()
}

fn inside(site: &Site<'_>, component: Component, ports: Vec<ServicePort>) -> Service {
    service(
        site,
        site.scope.component(component),
        component,
        "ClusterIP",
        ports,
    )
}

/// The mesh listener is never made public: this Service has the public port only.
fn public(site: &Site<'_>, workload: Workload, exposure: Exposure) -> Option<Service> {
    let (kind, number) = match exposure.kind {
        ExposureKind::ClusterIp => return None,
        ExposureKind::NodePort => ("NodePort", ports::PUBLIC),
        // Browsers connect to the load balancer itself, on the port that their addresses name.
        ExposureKind::LoadBalancer => ("LoadBalancer", i32::from(exposure.port)),
    };
    let port = ServicePort {
        port: number,
        ..port("https", ports::PUBLIC)
    };
    let name = site.scope.public_service(workload);
    Some(service(
        site,
        name,
        Component::Workload(workload),
        kind,
        vec![port],
    ))
}

fn port(name: &str, number: i32) -> ServicePort {
    ServicePort {
        name: Some(name.to_owned()),
        port: number,
        protocol: Some("TCP".to_owned()),
        target_port: Some(IntOrString::Int(number)),
        ..ServicePort::default()
    }
}

fn service(
    site: &Site<'_>,
    name: String,
    component: Component,
    kind: &str,
    ports: Vec<ServicePort>,
) -> Service {
    Service {
        metadata: site.metadata(name, Some(component)),
        spec: Some(ServiceSpec {
            type_: Some(kind.to_owned()),
            selector: Some(site.pod_labels(Some(component))),
            ports: Some(ports),
            ..ServiceSpec::default()
        }),
        ..Service::default()
    }
}
