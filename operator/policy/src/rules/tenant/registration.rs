//! Who may register a client.

use crate::{
    accepted::Accepted,
    model::{ObjectKind, TenantSettings},
    rules::Violation,
};

/// The application whose rights a client that registers itself may get is there and was accepted. Asked once the
/// applications are judged.
pub(crate) fn registration_template_is_there(
    accepted: &Accepted,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let Some(registration) = &tenant.openid.dynamic_registration else {
        return Vec::new();
    };
    let wished = &registration.template;
    let key = wished.to_key(ObjectKind::Application);
    if accepted
        .applications
        .iter()
        .any(|application| application.key == key)
    {
        return Vec::new();
    }
    let message = format!(
        "no client can register at login.{}: no Application {wished} of the tenant is accepted; create or correct it, \
         or correct the reference",
        tenant.domain
    );
    vec![Violation::new(
        "spec.openid.dynamicRegistration.templateRef",
        message,
    )]
}
