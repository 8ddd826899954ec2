//! What an application signs in to the `OpenID` provider with.

use std::collections::BTreeMap;

use domicile_api::client_secret::SecretKeys;
use k8s_openapi::api::core::v1::Secret;
use time::OffsetDateTime;

use super::{
    MaterialError, SecretData,
    attached_secret::{AttachedSecret, SecretPlace, is_ours},
    client_secret::ClientSecret,
    secret_rotation::{KEY, Rotation, SecretHistory},
};

/// Which application, and where its Secret goes.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationRequest {
    /// Where the Secret goes.
    pub place: SecretPlace,
    /// `client_id`.
    pub client_id: String,
    /// The issuer's URL.
    pub issuer: String,
    /// Whether the client proves itself by a secret.
    pub has_client_secret: bool,
    /// Names of the Secret's keys.
    pub keys: SecretKeys,
    /// Labels that the Secret carries beside the operator's own.
    pub labels: BTreeMap<String, String>,
    /// When the client secret is replaced, if ever.
    pub rotation: Option<Rotation>,
}

/// Credentials of an application.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationCredentials {
    /// Lower-case hexadecimal SHA-256 of each accepted client secret, the present one first; none where the client
    /// does not prove itself by one.
    pub digests: Vec<String>,
    /// The Secret to write; nothing when somebody else made it.
    pub secret: Option<AttachedSecret>,
}

/// The client secret as it is to be, and what is known of it.
struct Present {
    secret: ClientSecret,
    history: SecretHistory,
}

/// The credentials that exist, or new ones.
///
/// # Errors
/// When somebody else's Secret has no client secret under the key.
pub fn prepare(
    request: ApplicationRequest,
    existing: Option<&Secret>,
    now: OffsetDateTime,
) -> Result<ApplicationCredentials, MaterialError> {
    let mut data = SecretData::default()
        .with(request.keys.client_id(), request.client_id.as_str())
        .with(request.keys.issuer(), request.issuer.as_str());
    let (mut digests, mut annotations) = (Vec::new(), BTreeMap::new());
    if request.has_client_secret {
        let Present { secret, history } = client_secret(&request, existing, now)?;
        data.insert(request.keys.client_secret(), secret.expose());
        digests.push(secret.digest());
        digests.extend(history.earlier.iter().map(|(digest, _)| digest.clone()));
        annotations = history.annotations(request.keys.client_secret());
    }
    let secret = request.place.writable(existing, data);
    Ok(ApplicationCredentials {
        digests,
        secret: secret.map(|secret| AttachedSecret {
            labels: request.labels,
            annotations,
            ..secret
        }),
    })
}

fn client_secret(
    request: &ApplicationRequest,
    existing: Option<&Secret>,
    now: OffsetDateTime,
) -> Result<Present, MaterialError> {
    let made_now = || {
        Ok(Present {
            secret: ClientSecret::generate()?,
            history: SecretHistory::beginning(now),
        })
    };
    let Some(text) = existing_text(request, existing)? else {
        return made_now();
    };
    let Some(existing) = existing else {
        return made_now();
    };
    let secret = ClientSecret::existing(text);
    let history = SecretHistory::of(existing, now).without_ended(now);
    match request.rotation {
        // Somebody else's Secret is theirs to change.
        Some(rotation) if history.is_due(rotation, now) && is_ours(existing) => Ok(Present {
            history: history.replaced(secret.digest(), rotation, now),
            secret: ClientSecret::generate()?,
        }),
        _ => Ok(Present { secret, history }),
    }
}

/// The secret that exists, under the key that the template names or under the one that it named before.
fn existing_text<'a>(
    request: &ApplicationRequest,
    existing: Option<&'a Secret>,
) -> Result<Option<&'a str>, MaterialError> {
    let key = request.keys.client_secret();
    let before = existing
        .and_then(|secret| secret.metadata.annotations.as_ref()?.get(KEY))
        .filter(|before| *before != key);
    if let Some(before) = before
        && let Some(text) = request.place.existing_text(existing, before)?
    {
        return Ok(Some(text));
    }
    request.place.existing_text(existing, key)
}
