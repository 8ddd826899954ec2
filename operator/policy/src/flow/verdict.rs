//! Yes, or no and why.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether data may flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict")]
pub enum Verdict {
    /// It may, for a person whose decision permits the purpose.
    Allowed,
    /// It may not.
    Refused {
        /// Why.
        reason: FlowRefusal,
    },
}

impl Verdict {
    /// Whether data may flow.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed)
    }
}

/// Why data may not flow. The first that applies, from the widest to the narrowest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all_fields = "camelCase")]
pub enum FlowRefusal {
    /// The tenant has no such region.
    UnknownRegion {
        /// The name asked for.
        region: String,
    },
    /// No such target is accepted.
    UnknownTarget {
        /// The name asked for.
        target: String,
    },
    /// No such purpose is accepted.
    UnknownPurpose {
        /// The name asked for.
        purpose: String,
    },
    /// No such attribute is accepted.
    UnknownAttribute {
        /// The name asked for.
        attribute: String,
    },
    /// The target takes nothing from this region.
    RegionNotTaken {
        /// The target.
        target: String,
        /// The region.
        region: String,
        /// The regions that it takes from.
        only: Vec<String>,
        /// The target's jurisdiction, when the region also names no basis for a transfer there.
        unlawful_in: Option<String>,
    },
    /// The region names no basis for a transfer to the target's jurisdiction.
    NoTransferBasis {
        /// The region.
        region: String,
        /// Where the target processes.
        jurisdiction: String,
    },
    /// The target does not name the purpose.
    PurposeNotTaken {
        /// The target.
        target: String,
        /// The purpose.
        purpose: String,
    },
    /// The target does not name the attribute.
    AttributeNotTaken {
        /// The target.
        target: String,
        /// The attribute.
        attribute: String,
    },
    /// The purpose does not cover the attribute.
    NotCovered {
        /// The purpose.
        purpose: String,
        /// The attribute.
        attribute: String,
    },
    /// The purpose has no legal basis where the region is.
    NoLegalBasis {
        /// The purpose.
        purpose: String,
        /// The region's jurisdiction.
        jurisdiction: String,
    },
    /// The target's purposes cover nothing that it names.
    NothingCovered {
        /// The target.
        target: String,
    },
}

impl fmt::Display for FlowRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRegion { region } => {
                write!(formatter, "the tenant has no region `{region}`")
            }
            Self::UnknownTarget { target } => write!(
                formatter,
                "no accepted ActivationTarget is named `{target}`"
            ),
            Self::UnknownPurpose { purpose } => {
                write!(formatter, "no accepted ConsentPolicy defines `{purpose}`")
            }
            Self::UnknownAttribute { attribute } => {
                write!(formatter, "no accepted ProfileSchema defines `{attribute}`")
            }
            Self::RegionNotTaken {
                target,
                region,
                only,
                unlawful_in,
            } => {
                let only = if only.is_empty() {
                    "no region".to_owned()
                } else {
                    only.join(", ")
                };
                write!(
                    formatter,
                    "ActivationTarget {target} takes from {only} only"
                )?;
                match unlawful_in {
                    Some(to) => write!(
                        formatter,
                        ", and Region {region} names no basis for a transfer to {to}"
                    ),
                    None => write!(formatter, ", not from {region}"),
                }
            }
            Self::NoTransferBasis {
                region,
                jurisdiction,
            } => {
                write!(
                    formatter,
                    "Region {region} names no basis for a transfer to {jurisdiction}"
                )
            }
            Self::PurposeNotTaken { target, purpose } => {
                write!(
                    formatter,
                    "ActivationTarget {target} does not name purpose `{purpose}`"
                )
            }
            Self::AttributeNotTaken { target, attribute } => {
                write!(
                    formatter,
                    "ActivationTarget {target} does not name attribute `{attribute}`"
                )
            }
            Self::NotCovered { purpose, attribute } => {
                write!(
                    formatter,
                    "purpose `{purpose}` does not cover attribute `{attribute}`"
                )
            }
            Self::NoLegalBasis {
                purpose,
                jurisdiction,
            } => {
                write!(
                    formatter,
                    "purpose `{purpose}` has no legal basis in {jurisdiction}"
                )
            }
            Self::NothingCovered { target } => {
                write!(
                    formatter,
                    "ActivationTarget {target} names nothing that its purposes cover"
                )
            }
        }
    }
}
