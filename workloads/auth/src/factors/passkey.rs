//! A passkey's answer, judged at its home.

use domicile_bundle::Bundle;
use domicile_credentials::passkey::{Assertion, Ceremony, Credential, PasskeyError};

use super::{level::method, notice, relying_party};
use crate::{
    app::App,
    error::AuthError,
    mail::Change,
    store::passkeys::{self, Known},
};

/// Somebody who holds a passkey of this region.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who it is.
    pub sub: String,
    /// `amr` values.
    pub methods: [&'static str; 3],
}

/// Judges an answer; nothing when it is not taken. The ceremony was used up by whoever calls.
///
/// # Errors
/// When the database fails.
pub async fn judge(
    app: &App,
    bundle: &Bundle,
    assertion: &Assertion,
    ceremony: &Ceremony,
) -> Result<Option<Holder>, AuthError> {
    let holder = known(app, bundle, assertion, ceremony).await?;
    if holder.is_none() {
        app.measures().passkeys_refused.inc();
    }
    Ok(holder)
}

async fn known(
    app: &App,
    bundle: &Bundle,
    assertion: &Assertion,
    ceremony: &Ceremony,
) -> Result<Option<Holder>, AuthError> {
    let Some(known) = passkeys::find(app.pool(), assertion.credential_id()).await? else {
        return Ok(None);
    };
    if known.cloned || !assertion.is_of(&known.user_handle) {
        return Ok(None);
    }
    let relying_party = relying_party::of(bundle, &bundle.domain)?;
    let credential = Credential(known.credential.clone());
    match relying_party.finish_assertion(assertion, ceremony, &credential) {
        Ok(verified) => {
            let changed = verified.changed.as_ref().map(|credential| &credential.0);
            let first = passkeys::used(app.pool(), &known, changed).await?;
            Ok(first.then(|| Holder {
                sub: known.sub,
                methods: method::of_passkey(verified.synchronised),
            }))
        }
        Err(PasskeyError::Cloned) => {
            set_aside(app, &known).await?;
            Ok(None)
        }
        Err(error) => {
            tracing::warn!(%error, "a passkey was refused");
            Ok(None)
        }
    }
}

/// Two devices may hold the key: it opens nothing any more until the person has looked at it.
async fn set_aside(app: &App, known: &Known) -> Result<(), AuthError> {
    passkeys::cloned(app.pool(), known.id).await?;
    app.measures().passkeys_cloned.inc();
    notice::tell_in_default_brand(app, app.bundle(), &known.sub, Change::PasskeyCloned)?;
    tracing::warn!(
        person = app.pseudonym(&known.sub),
        "a passkey may have been copied"
    );
    Ok(())
}
