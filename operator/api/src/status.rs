//! What the operator can do with any kind without knowing which one it is.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;

use crate::ObjectReference;

/// The part of a status that every kind has.
pub trait Observed {
    /// The generation that the status speaks of.
    fn observed_generation(&self) -> Option<i64>;
    /// The conditions.
    fn conditions(&self) -> &[Condition];
    /// Replaces both.
    fn observe(&mut self, generation: Option<i64>, conditions: Vec<Condition>);
}

/// A spec that belongs to a tenant.
pub trait Attached {
    /// The tenant it belongs to.
    fn tenant_ref(&self) -> &ObjectReference;
}

/// Implements [`Observed`] for a status with the two usual fields.
macro_rules! observed {
    ($status:ty) => {
        impl $crate::Observed for $status {
            fn observed_generation(&self) -> Option<i64> {
                self.observed_generation
            }

            fn conditions(&self) -> &[k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition] {
                &self.conditions
            }

            fn observe(
                &mut self,
                generation: Option<i64>,
                conditions: Vec<k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition>,
            ) {
                self.observed_generation = generation;
                self.conditions = conditions;
            }
        }
    };
}

/// Implements [`Attached`] for a spec with a field `tenant_ref`.
macro_rules! attached {
    ($spec:ty) => {
        impl $crate::Attached for $spec {
            fn tenant_ref(&self) -> &$crate::ObjectReference {
                &self.tenant_ref
            }
        }
    };
}

pub(crate) use {attached, observed};
