//! Which objects are accepted, and why the others are not.

mod candidate;
mod facts;
mod leaves;
mod stages;

use serde::{Deserialize, Serialize};

pub(crate) use self::facts::{Facts, HostOwner};
use crate::{
    accepted::Accepted,
    model::{Input, ObjectKey},
};

/// The outcome of a proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// What is in force.
    pub accepted: Accepted,
    /// What is not, and why; sorted by object, field and message.
    pub rejections: Vec<Rejection>,
}

impl Proof {
    /// The rejections of one object.
    pub fn rejections_of<'a>(
        &'a self,
        object: &'a ObjectKey,
    ) -> impl Iterator<Item = &'a Rejection> {
        self.rejections
            .iter()
            .filter(move |rejection| rejection.object == *object)
    }
}

/// Why an object, as it is written now, is not in force.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
    /// The object.
    pub object: ObjectKey,
    /// The field, for example `spec.purposes[1].attributes[0]`.
    pub path: String,
    /// One concrete case in which the rule would be broken, and what to do.
    pub message: String,
}

/// Proves an input from nothing: every object that breaks a rule is left out.
pub fn prove(input: &Input) -> Proof {
    prove_after(input, None)
}

/// Proves an input after an earlier one: an object whose present version is rejected stays in force as it was
/// accepted last, if that version still passes every rule.
///
/// `last_accepted` is [`Accepted::to_input`] of the earlier proof. An object that is no longer in the input is gone.
pub fn prove_after(input: &Input, last_accepted: Option<&Input>) -> Proof {
    stages::run(input, last_accepted)
}
