//! The API server and the proof refuse the same claims. The definition has to spell them out, because a CEL rule is
//! text; here is where both meet.

use std::collections::BTreeSet;

use domicile_api::Application;
use domicile_bundle::application::PROVIDER_CLAIMS;
use kube::CustomResourceExt;
use serde_json::json;

#[test]
fn the_definition_refuses_exactly_the_claims_of_the_provider() {
    let definition = json!(Application::crd());
    let rules = definition
        .pointer(
            "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/claims/items/properties/claim/x-kubernetes-validations",
        )
        .unwrap();
    let lists: Vec<_> = rules
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|rule| rule["rule"].as_str()?.strip_prefix("!(self in ['"))
        .filter_map(|rest| rest.strip_suffix("'])"))
        .collect();
    assert_eq!(lists.len(), 1, "{rules}");
    let refused: BTreeSet<_> = lists[0].split("', '").collect();
    assert_eq!(refused, BTreeSet::from(PROVIDER_CLAIMS));
}
