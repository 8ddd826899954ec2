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
