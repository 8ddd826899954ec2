//! Which nodes a volume's node affinity means (Kubernetes API, `NodeSelector`: terms are alternatives, the
//! requirements of a term all hold).

use k8s_openapi::api::core::v1::{NodeSelector, NodeSelectorRequirement, NodeSelectorTerm};

use crate::observe::NodeLabels;

/// Whether a node is meant.
pub fn matches(selector: &NodeSelector, name: &str, labels: &NodeLabels) -> bool {
    selector
        .node_selector_terms
        .iter()
        .any(|term| term_matches(term, name, labels))
}

fn term_matches(term: &NodeSelectorTerm, name: &str, labels: &NodeLabels) -> bool {
    let expressions = term.match_expressions.as_deref().unwrap_or_default();
    let fields = term.match_fields.as_deref().unwrap_or_default();
    // An empty term means no node.
    !(expressions.is_empty() && fields.is_empty())
        && expressions.iter().all(|requirement| {
            holds(
                requirement,
                labels.get(&requirement.key).map(String::as_str),
            )
        })
        && fields
            .iter()
            .all(|requirement| requirement.key == "metadata.name" && holds(requirement, Some(name)))
}

fn holds(requirement: &NodeSelectorRequirement, value: Option<&str>) -> bool {
    let values = requirement.values.as_deref().unwrap_or_default();
    let named = value.is_some_and(|value| values.iter().any(|one| one == value));
    let compared = |wanted: std::cmp::Ordering| {
        let left = value.and_then(|value| value.parse::<i64>().ok());
        let right = values.first().and_then(|value| value.parse::<i64>().ok());
        left.zip(right)
            .is_some_and(|(left, right)| left.cmp(&right) == wanted)
    };
    match requirement.operator.as_str() {
        "In" => named,
        "NotIn" => !named,
        "Exists" => value.is_some(),
        "DoesNotExist" => value.is_none(),
        "Gt" => compared(std::cmp::Ordering::Greater),
        "Lt" => compared(std::cmp::Ordering::Less),
        // An operator that we do not know proves nothing.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn node() -> NodeLabels {
        NodeLabels::from([
            ("region".to_owned(), "eu".to_owned()),
            ("disks".to_owned(), "4".to_owned()),
        ])
    }

    fn check(expression: &serde_json::Value, expected: bool) {
        let selector = serde_json::from_value(
            json!({"nodeSelectorTerms": [{"matchExpressions": [expression]}]}),
        )
        .unwrap();
        assert_eq!(
            matches(&selector, "eu-1", &node()),
            expected,
            "{selector:?}"
        );
    }

    #[test]
    fn every_operator_of_the_api_is_understood() {
        check(
            &json!({"key": "region", "operator": "In", "values": ["eu", "us"]}),
            true,
        );
        check(
            &json!({"key": "region", "operator": "In", "values": ["us"]}),
            false,
        );
        check(
            &json!({"key": "region", "operator": "NotIn", "values": ["us"]}),
            true,
        );
        check(&json!({"key": "zone", "operator": "Exists"}), false);
        check(&json!({"key": "zone", "operator": "DoesNotExist"}), true);
        check(
            &json!({"key": "disks", "operator": "Gt", "values": ["3"]}),
            true,
        );
        check(
            &json!({"key": "disks", "operator": "Lt", "values": ["3"]}),
            false,
        );
        check(
            &json!({"key": "region", "operator": "Like", "values": ["e"]}),
            false,
        );
    }

    #[test]
    fn terms_are_alternatives_and_an_empty_one_means_nothing() {
        let by_name = json!({"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["eu-1"]}]});
        let selector = serde_json::from_value(json!({"nodeSelectorTerms": [{}, by_name]})).unwrap();
        assert!(matches(&selector, "eu-1", &node()));
        assert!(!matches(&selector, "us-1", &node()));
    }
}
