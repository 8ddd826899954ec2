//! What an application asks people for after they have registered.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{Duration, rule};

/// An attribute that an application wants to know, once there is a reason to ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.required) || !self.required || !has(self.askAgainAfter)")
        .message("a question that is required cannot be skipped, so it is never asked again: take askAgainAfter out")
        .reason(Reason::FieldValueForbidden),
)]
pub struct WantedAttribute {
    /// Attribute of the profile. It cannot be one that finds a person, such as an e-mail address, nor of type
    /// `DateTime`. The number of a membership (`signIn.membershipLinks` of the tenant) is asked for as that membership,
    /// and confirmed.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub attribute: String,
    /// Purpose that it is kept for, which must cover it. Only people to whom the purpose applies are asked: where its
    /// legal basis is consent, those who have given it.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
    /// When it is asked for; at the first sign-in when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Whether nobody gets on to the application without an answer; `false` when left out, and people may skip it. A
    /// membership cannot be required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// How long somebody who skipped the question is left alone by every application; `90d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again_after: Option<Duration>,
}

/// When something is asked for. All that is said must be so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("has(self.signIns) || has(self.scope)")
        .message("say signIns, scope, or both; to ask at the first sign-in, leave out when")
        .reason(Reason::FieldValueRequired),
)]
pub struct When {
    /// From the person's how many-th sign-in to the application on: one is counted for each session. Counted since the
    /// application first had a `progressiveProfile`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1000))]
    pub sign_ins: Option<i32>,
    /// Only where the application asks for this scope, one of `scopes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub scope: Option<String>,
}

impl WantedAttribute {
    /// How long a question that was skipped is not asked (default: 90 days).
    pub fn ask_again_after(&self) -> Duration {
        self.ask_again_after
            .clone()
            .unwrap_or_else(|| Duration::of_days(90))
    }
}
