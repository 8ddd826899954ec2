//! Which client calls, and how it proves that (RFC 6749, section 2.3; `OpenID` Connect Core, section 9).
//!
//! Every endpoint where a client proves itself takes what was [`Presented`] and asks [`authenticate`].

mod presented;

use std::sync::Arc;

use domicile_bundle::{Application, ApplicationType, Bundle, ClientAuthenticationMethod};
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};

use self::presented::Credential;
pub use self::presented::Presented;
use crate::{app::App, error::AuthError, openid::clients, web::parameters::Parameters};

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
    let application = clients::find(app, bundle, &client_id).await?;
    let method = credential.method();
    Ok(application
        .filter(|application| is_proof(application, &credential))
        .map(|application| AuthenticatedClient {
            application,
            method,
        })
        .ok_or(Disbelief::Wrong {
            basic: method == ClientAuthenticationMethod::ClientSecretBasic,
        }))
}

fn is_proof(application: &Application, credential: &Credential) -> bool {
    match (application.application_type, credential) {
        (ApplicationType::Web, Credential::Basic(secret) | Credential::Post(secret)) => {
            let digest = hexadecimal(digest(&SHA256, secret.as_bytes()).as_ref());
            // Digests of 256 random bits are compared: how long that takes tells nothing about the secret.
            application.secret_digests.contains(&digest)
        }
        (ApplicationType::Web, Credential::None) => false,
        (ApplicationType::SinglePage | ApplicationType::Native, credential) => {
            *credential == Credential::None
        }
    }
}

#[cfg(test)]
mod tests;
