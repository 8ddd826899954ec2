//! A target's filter: a CEL expression over `event` and `attributes`.
//!
//! It sees exactly what would leave, so that it cannot tell the target anything else, not even by its silence.

use cel::{Context, Program, Value as CelValue};
use serde_json::json;

use crate::{delivery_log::Reason, projection::Projected};

/// Whether the filter lets an event through. Nothing but `true` does.
///
/// A key that is missing in this event makes the expression false; use `has(…)` to be explicit.
///
/// # Errors
/// [`Reason::FilteredOut`], or [`Reason::FilterInvalid`] when the expression cannot be compiled.
pub fn admits(expression: &str, event: &str, projected: &Projected) -> Result<(), Reason> {
    let program = Program::compile(expression).map_err(|_| Reason::FilterInvalid)?;
    let mut context = Context::default();
    let event = json!({ "name": event, "properties": projected.properties });
    context
        .add_variable("event", event)
        .map_err(|_| Reason::FilterInvalid)?;
    context
        .add_variable("attributes", &projected.attributes)
        .map_err(|_| Reason::FilterInvalid)?;
    match program.execute(&context) {
        Ok(CelValue::Bool(true)) => Ok(()),
        _ => Err(Reason::FilteredOut),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projected() -> Projected {
        let as_map = |value: serde_json::Value| value.as_object().cloned().unwrap_or_default();
        Projected {
            properties: as_map(json!({ "total": 120, "currency": "EUR", "weight": 1.5 })),
            attributes: as_map(json!({ "loyaltyTier": "gold" })),
        }
    }

    #[test]
    fn an_expression_sees_event_and_attributes() {
        for expression in [
            "event.name == 'Order Completed'",
            "event.properties.total > 100 && event.properties.currency == 'EUR'",
            "event.properties.weight < 2.0",
            "attributes.loyaltyTier in ['gold', 'platinum']",
            "has(attributes.loyaltyTier)",
        ] {
            assert_eq!(
                admits(expression, "Order Completed", &projected()),
                Ok(()),
                "{expression}"
            );
        }
    }

    #[test]
    fn anything_but_true_means_no() {
        for expression in [
            "event.properties.total > 1000",
            "attributes.email == 'a'",
            "'true'",
            "1",
            "unknown",
        ] {
            assert_eq!(
                admits(expression, "Order Completed", &projected()),
                Err(Reason::FilteredOut),
                "{expression}"
            );
        }
    }

    #[test]
    fn an_expression_that_does_not_compile_means_no() {
        assert_eq!(
            admits("event.name ==", "Order Completed", &projected()),
            Err(Reason::FilterInvalid)
        );
    }
}
