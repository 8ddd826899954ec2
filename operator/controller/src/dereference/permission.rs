//! Which namespaces may attach objects to a tenant.

use std::collections::BTreeMap;

use domicile_api::IdentityTenant;
use k8s_openapi::api::core::v1::Namespace;
use kube::{
    ResourceExt,
    core::{PartialObjectMeta, Selector, SelectorExt},
    runtime::reflector::Store,
};

/// The tenant's own namespace, and those that its selector matches.
#[derive(Clone, Debug)]
pub struct Permission {
    own: String,
    selector: Option<Selector>,
    namespaces: BTreeMap<String, BTreeMap<String, String>>,
}

impl Permission {
    /// Reads the tenant's selector and the labels of all namespaces.
    pub fn of(tenant: &IdentityTenant, namespaces: &Store<PartialObjectMeta<Namespace>>) -> Self {
        let labels = namespaces
            .state()
            .iter()
            .map(|one| (one.name_any(), one.labels().clone()))
            .collect();
        Self::new(tenant, labels)
    }

    /// The same from labels at hand.
    pub fn new(
        tenant: &IdentityTenant,
        namespaces: BTreeMap<String, BTreeMap<String, String>>,
    ) -> Self {
        // A selector that cannot be read allows nobody.
        let selector = tenant
            .spec
            .allowed_namespaces
            .as_ref()
            .and_then(|allowed| allowed.selector.clone().try_into().ok());
        Self {
            own: tenant.namespace().unwrap_or_default(),
            selector,
            namespaces,
        }
    }

    /// Whether objects of a namespace may belong to the tenant.
    pub fn allows(&self, namespace: &str) -> bool {
        namespace == self.own
            || self
                .selector
                .as_ref()
                .zip(self.namespaces.get(namespace))
                .is_some_and(|(selector, labels)| selector.matches(labels))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tenant(selector: &serde_json::Value) -> IdentityTenant {
        serde_json::from_value(json!({
            "apiVersion": "domicile.dev/v1alpha1", "kind": "IdentityTenant",
            "metadata": {"name": "aurora", "namespace": "aurora"},
            "spec": {"domain": "aurora.localhost", "regions": ["eu"], "mail": {"from": "a@b.example",
                "smtp": {"host": "mail.example", "port": 465, "encryption": "ImplicitTls"}},
                "database": {"storage": "1Gi"}, "defaultBrand": {"name": "aurora"}, "allowedNamespaces": selector},
        }))
        .unwrap()
    }

    fn namespaces() -> BTreeMap<String, BTreeMap<String, String>> {
        BTreeMap::from([
            ("aurora".to_owned(), BTreeMap::new()),
            (
                "friend".to_owned(),
                BTreeMap::from([("tenant".to_owned(), "aurora".to_owned())]),
            ),
            ("stranger".to_owned(), BTreeMap::new()),
        ])
    }

    #[test]
    fn without_a_selector_only_the_own_namespace_may_attach() {
        let permission = Permission::new(&tenant(&json!(null)), namespaces());
        assert!(permission.allows("aurora"));
        assert!(!permission.allows("friend"));
    }

    #[test]
    fn a_selector_allows_what_it_matches_and_nothing_that_is_not_known() {
        let selector = json!({"selector": {"matchLabels": {"tenant": "aurora"}}});
        let permission = Permission::new(&tenant(&selector), namespaces());
        assert!(permission.allows("aurora") && permission.allows("friend"));
        assert!(!permission.allows("stranger") && !permission.allows("elsewhere"));
    }
}
