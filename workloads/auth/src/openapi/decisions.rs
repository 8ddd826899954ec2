//! Questions and decisions (`AuthZEN` 1.0, sections 5 to 7), as [`domicile_organizations::authzen`] reads and writes them.

use serde_json::Value;
use utoipa::ToSchema;

/// Who, or on what.
#[derive(ToSchema)]
pub struct Entity {
    /// Of subjects, `user` is known.
    #[serde(rename = "type")]
    #[schema(max_length = 256, example = "user")]
    pub kind: String,
    /// Identifier; of a user, `sub` of tokens.
    #[schema(max_length = 256)]
    pub id: String,
    /// What else is known; `organization` of a resource is read.
    #[schema(value_type = Object)]
    #[serde(default)]
    pub properties: Value,
}

/// What is to be done.
#[derive(ToSchema)]
pub struct Deed {
    /// Its name, as the `IdentityTenant`'s roles have it.
    #[schema(max_length = 256)]
    pub name: String,
}

/// One question.
#[derive(ToSchema)]
pub struct Question {
    /// Who.
    pub subject: Entity,
    /// What.
    pub action: Deed,
    /// On what.
    pub resource: Entity,
    /// `organization`, where the resource does not name it.
    #[schema(value_type = Object)]
    #[serde(default)]
    pub context: Value,
}

/// Several questions; what stands beside them is the default of each.
#[derive(ToSchema)]
pub struct Questions {
    /// Each may leave out what is said beside.
    #[schema(value_type = Vec<Object>, max_items = 100)]
    pub evaluations: Vec<Value>,
    /// Who.
    #[serde(default)]
    pub subject: Entity,
    /// What.
    #[serde(default)]
    pub action: Deed,
    /// On what.
    #[serde(default)]
    pub resource: Entity,
}

/// Whether.
#[derive(ToSchema)]
pub struct Decision {
    /// Whether it may be done.
    pub decision: bool,
    /// Why not.
    #[schema(value_type = Object)]
    #[serde(default)]
    pub context: Value,
}

/// Several, or one where no questions were listed.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum Decisions {
    /// In the order of the questions.
    Several {
        /// Each by itself.
        evaluations: Vec<Decision>,
    },
    /// To the one that is asked beside an empty list.
    One(Decision),
}

/// Where decisions are made.
#[derive(ToSchema)]
pub struct DecisionPoint {
    /// The issuer.
    pub policy_decision_point: String,
    /// For one question.
    pub access_evaluation_endpoint: String,
    /// For several.
    pub access_evaluations_endpoint: String,
}
