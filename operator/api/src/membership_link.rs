//! Memberships of the tenant's own systems that people link with their account: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{ObjectReference, profile_schema::Title, rule, social_sign_in::SecretKeyReference};

/// A membership, such as a mileage account, that a person links: they type its number, and a system of the brand confirms
/// it in a signed call (`docs/membership-links.md`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipLink {
    /// Name of the membership, for example `miles`. It is part of what says where the number comes from.
    #[schemars(length(max = 40))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// What people call it, by language; the name is shown where no language fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["language".into()]))]
    pub titles: Vec<Title>,
    /// Attribute of the profile that the number is kept as: a text, and none that finds a person.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub attribute: String,
    /// Purpose that it is kept for. Where its legal basis is consent, the membership is linked by people who have given
    /// that consent.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
    /// The system that confirms numbers.
    pub verify: MembershipVerification,
    /// What that system asks beside the number, such as a PIN or the family name. Answers are handed on and kept
    /// nowhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 4))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub questions: Vec<MembershipQuestion>,
    /// Brands at which people can link it, on their account page and at sign-in; every brand of the tenant when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub brands: Vec<ObjectReference>,
}

/// A system that confirms numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipVerification {
    /// Where it is called. Hosts with private addresses are named under `openid.trustedOutbound`.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub url: String,
    /// Where the secret is that calls are signed with: `whsec_` and base64, as Standard Webhooks has it.
    pub secret_ref: SecretKeyReference,
}

/// What a system asks beside the number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipQuestion {
    /// Name of the answer in the call, for example `pin`.
    #[schemars(length(max = 40))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// What people read, by language; the name is shown where no language fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["language".into()]))]
    pub titles: Vec<Title>,
    /// Whether what is typed is hidden, as a PIN is; not when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    pub hidden: Option<bool>,
}
