//! Rules over lists of texts name the item that is wrong.
//!
//! The API server shows the value of a refused text, but not which item of a refused list it means. A
//! `messageExpression` puts the item before the message; the message stays for documentation and for tools.

use serde_json::{Map, Value};

/// Adds the expression to the rules of a schema node, where it is a list of texts.
pub(super) fn name_it(node: &mut Map<String, Value>) {
    let is_text = node
        .get("items")
        .is_some_and(|items| items["type"] == "string");
    let rules = node
        .get_mut("x-kubernetes-validations")
        .and_then(Value::as_array_mut)
        .filter(|_| is_text);
    for rule in rules.into_iter().flatten() {
        if let (Some(expression), Some(fields)) = (expression(rule), rule.as_object_mut()) {
            fields.insert("messageExpression".to_owned(), expression.into());
        }
    }
}

/// From `LIST.all(item, CONDITION)` the first item that does not meet the condition, and the message.
fn expression(rule: &Value) -> Option<String> {
    let (list, rest) = rule["rule"].as_str()?.split_once(".all(item, ")?;
    let condition = rest.strip_suffix(')')?;
    let message = rule["message"]
        .as_str()?
        .replace('\\', "\\\\")
        .replace('\'', "\\'");
    Some(format!(
        "{list}.filter(item, !({condition}))[0] + ': {message}'"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn expression_of(rule: &str) -> Option<String> {
        expression(&json!({ "rule": rule, "message": "it's wrong" }))
    }

    #[test]
    fn the_first_wrong_item_is_named_before_the_message() {
        assert_eq!(
            expression_of("self.all(item, item.matches('^[A-Z]{2}$'))").as_deref(),
            Some(r"self.filter(item, !(item.matches('^[A-Z]{2}$')))[0] + ': it\'s wrong'")
        );
        assert_eq!(
            expression_of("oldSelf.all(item, item in self)").as_deref(),
            Some(r"oldSelf.filter(item, !(item in self))[0] + ': it\'s wrong'")
        );
    }

    #[test]
    fn other_rules_stay_as_they_are() {
        assert_eq!(expression_of("'openid' in self"), None);
        let mut node = json!({ "items": { "type": "object" }, "x-kubernetes-validations": [{ "rule": "self.all(item, item.a)", "message": "m" }] });
        let before = node.clone();
        name_it(node.as_object_mut().unwrap());
        assert_eq!(node, before);
    }
}
