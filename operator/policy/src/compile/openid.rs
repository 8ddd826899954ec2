//! The `OpenID` provider beyond sign-in.

use domicile_bundle::{DynamicRegistration, OpenId};

use super::sorted;
use crate::{
    accepted::Accepted,
    model::{DynamicRegistrationInput, ObjectKind, TenantSettings},
};

/// Settings of the provider. Without an accepted template nobody can register.
pub(super) fn compile(accepted: &Accepted, tenant: &TenantSettings) -> OpenId {
    OpenId {
        signing_algorithms: tenant.signing_algorithms.clone(),
        trusted_hosts: sorted(&tenant.openid.trusted_hosts),
        dynamic_registration: tenant
            .openid
            .dynamic_registration
            .as_ref()
            .and_then(|registration| dynamic_registration(accepted, registration)),
    }
}

fn dynamic_registration(
    accepted: &Accepted,
    registration: &DynamicRegistrationInput,
) -> Option<DynamicRegistration> {
    let key = registration.template.to_key(ObjectKind::Application);
    let template = accepted
        .applications
        .iter()
        .find(|application| application.key == key)?;
    Some(DynamicRegistration {
        template: template.client_id(),
        open: registration.open,
        initial_access_token_digests: sorted(&registration.initial_access_token_digests),
    })
}
