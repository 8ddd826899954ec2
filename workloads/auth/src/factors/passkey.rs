//! A passkey's answer, judged at its home.

use std::sync::Arc;

use domicile_credentials::passkey::{Assertion, Credential, PasskeyError};
use domicile_service::LoadedBundle;

use super::{ceremony::Answered, level::method, notice};
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

/// Judges an answer; nothing when it is not taken. An answer that is taken uses its challenge up.
///
/// # Errors
/// When the database fails.
pub async fn judge(
    app: &App,
    loaded: &Arc<LoadedBundle>,
    assertion: &Assertion,
    answered: &Answered,
) -> Result<Option<Holder>, AuthError> {
    let holder = known(app, loaded, assertion, answered).await?;
    if holder.is_none() {
        app.measures().passkeys_refused.inc();
    }
    Ok(holder)
}

async fn known(
    app: &App,
    loaded: &Arc<LoadedBundle>,
    assertion: &Assertion,
    answered: &Answered,
) -> Result<Option<Holder>, AuthError> {
    // One connection for both statements: what is between them is a signature, no waiting.
    let mut connection = app.pool().acquire().await?;
    let Some(known) = passkeys::find(&mut *connection, assertion.credential_id()).await? else {
        return Ok(None);
    };
    if known.cloned || !assertion.is_of(&known.user_handle) {
        return Ok(None);
    }
    let credential = Credential(known.credential.clone());
    let relying_party = app.relying_party(loaded)?;
    match relying_party.finish_assertion(assertion, &answered.ceremony, &credential) {
        Ok(verified) => {
            let changed = verified.changed.as_ref().map(|credential| &credential.0);
            let first =
                passkeys::used(&mut *connection, &known, changed, answered.challenge).await?;
            connection.release();
            Ok(first.then(|| Holder {
                sub: known.sub,
                methods: method::of_passkey(verified.synchronised),
            }))
        }
        Err(PasskeyError::Cloned) => {
            drop(connection);
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
