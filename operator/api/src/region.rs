//! `Region`: a jurisdiction, the people who are homed in it, and where their data is kept.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{rule, status::observed};

/// The region's jurisdiction, the people homed in it, where their data is kept, and where it may be handed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "Region",
    status = "RegionStatus",
    derive = "PartialEq",
    cel,
    doc = "A Region is a place with a jurisdiction: it says which people are homed in it, on which nodes their data is kept, and to which other jurisdictions data may be handed over and on what legal basis. Regions belong to the cluster and are shared by all tenants.",
    validation = rule::region_name(),
    shortname = "rgn",
    category = "domicile",
    printcolumn(name = "Jurisdiction", type_ = "string", json_path = ".spec.jurisdiction", description = "Jurisdiction whose law governs the people homed here"),
    printcolumn(name = "Tenants", type_ = "integer", json_path = ".status.tenants", description = "Tenants that keep people here"),
    printcolumn(name = "Nodes", type_ = "integer", json_path = ".status.nodes", description = "Nodes that the placement selects"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether the region can be used"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("(has(self.residents) && self.residents.size() > 0) || (has(self.otherCountries) && self.otherCountries)")
        .message("a region must home somebody: name countries in residents, or set otherCountries")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("!has(self.transfers) || !self.transfers.exists(transfer, transfer.to == self.jurisdiction)")
        .message("transfers must not name the region's own jurisdiction: data that stays in it is no transfer")
        .reason(Reason::FieldValueForbidden),
)]
pub struct RegionSpec {
    /// Jurisdiction whose law governs the people homed here, in capital letters: for example `EU`, `US` or `JP`.
    /// It cannot be changed, because decisions of people were recorded under it.
    #[schemars(length(max = 16))]
    #[x_kube(
        validation = rule::jurisdiction(),
        validation = rule::immutable("jurisdiction cannot be changed: people's decisions were recorded under it; create another Region"),
    )]
    pub jurisdiction: String,
    /// Countries whose residents are homed here, as ISO 3166-1 codes such as `FR`. Among the regions of one tenant
    /// a country may be named by one only. Quote `"NO"` in YAML, which otherwise reads it as false.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 250), inner(length(max = 2)))]
    #[x_kube(validation = rule::countries(), merge_strategy = ListMerge::Set)]
    pub residents: Vec<String>,
    /// Whether residents of countries that no region of the tenant names are homed here; not so when left out.
    /// Exactly one region of a tenant must say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_countries: Option<bool>,
    /// Where pods and volumes of this region are kept.
    pub placement: Placement,
    /// Jurisdictions that data of people homed here may be handed to, each with the legal basis. Where nothing is
    /// named for a jurisdiction, no data goes there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["to".into()]))]
    pub transfers: Vec<Transfer>,
}

/// Where a region's pods and volumes are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    /// Labels of the nodes that belong to this region. Pods are bound to them by required affinity, and the proof
    /// of residency checks that every running pod and bound volume is on one of them.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 8))]
    pub node_selector: BTreeMap<String, String>,
    /// StorageClass of the volumes; its volumes must be bound to nodes of this region. The cluster's default class
    /// when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::object_reference_name())]
    pub storage_class_name: Option<String>,
}

/// A jurisdiction that data may be handed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// Jurisdiction that receives.
    #[schemars(length(max = 16))]
    #[x_kube(validation = rule::jurisdiction())]
    pub to: String,
    /// Legal basis of the transfer: `AdequacyDecision` (GDPR, Art. 45), `StandardContractualClauses` (Art. 46(2)(c)),
    /// `BindingCorporateRules` (Art. 47), `DataPrivacyFramework` (the adequacy decision for certified companies in the
    /// US), or `Unrestricted` where the region's law sets no condition.
    pub basis: TransferBasis,
}

/// Legal basis of a transfer to another jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TransferBasis {
    /// The receiving country's law was found adequate (GDPR, Art. 45).
    AdequacyDecision,
    /// Contract clauses adopted by the authority (GDPR, Art. 46(2)(c)).
    StandardContractualClauses,
    /// Approved rules within one group of companies (GDPR, Art. 47).
    BindingCorporateRules,
    /// The receiver is certified under the EU-US Data Privacy Framework.
    DataPrivacyFramework,
    /// The region's law sets no condition on this transfer.
    Unrestricted,
}

/// What the operator found about a region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegionStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Number of nodes that the placement selects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nodes: Option<i32>,
    /// Number of tenants that keep people in this region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenants: Option<i32>,
}

observed!(RegionStatus);

impl RegionSpec {
    /// Whether residents of countries that nobody names are homed here (default: no).
    pub fn takes_other_countries(&self) -> bool {
        self.other_countries.unwrap_or(false)
    }
}
