//! Regions.

use std::fmt;

use domicile_bundle::MeshAddresses;
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `Region.spec`, with what the operator knows about the tenant's workloads there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegionInput {
    /// Name of the `Region`.
    pub name: String,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.jurisdiction`, for example `EU`.
    pub jurisdiction: String,
    /// `spec.residents`: ISO 3166-1 alpha-2, upper case.
    pub residents: Vec<String>,
    /// `spec.otherCountries`: people of countries that no region names are homed here.
    pub other_countries: bool,
    /// `spec.transfers`: jurisdictions that data may be handed to, and why.
    pub transfers: Vec<Transfer>,
    /// Made by the operator: where the other regions reach this region's workloads.
    pub mesh: MeshAddresses,
    /// Made by the operator: public JSON Web Keys of this region's signing keys.
    pub signing_keys: Vec<serde_json::Value>,
}

impl RegionInput {
    /// The key of the `Region`.
    pub fn key(&self) -> ObjectKey {
        ObjectKey::region(self.name.clone())
    }

    /// Whether data of people homed here may be handed to a system in that jurisdiction.
    pub fn may_transfer_to(&self, jurisdiction: &str) -> bool {
        self.jurisdiction == jurisdiction
            || self
                .transfers
                .iter()
                .any(|transfer| transfer.to == jurisdiction)
    }
}

/// One jurisdiction that data may be handed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// `to`: the jurisdiction.
    pub to: String,
    /// `basis`: what permits it.
    pub basis: TransferBasis,
}

/// What permits a transfer to another jurisdiction (GDPR, chapter V).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TransferBasis {
    /// Art. 45: the destination's protection was found adequate.
    AdequacyDecision,
    /// Art. 46(2)(c): standard contractual clauses.
    StandardContractualClauses,
    /// Art. 47: binding corporate rules.
    BindingCorporateRules,
    /// Art. 45: the EU-US Data Privacy Framework.
    DataPrivacyFramework,
    /// The home jurisdiction does not restrict transfers there.
    Unrestricted,
}

impl fmt::Display for TransferBasis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}
