//! Conditions and their reasons.
//!
//! Every kind has `Ready`, `Reconciling` and `Stalled` as kstatus reads them (tools such as Helm, Flux and Argo CD
//! wait by them): `Reconciling=True` while the operator works towards the current generation, `Stalled=True`
//! when it cannot go on without a change by a person, `Ready=True` when what runs is what was asked for.

use k8s_openapi::{
    apimachinery::pkg::apis::meta::v1::{Condition, Time},
    jiff::Timestamp,
};

/// Makes an enum of `CamelCase` words and their text.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every word, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as it is written in a status.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What a condition speaks of.
    ConditionType {
        /// What runs is what `observedGeneration` asks for.
        Ready,
        /// The operator is working towards it.
        Reconciling,
        /// The operator cannot go on until a person changes something.
        Stalled,
        /// The object is valid together with everything that it names, and part of the tenant's configuration.
        Accepted,
        /// Every running pod, bound volume and database of the tenant is in its region.
        ResidencyProven,
        /// The database answers in every region.
        DatabaseReady,
        /// Every replica in every region reports the configuration's current revision.
        ConfigurationInForce,
    }
}

words! {
    /// Whether a condition holds.
    ConditionStatus {
        /// It holds.
        True,
        /// It does not hold.
        False,
        /// Not known yet.
        Unknown,
    }
}

words! {
    /// Why a condition is what it is: one word for programs, stable between releases.
    Reason {
        /// Everything is as asked for.
        AsSpecified,
        /// The object is valid and in use.
        Valid,
        /// Nothing is being changed.
        Settled,
        /// Nothing stands in the way.
        NotStalled,
        /// The operator has not looked yet.
        NotObserved,
        /// Objects are being written.
        Applying,
        /// The API server refused what the operator wrote.
        ApplyFailed,
        /// Pods are starting, or being replaced.
        RollingOut,
        /// A pod does not start.
        WorkloadFailing,
        /// A replica still runs another revision of the configuration.
        AwaitingRevision,
        /// A workload refused the configuration.
        RevisionRefused,
        /// The database does not answer yet.
        AwaitingDatabase,
        /// Databases answer.
        DatabaseAnswers,
        /// A Secret that a person has to provide is missing or incomplete.
        SecretMissing,
        /// `spec.suspend` is set.
        Suspended,
        /// The object is being deleted.
        Deleting,
        /// The tenant that is named does not exist.
        TenantNotFound,
        /// The tenant itself is not accepted.
        TenantNotAccepted,
        /// The tenant does not allow objects of this namespace.
        NamespaceNotAllowed,
        /// A Region that is named does not exist.
        RegionNotFound,
        /// A Brand that is named does not exist or is not accepted.
        BrandNotFound,
        /// An attribute that is named is in no ProfileSchema.
        UnknownAttribute,
        /// An event that is named is in no ProfileSchema.
        UnknownEvent,
        /// A purpose that is named is in no ConsentPolicy.
        UnknownPurpose,
        /// A value is not possible for a cause that the schema cannot see.
        InvalidValue,
        /// Another object already says it: a host, a purpose, an attribute, a country.
        Conflict,
        /// Data would reach a place or purpose without permission.
        UnlawfulFlow,
        /// Everything is where it belongs.
        AllInRegion,
        /// A pod runs on a node of another region, or on none that is known.
        PodOutsideRegion,
        /// A volume is bound to a node of another region, or to none that is known.
        VolumeOutsideRegion,
        /// A workload reports a database that is not its region's.
        DatabaseOutsideRegion,
        /// Some pods, volumes or databases do not exist yet.
        ProofIncomplete,
        /// No tenant uses the object.
        Unused,
    }
}

/// A condition before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCondition {
    /// What it speaks of.
    pub condition_type: ConditionType,
    /// Whether it holds.
    pub status: ConditionStatus,
    /// Why, for programs.
    pub reason: Reason,
    /// Why, for people; no personal data.
    pub message: String,
}

impl NewCondition {
    /// A condition that holds.
    pub fn holds(
        condition_type: ConditionType,
        reason: Reason,
        message: impl Into<String>,
    ) -> Self {
        Self {
            condition_type,
            status: ConditionStatus::True,
            reason,
            message: message.into(),
        }
    }

    /// A condition that does not hold.
    pub fn fails(
        condition_type: ConditionType,
        reason: Reason,
        message: impl Into<String>,
    ) -> Self {
        Self {
            condition_type,
            status: ConditionStatus::False,
            reason,
            message: message.into(),
        }
    }

    /// A condition of which nothing is known.
    pub fn unknown(
        condition_type: ConditionType,
        reason: Reason,
        message: impl Into<String>,
    ) -> Self {
        Self {
            condition_type,
            status: ConditionStatus::Unknown,
            reason,
            message: message.into(),
        }
    }
}

/// Puts a condition into a list, sorted by type.
///
/// `lastTransitionTime` moves only when the status changes (the Kubernetes API conventions), so that writing the
/// same facts again writes the same bytes. Returns whether the status changed: the moment to send an Event.
pub fn set(
    conditions: &mut Vec<Condition>,
    new: &NewCondition,
    generation: Option<i64>,
    now: Timestamp,
) -> bool {
    let type_ = new.condition_type.as_str();
    let previous = conditions.iter().find(|condition| condition.type_ == type_);
    let same_status = previous.filter(|condition| condition.status == new.status.as_str());
    let changed = same_status.is_none();
    // Times in the API have whole seconds: anything finer would differ from what is read back.
    let whole_seconds = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let last_transition_time = same_status.map_or(Time(whole_seconds), |condition| {
        condition.last_transition_time.clone()
    });
    conditions.retain(|condition| condition.type_ != type_);
    conditions.push(Condition {
        type_: type_.to_owned(),
        status: new.status.as_str().to_owned(),
        reason: new.reason.as_str().to_owned(),
        message: shortened(&new.message),
        observed_generation: generation,
        last_transition_time,
    });
    conditions.sort_by(|left, right| left.type_.cmp(&right.type_));
    changed
}

/// Conditions made from what was there and what is known now; types that are not named in `new` are dropped.
pub fn replace(
    previous: &[Condition],
    new: &[NewCondition],
    generation: Option<i64>,
    now: Timestamp,
) -> Vec<Condition> {
    let mut conditions = previous.to_vec();
    conditions.retain(|old| {
        new.iter()
            .any(|condition| condition.condition_type.as_str() == old.type_)
    });
    for condition in new {
        set(&mut conditions, condition, generation, now);
    }
    conditions
}

/// The condition of that type.
pub fn find(conditions: &[Condition], condition_type: ConditionType) -> Option<&Condition> {
    conditions
        .iter()
        .find(|condition| condition.type_ == condition_type.as_str())
}

/// Whether the condition of that type is there and `True`.
pub fn is_true(conditions: &[Condition], condition_type: ConditionType) -> bool {
    find(conditions, condition_type)
        .is_some_and(|condition| condition.status == ConditionStatus::True.as_str())
}

/// The API allows 32 KiB in a message; people read less.
const MESSAGE_CHARACTERS: usize = 2_000;

fn shortened(message: &str) -> String {
    match message.char_indices().nth(MESSAGE_CHARACTERS) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_time_moves_only_when_the_status_changes() {
        let mut conditions = Vec::new();
        let working = NewCondition::fails(ConditionType::Ready, Reason::RollingOut, "1 of 2 pods");
        assert!(set(&mut conditions, &working, Some(1), at(10)));
        let still = NewCondition::fails(
            ConditionType::Ready,
            Reason::AwaitingDatabase,
            "eu does not answer",
        );
        assert!(!set(&mut conditions, &still, Some(2), at(20)));
        assert_eq!(conditions[0].last_transition_time, Time(at(10)));
        assert_eq!(
            (
                conditions[0].observed_generation,
                conditions[0].reason.as_str()
            ),
            (Some(2), "AwaitingDatabase")
        );
        assert!(set(
            &mut conditions,
            &NewCondition::holds(ConditionType::Ready, Reason::AsSpecified, ""),
            Some(2),
            at(30)
        ));
        assert_eq!(conditions[0].last_transition_time, Time(at(30)));
    }

    #[test]
    fn the_same_facts_give_the_same_list_in_any_order() {
        let ready = NewCondition::holds(ConditionType::Ready, Reason::AsSpecified, "");
        let accepted = NewCondition::holds(ConditionType::Accepted, Reason::Valid, "");
        let first = replace(&[], &[ready.clone(), accepted.clone()], Some(1), at(1));
        assert_eq!(replace(&first, &[accepted, ready], Some(1), at(9)), first);
    }

    #[test]
    fn a_condition_that_is_no_longer_said_is_dropped() {
        let first = replace(
            &[],
            &[NewCondition::fails(
                ConditionType::Stalled,
                Reason::NotStalled,
                "",
            )],
            Some(1),
            at(1),
        );
        let ready = NewCondition::holds(ConditionType::Ready, Reason::AsSpecified, "");
        let second = replace(&first, &[ready], Some(1), at(2));
        assert!(
            is_true(&second, ConditionType::Ready)
                && find(&second, ConditionType::Stalled).is_none()
        );
    }

    #[test]
    fn reasons_satisfy_the_schema_of_conditions() {
        for reason in Reason::ALL {
            assert!(
                reason
                    .as_str()
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic()),
                "{reason}"
            );
        }
    }

    #[test]
    fn a_message_keeps_to_what_people_read() {
        let mut conditions = Vec::new();
        let long = NewCondition::fails(
            ConditionType::Accepted,
            Reason::UnlawfulFlow,
            "é".repeat(5_000),
        );
        set(&mut conditions, &long, None, at(1));
        assert_eq!(
            conditions[0].message.chars().count(),
            MESSAGE_CHARACTERS + 1
        );
    }
}
