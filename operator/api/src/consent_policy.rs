//! `ConsentPolicy`: what data is used for, and what permits it.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Duration, ObjectReference, rule,
    status::{attached, observed},
};

/// What personal data is used for, and what permits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "ConsentPolicy",
    namespaced,
    plural = "consentpolicies",
    status = "ConsentPolicyStatus",
    derive = "PartialEq",
    cel,
    doc = "A ConsentPolicy names purposes that personal data is used for: the legal basis in each jurisdiction, the attributes and events that a purpose covers, and the text that people decide on.",
    validation = rule::object_name(),
    shortname = "cpol",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant that the policy belongs to"),
    printcolumn(name = "Purposes", type_ = "string", json_path = ".status.purposes", description = "Purposes that are in force"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether the policy is in force in every region"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
pub struct ConsentPolicySpec {
    /// Tenant that the policy belongs to. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// Purposes that data is used for. Among the policies of a tenant a purpose may be named once.
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub purposes: Vec<Purpose>,
}

attached!(ConsentPolicySpec);

/// One purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.askedAtRegistration) || !self.askedAtRegistration || self.legalBasis.exists(item, item.basis == 'Consent')")
        .message("askedAtRegistration needs a jurisdiction whose legal basis is Consent: other bases are not asked for")
        .reason(Reason::FieldValueForbidden),
)]
pub struct Purpose {
    /// Name of the purpose, for example `newsletter`. Decisions of people are recorded under it.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// Legal basis by jurisdiction. The entry without jurisdictions speaks for all that no other entry names; where
    /// no entry speaks for a region's jurisdiction, the purpose does not exist there.
    #[schemars(length(min = 1, max = 8))]
    #[x_kube(
        validation = Rule::new("self.filter(item, !has(item.jurisdictions)).size() <= 1")
            .message("only one legal basis may leave out jurisdictions: it speaks for all that no other names")
            .reason(Reason::FieldValueInvalid),
        validation = Rule::new("self.all(left, !has(left.jurisdictions) || left.jurisdictions.all(name, self.exists_one(right, has(right.jurisdictions) && name in right.jurisdictions)))")
            .message("a jurisdiction may be named by one legal basis only")
            .reason(Reason::FieldValueInvalid),
        merge_strategy = ListMerge::Atomic,
    )]
    pub legal_basis: Vec<JurisdictionBasis>,
    /// Attributes that the purpose covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 200), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub attributes: Vec<String>,
    /// Events that the purpose covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 100), inner(length(max = 100)))]
    #[x_kube(validation = rule::event_names(), merge_strategy = ListMerge::Set)]
    pub events: Vec<String>,
    /// Whether registration asks for it, in jurisdictions where the basis is `Consent`; not so when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at_registration: Option<bool>,
    /// What people read when they decide, in each language. All have the same version; a new version is a new text
    /// that earlier decisions do not speak of.
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(
        validation = Rule::new("self.all(item, item.version == self[0].version)")
            .message("the documents of a purpose must have the same version in every language")
            .reason(Reason::FieldValueInvalid),
        merge_strategy = ListMerge::Map(vec!["language".into()]),
    )]
    pub documents: Vec<PurposeDocument>,
    /// Age in years from which a person can decide alone; any age when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 99))]
    pub minimum_age: Option<i32>,
    /// How long data is kept for this purpose after its last use, for example `365d`; until the person's account is
    /// deleted when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Duration>,
}

/// The legal basis in some jurisdictions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct JurisdictionBasis {
    /// Jurisdictions that it speaks for, for example `EU`; all that no other entry names when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 16)))]
    #[x_kube(validation = rule::jurisdictions(), merge_strategy = ListMerge::Set)]
    pub jurisdictions: Vec<String>,
    /// What permits the purpose (GDPR, Art. 6(1)): `Consent` while the person gives it; `Contract` or `LegalObligation`
    /// unless restricted; `LegitimateInterest` until the person objects.
    pub basis: LegalBasis,
}

/// Legal basis (GDPR, Art. 6(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum LegalBasis {
    /// Art. 6(1)(a): permitted while the person's consent is given.
    Consent,
    /// Art. 6(1)(b): needed for what the person asked for.
    Contract,
    /// Art. 6(1)(c): the law demands it.
    LegalObligation,
    /// Art. 6(1)(f): permitted until the person objects (Art. 21).
    LegitimateInterest,
}

/// What a purpose means, in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct PurposeDocument {
    /// Language as a BCP 47 tag.
    #[schemars(length(max = 16))]
    #[x_kube(validation = rule::language())]
    pub language: String,
    /// Version that is recorded with a decision. Quote it in YAML where it is only digits.
    #[schemars(length(max = 32))]
    #[x_kube(validation = rule::version())]
    pub version: String,
    /// One line that says what it is about.
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::not_blank())]
    pub title: String,
    /// What is done with which data, in plain words.
    #[schemars(length(max = 4000))]
    #[x_kube(validation = rule::not_blank())]
    pub text: String,
}

/// What the operator found about a policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentPolicyStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Names of the purposes that are in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub purposes: Vec<String>,
    /// What each purpose rests on in each region of the tenant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["region".into()]))]
    pub regions: Vec<RegionPurposes>,
}

observed!(ConsentPolicyStatus);

/// Purposes of the policy in one region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegionPurposes {
    /// Name of the Region.
    pub region: String,
    /// Purposes that need consent there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub by_consent: Vec<String>,
    /// Purposes that rest on another basis there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub by_law: Vec<String>,
    /// Purposes that have no basis there and do not exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub without_basis: Vec<String>,
}

impl Purpose {
    /// Whether registration asks for it (default: no).
    pub fn asked_at_registration(&self) -> bool {
        self.asked_at_registration.unwrap_or(false)
    }

    /// The legal basis in a jurisdiction, if there is one.
    pub fn basis_in(&self, jurisdiction: &str) -> Option<LegalBasis> {
        self.legal_basis
            .iter()
            .find(|entry| {
                entry
                    .jurisdictions
                    .iter()
                    .any(|named| named == jurisdiction)
            })
            .or_else(|| {
                self.legal_basis
                    .iter()
                    .find(|entry| entry.jurisdictions.is_empty())
            })
            .map(|entry| entry.basis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::airline::consent_policy::purposes;

    fn newsletter(legal_basis: Vec<JurisdictionBasis>) -> Purpose {
        Purpose {
            legal_basis,
            ..purposes().spec.purposes[1].clone()
        }
    }

    fn basis(jurisdictions: &[&str], basis: LegalBasis) -> JurisdictionBasis {
        JurisdictionBasis {
            jurisdictions: jurisdictions
                .iter()
                .map(|name| (*name).to_owned())
                .collect(),
            basis,
        }
    }

    #[test]
    fn the_entry_that_names_a_jurisdiction_comes_before_the_one_for_all_others() {
        let purpose = newsletter(vec![
            basis(&[], LegalBasis::LegitimateInterest),
            basis(&["EU", "GB"], LegalBasis::Consent),
        ]);
        assert_eq!(purpose.basis_in("EU"), Some(LegalBasis::Consent));
        assert_eq!(purpose.basis_in("US"), Some(LegalBasis::LegitimateInterest));
    }

    #[test]
    fn a_jurisdiction_that_nobody_speaks_for_has_no_basis() {
        assert_eq!(
            newsletter(vec![basis(&["EU"], LegalBasis::Consent)]).basis_in("US"),
            None
        );
    }
}
