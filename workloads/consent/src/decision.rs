//! The answer of the gate as a pure function: no input, no output, no time.

use domicile_bundle::{LegalBasis, Purpose, Target};

use crate::{permit::Refusal, record::DecisionKind, state::PurposeState};

/// What the gate answers for one (person, target, event).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may be sent for these purposes, sorted, at least one.
    Permitted {
        /// Purposes of the target whose flow names the event and that the person's state permits.
        purposes: Vec<String>,
    },
    /// It may not be sent.
    Refused(Refusal),
}

/// Whether an event of a person may be sent to a target, and for which purposes.
///
/// A purpose counts when the target's flows from this region name it together with the event, the bundle knows its
/// legal basis, and the person's state permits it on that basis ([`permitted`]). Anything unknown means no.
pub fn decide(
    target: &Target,
    event: &str,
    purposes: &[Purpose],
    states: &[PurposeState],
) -> Decision {
    if target.flows.is_empty() {
        return Decision::Refused(Refusal::NoFlowFromRegion);
    }
    let mut allowed = Vec::new();
    let mut refusal = Refusal::EventNotInFlow;
    for flow in target
        .flows
        .iter()
        .filter(|flow| flow.events.iter().any(|named| named == event))
    {
        match of_purpose(&flow.purpose, purposes, states) {
            Ok(()) => allowed.push(flow.purpose.clone()),
            Err(reason) => refusal = refusal.max(reason),
        }
    }
    if allowed.is_empty() {
        return Decision::Refused(refusal);
    }
    allowed.sort_unstable();
    allowed.dedup();
    Decision::Permitted { purposes: allowed }
}

fn of_purpose(name: &str, purposes: &[Purpose], states: &[PurposeState]) -> Result<(), Refusal> {
    let purpose = purposes
        .iter()
        .find(|purpose| purpose.name == name)
        .ok_or(Refusal::UnknownPurpose)?;
    let state = states
        .iter()
        .find(|state| state.purpose == name)
        .map(|state| state.decision);
    permitted(purpose.legal_basis, state)
}

/// Whether a purpose on this legal basis is permitted by the person's latest decision, if any.
///
/// - Consent: only while it is given (GDPR, Art. 6(1)(a), 7(3)).
/// - Contract, legal obligation: unless processing is restricted (Art. 18).
/// - Legitimate interest: until the person says no in any way (Art. 21).
///
/// # Errors
/// The reason why not.
pub fn permitted(basis: LegalBasis, decision: Option<DecisionKind>) -> Result<(), Refusal> {
    use DecisionKind::{Denied, Given, Objected, Restricted, Withdrawn};
    match (basis, decision) {
        (_, Some(Restricted)) => Err(Refusal::Restricted),
        (LegalBasis::Contract | LegalBasis::LegalObligation, _)
        | (LegalBasis::Consent | LegalBasis::LegitimateInterest, Some(Given))
        | (LegalBasis::LegitimateInterest, None) => Ok(()),
        (_, Some(Objected)) => Err(Refusal::Objected),
        (_, Some(Withdrawn)) => Err(Refusal::ConsentWithdrawn),
        (_, Some(Denied)) => Err(Refusal::ConsentDenied),
        (LegalBasis::Consent, None) => Err(Refusal::ConsentNotGiven),
    }
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{Delivery, Flow, Transport};

    use super::*;

    fn purpose(name: &str, legal_basis: LegalBasis) -> Purpose {
        Purpose {
            name: name.into(),
            legal_basis,
            attributes: vec![],
            events: vec![],
            documents: vec![],
            asked_at_registration: false,
            minimum_age: None,
            retention_seconds: None,
        }
    }

    fn target(flows: &[(&str, &[&str])]) -> Target {
        Target {
            name: "airline/crm".into(),
            display_name: None,
            transport: Transport::Webhook {
                url: "https://crm.example/".into(),
                secret_file: "target-0".into(),
            },
            jurisdiction: "EU".into(),
            flows: flows
                .iter()
                .map(|(purpose, events)| Flow {
                    purpose: (*purpose).into(),
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

    fn state(purpose: &str, decision: DecisionKind) -> PurposeState {
        PurposeState {
            purpose: purpose.into(),
            decision,
            document_version: "1".into(),
            changed_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn every_legal_basis_meets_every_state() {
        use DecisionKind::{Denied, Given, Objected, Restricted, Withdrawn};
        use LegalBasis::{Consent, Contract, LegalObligation, LegitimateInterest};
        let table = [
            (Consent, None, Err(Refusal::ConsentNotGiven)),
            (Consent, Some(Given), Ok(())),
            (Consent, Some(Withdrawn), Err(Refusal::ConsentWithdrawn)),
            (Consent, Some(Denied), Err(Refusal::ConsentDenied)),
            (Consent, Some(Objected), Err(Refusal::Objected)),
            (Consent, Some(Restricted), Err(Refusal::Restricted)),
            (Contract, None, Ok(())),
            (Contract, Some(Given), Ok(())),
            (Contract, Some(Withdrawn), Ok(())),
            (Contract, Some(Denied), Ok(())),
            (Contract, Some(Objected), Ok(())),
            (Contract, Some(Restricted), Err(Refusal::Restricted)),
            (LegalObligation, None, Ok(())),
            (LegalObligation, Some(Given), Ok(())),
            (LegalObligation, Some(Withdrawn), Ok(())),
            (LegalObligation, Some(Denied), Ok(())),
            (LegalObligation, Some(Objected), Ok(())),
            (LegalObligation, Some(Restricted), Err(Refusal::Restricted)),
            (LegitimateInterest, None, Ok(())),
            (LegitimateInterest, Some(Given), Ok(())),
            (
                LegitimateInterest,
                Some(Withdrawn),
                Err(Refusal::ConsentWithdrawn),
            ),
            (
                LegitimateInterest,
                Some(Denied),
                Err(Refusal::ConsentDenied),
            ),
            (LegitimateInterest, Some(Objected), Err(Refusal::Objected)),
            (
                LegitimateInterest,
                Some(Restricted),
                Err(Refusal::Restricted),
            ),
        ];
        for (basis, decision, expected) in table {
            assert_eq!(
                permitted(basis, decision),
                expected,
                "{basis:?} with {decision:?}"
            );
        }
    }

    #[test]
    fn a_purpose_that_the_bundle_does_not_know_means_no() {
        let target = target(&[("newsletter", &["Order Completed"])]);
        let states = [state("newsletter", DecisionKind::Given)];
        assert_eq!(
            decide(&target, "Order Completed", &[], &states),
            Decision::Refused(Refusal::UnknownPurpose)
        );
    }

    #[test]
    fn a_target_without_flows_gets_nothing() {
        let purposes = [purpose("service", LegalBasis::Contract)];
        assert_eq!(
            decide(&target(&[]), "Order Completed", &purposes, &[]),
            Decision::Refused(Refusal::NoFlowFromRegion)
        );
    }

    #[test]
    fn an_event_that_no_flow_names_is_not_sent() {
        let purposes = [purpose("service", LegalBasis::Contract)];
        let target = target(&[("service", &["Order Completed"])]);
        assert_eq!(
            decide(&target, "Flight Searched", &purposes, &[]),
            Decision::Refused(Refusal::EventNotInFlow)
        );
    }

    #[test]
    fn only_the_permitted_purposes_are_named() {
        let purposes = [
            purpose("marketing", LegalBasis::Consent),
            purpose("newsletter", LegalBasis::Consent),
            purpose("service", LegalBasis::Contract),
        ];
        let events: &[&str] = &["Order Completed"];
        let target = target(&[
            ("marketing", events),
            ("newsletter", events),
            ("service", events),
        ]);
        let states = [
            state("newsletter", DecisionKind::Given),
            state("marketing", DecisionKind::Denied),
        ];
        assert_eq!(
            decide(&target, "Order Completed", &purposes, &states),
            Decision::Permitted {
                purposes: vec!["newsletter".into(), "service".into()]
            }
        );
    }

    #[test]
    fn the_strongest_reason_is_told() {
        let purposes = [
            purpose("marketing", LegalBasis::Consent),
            purpose("research", LegalBasis::Consent),
        ];
        let target = target(&[("marketing", &["A"]), ("research", &["A"])]);
        let states = [state("research", DecisionKind::Withdrawn)];
        assert_eq!(
            decide(&target, "A", &purposes, &states),
            Decision::Refused(Refusal::ConsentWithdrawn)
        );
    }
}
