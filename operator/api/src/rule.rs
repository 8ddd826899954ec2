//! CEL rules that several kinds share, each with the message that a person reads when it refuses.
//!
//! Formats are CEL rules and not `pattern`s: the API server then answers with a sentence, and the rules run
//! offline in tests. Every text and list that a rule looks at is bounded in the schema, because the API server
//! estimates the cost of a rule from those bounds.

use kube::core::{Reason, Rule};

mod address;
mod change;
mod name;
#[cfg(test)]
mod tests;
mod text;

pub use address::*;
pub use change::*;
pub use name::*;
pub use text::*;

fn format(rule: impl Into<String>, message: &str) -> Rule {
    Rule::new(rule)
        .message(message)
        .reason(Reason::FieldValueInvalid)
}

fn each(condition: &str, message: &str) -> Rule {
    format(format!("self.all(item, {condition})"), message)
}

fn forbidden(rule: &str, message: &str) -> Rule {
    Rule::new(rule)
        .message(message)
        .reason(Reason::FieldValueForbidden)
}
