//! A Secret is one object's own.

use super::Violation;
use crate::{model::NamesSecret, proof::Facts};

/// No other object of the namespace names the same Secret, of whatever kind it is.
pub(super) fn secret_is_free<T: NamesSecret>(facts: &Facts<'_>, object: &T) -> Vec<Violation> {
    let owner = object
        .secret()
        .and_then(|secret| Some((facts.secrets.get(&secret)?, secret)));
    let Some((owner, secret)) = owner.filter(|(owner, _)| *owner != object.key()) else {
        return Vec::new();
    };
    let message = format!(
        "whoever reads Secret {secret} for {owner}, whose it is already, could pass for `{}`; name another Secret",
        object.key().name
    );
    vec![Violation::new(T::PATH, message)]
}

/// The Secret is none of those that the operator keeps for the tenant itself: writing a client's secret into the
/// tenant's authority or keys would end sign-in for everybody.
pub(super) fn secret_is_not_the_tenants<T: NamesSecret>(
    facts: &Facts<'_>,
    object: &T,
) -> Vec<Violation> {
    let tenant = &facts.tenant.key;
    let name = object.secret_name();
    if object.key().namespace != tenant.namespace || !is_kept_for(facts, name) {
        return Vec::new();
    }
    let message = format!(
        "what `{}` shares with another system would stand in Secret {name}, where the operator keeps keys of {tenant} \
         itself; name another Secret",
        object.key().name
    );
    vec![Violation::new(T::PATH, message)]
}

/// Names of Secrets that the operator gives: `<tenant>-authority`, `<tenant>-keys`, `<tenant>-<region>-…`.
fn is_kept_for(facts: &Facts<'_>, name: &str) -> bool {
    let Some(rest) = name
        .strip_prefix(&facts.tenant.key.name)
        .and_then(|rest| rest.strip_prefix('-'))
    else {
        return false;
    };
    let is_regional = |region: &String| {
        rest.strip_prefix(region.as_str())
            .is_some_and(|rest| rest.starts_with('-'))
    };
    matches!(rest, "authority" | "keys") || facts.tenant.regions.iter().any(is_regional)
}
