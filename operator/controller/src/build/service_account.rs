//! `ServiceAccounts`: an identity of its own for each component, without an API token.

use k8s_openapi::api::core::v1::ServiceAccount;

use super::{component::Component, site::Site};

/// The `ServiceAccount` of a component.
pub fn build(site: &Site<'_>, component: Component) -> ServiceAccount {
    ServiceAccount {
        metadata: site.metadata(site.scope.component(component), Some(component)),
        automount_service_account_token: Some(false),
        ..ServiceAccount::default()
    }
}
