//! Regions: the European Economic Area, North America, Japan.

use kube::api::ObjectMeta;

use super::strings;
use crate::{
    Region, RegionSpec,
    examples::example,
    region::{Placement, Transfer, TransferBasis},
};

example! {
    /// People who live in the European Economic Area. Their data may be handed to Japan, whose law the
    /// European Commission found adequate. Nothing is named for the United States: nothing goes there.
    pub fn eu() -> Region {
        region("eu", RegionSpec {
            jurisdiction: "EU".to_owned(),
            residents: strings([
                "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
                "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
            ]),
            other_countries: None,
            placement: placement("eu"),
            transfers: vec![transfer("JP", TransferBasis::AdequacyDecision)],
        })
    }
}

example! {
    /// People who live in the United States or Canada, and everybody whose country no other region names.
    pub fn us() -> Region {
        region("us", RegionSpec {
            jurisdiction: "US".to_owned(),
            residents: strings(["CA", "US"]),
            other_countries: Some(true),
            placement: placement("us"),
            transfers: vec![transfer("EU", TransferBasis::Unrestricted), transfer("JP", TransferBasis::Unrestricted)],
        })
    }
}

example! {
    /// People who live in Japan. Japan's authority recognises the law of the European Economic Area.
    pub fn jp() -> Region {
        region("jp", RegionSpec {
            jurisdiction: "JP".to_owned(),
            residents: strings(["JP"]),
            other_countries: None,
            placement: placement("jp"),
            transfers: vec![transfer("EU", TransferBasis::AdequacyDecision)],
        })
    }
}

fn region(name: &str, spec: RegionSpec) -> Region {
    Region {
        metadata: ObjectMeta {
            name: Some(name.to_owned()),
            ..Default::default()
        },
        spec,
        status: None,
    }
}

/// Nodes of the region and the storage class whose volumes are on them.
fn placement(region: &str) -> Placement {
    Placement {
        node_selector: [(
            "topology.kubernetes.io/region".to_owned(),
            region.to_owned(),
        )]
        .into(),
        storage_class_name: Some(format!("domicile-{region}")),
    }
}

fn transfer(to: &str, basis: TransferBasis) -> Transfer {
    Transfer {
        to: to.to_owned(),
        basis,
    }
}
