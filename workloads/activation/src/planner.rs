//! Which targets an event is for: a pure function.

use domicile_bundle::Target;
use domicile_consent::permit::Refusal;
use uuid::Uuid;

/// One event of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEvent {
    /// The event.
    pub event_id: Uuid,
    /// Whose it is.
    pub subject: String,
    /// Name of the event.
    pub name: String,
}

/// One delivery to be queued, or to be logged as not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The event.
    pub event_id: Uuid,
    /// Whose it is.
    pub subject: String,
    /// The target's name.
    pub target: String,
    /// Why it ends before it begins.
    pub refusal: Option<Refusal>,
}

/// One delivery per event and target whose flows name the event.
///
/// A target to which nothing may flow from this region is planned and refused, so that the log says why; a target
/// whose flows do not name the event has nothing to do with it.
pub fn plan(targets: &[Target], events: &[OutboxEvent]) -> Vec<Planned> {
    let pairs = events
        .iter()
        .flat_map(|event| targets.iter().map(move |target| (event, target)));
    pairs
        .filter_map(|(event, target)| {
            let refusal = if target.flows.is_empty() {
                Some(Refusal::NoFlowFromRegion)
            } else if names_event(target, &event.name) {
                None
            } else {
                return None;
            };
            Some(Planned {
                event_id: event.event_id,
                subject: event.subject.clone(),
                target: target.name.clone(),
                refusal,
            })
        })
        .collect()
}

fn names_event(target: &Target, event: &str) -> bool {
    target
        .flows
        .iter()
        .any(|flow| flow.events.iter().any(|named| named == event))
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{Delivery, Flow, Transport};

    use super::*;

    fn target(name: &str, flows: &[&[&str]]) -> Target {
        Target {
            name: name.into(),
            display_name: None,
            transport: Transport::Webhook {
                url: "https://target.example/".into(),
                secret_file: "target-0".into(),
            },
            jurisdiction: "EU".into(),
            flows: flows
                .iter()
                .enumerate()
                .map(|(number, events)| Flow {
                    purpose: format!("purpose-{number}"),
                    attributes: vec![],
                    events: events.iter().map(|event| (*event).into()).collect(),
                })
                .collect(),
            refusal: None,
            filter: None,
            delivery: Delivery {
                timeout_milliseconds: 1000,
                attempts: 3,
                initial_backoff_milliseconds: 10,
                maximum_backoff_milliseconds: 100,
            },
        }
    }

    fn event(name: &str) -> OutboxEvent {
        OutboxEvent {
            event_id: Uuid::from_u128(7),
            subject: "camille".into(),
            name: name.into(),
        }
    }

    #[test]
    fn an_event_is_planned_once_for_each_target_that_names_it() {
        let targets = [
            target("crm", &[&["Order Completed"], &["Order Completed"]]),
            target("newsletter-tool", &[&["Flight Searched"]]),
        ];
        let planned = plan(&targets, &[event("Order Completed")]);
        assert_eq!(
            planned,
            [Planned {
                event_id: Uuid::from_u128(7),
                subject: "camille".into(),
                target: "crm".into(),
                refusal: None
            }]
        );
    }

    #[test]
    fn a_target_without_flows_is_planned_to_be_refused() {
        let planned = plan(&[target("us-ads", &[])], &[event("Order Completed")]);
        assert_eq!(planned[0].refusal, Some(Refusal::NoFlowFromRegion));
    }
}
