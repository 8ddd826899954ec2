//! Which client calls, and how it proves that (RFC 6749, section 2.3; `OpenID` Connect Core, section 9).
//!
//! Every endpoint where a client proves itself takes what was [`Presented`] and asks [`authenticate`].

mod assertion;
mod certificate;
mod presented;

use std::sync::Arc;

use domicile_bundle::{Application, Bundle, ClientAuthenticationMethod};
use domicile_jose::now;
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};

use self::presented::Credential;
pub use self::presented::Presented;
use crate::{
    app::App,
    error::AuthError,
    openid::{client_keys, clients},
    web::parameters::Parameters,
};

/// A client that has proven itself, as far as its kind can.
#[derive(Clone, Debug)]
pub struct AuthenticatedClient {
    /// The client.
    pub application: Arc<Application>,
    /// How it proved itself.
    pub method: ClientAuthenticationMethod,
}

/// Why a client is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disbelief {
    /// More than one way of authentication, or none at all where one is needed.
    Malformed,
    /// Unknown client, wrong secret, or a way that is not this client's.
    Wrong {
        /// The client tried HTTP Basic, which asks for a challenge in the answer.
        basic: bool,
    },
}

/// Finds out which client calls.
///
/// # Errors
/// When that cannot be found out. A client that does not prove itself is the inner error.
pub async fn authenticate(
    app: &App,
    bundle: &Bundle,
    presented: &Presented,
    form: &Parameters,
) -> Result<Result<AuthenticatedClient, Disbelief>, AuthError> {
    let (client_id, credential) = match presented.credential(form) {
        Ok(claimed) => claimed,
        Err(disbelief) => return Ok(Err(disbelief)),
    };
    let mut method = credential.method();
    let wrong = Disbelief::Wrong {
        basic: method == ClientAuthenticationMethod::ClientSecretBasic,
    };
    let Some(application) = clients::find(app, bundle, &client_id).await? else {
        return Ok(Err(wrong));
    };
    let believed = match &credential {
        Credential::Assertion(assertion) => {
            application.authentication_methods.contains(&method)
                && assertion::is_proof(app, bundle, &application, assertion).await?
        }
        Credential::None if !is_proof(&application, &credential) => {
            let shown = by_certificate(app, bundle, &application, presented).await;
            method = shown.unwrap_or(method);
            shown.is_some()
        }
        _ => is_proof(&application, &credential),
    };
    let client = AuthenticatedClient {
        application,
        method,
    };
    Ok(believed.then_some(client).ok_or(wrong))
}

/// How the certificate of the connection proves the client, if it does.
async fn by_certificate(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    presented: &Presented,
) -> Option<ClientAuthenticationMethod> {
    let certificate = presented.certificate()?;
    let by_key = ClientAuthenticationMethod::SelfSignedTlsClientAuth;
    let keys = if application.authentication_methods.contains(&by_key) {
        client_keys::of(app, bundle, application).await
    } else {
        Arc::default()
    };
    let authorities = app.outbound().authorities();
    certificate::proves(
        application,
        certificate,
        authorities.as_deref(),
        &keys,
        now(),
    )
}

/// Whether what needs no question to anybody proves the client: each client only in its own way.
fn is_proof(application: &Application, credential: &Credential) -> bool {
    let is_its_way = application
        .authentication_methods
        .contains(&credential.method());
    match credential {
        Credential::None => is_its_way,
        Credential::Basic(secret) | Credential::Post(secret) => {
            let digest = hexadecimal(digest(&SHA256, secret.as_bytes()).as_ref());
            // Digests of 256 random bits are compared: how long that takes tells nothing about the secret.
            is_its_way && application.secret_digests.contains(&digest)
        }
        Credential::Assertion(_) => false,
    }
}

#[cfg(test)]
mod tests;
