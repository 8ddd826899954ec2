//! What every region of a tenant has alike: the authority, the key for finding home, the portal's client secret.

use time::OffsetDateTime;

use super::{
    ExistingSecrets, MaterialError, SecretData,
    authority::Authority,
    client_secret::ClientSecret,
    prepared_secret::{PreparedSecret, Retention, SecretKind},
    random,
    region::{LOCATE_KEY, PORTAL_CLIENT_SECRET},
};
use crate::build::names::TenantScope;

/// What every region of a tenant has alike. Its debug form shows no secret.
#[derive(Clone, Debug)]
pub struct TenantMaterial {
    /// Signs what the tenant's workloads identify themselves with.
    pub authority: Authority,
    /// Authority and keys as Secrets.
    pub secrets: Vec<PreparedSecret>,
    pub(super) shared: SecretData,
    portal_secret: ClientSecret,
}

impl TenantMaterial {
    /// Names of the Secrets to read before [`Self::prepare`].
    pub fn secret_names(scope: &TenantScope) -> [String; 2] {
        [scope.authority_secret(), scope.keys_secret()]
    }

    /// What exists, completed.
    ///
    /// # Errors
    /// When what exists is broken.
    pub fn prepare(
        scope: &TenantScope,
        existing: &ExistingSecrets,
        now: OffsetDateTime,
    ) -> Result<Self, MaterialError> {
        let authority = Authority::prepare(scope, existing, now)?;
        let name = scope.keys_secret();
        let data = existing.get(&name);
        let locate_key = match data.map(|data| data.text(LOCATE_KEY)) {
            None => random::hexadecimal()?,
            Some(Some(key)) if random::is_hexadecimal_key(key) => key.to_owned(),
            // A new key would make every registered person unknown: it is never made in place of a lost one.
            Some(None) => {
                return Err(MaterialError::Incomplete {
                    secret: name,
                    key: LOCATE_KEY.to_owned(),
                });
            }
            Some(Some(_)) => {
                return Err(MaterialError::Invalid {
                    secret: name,
                    key: LOCATE_KEY.to_owned(),
                    problem: "is not 64 lower-case hexadecimal digits",
                });
            }
        };
        let portal_secret = match data.and_then(|data| data.text(PORTAL_CLIENT_SECRET)) {
            Some(text) => ClientSecret::existing(text),
            None => ClientSecret::generate()?,
        };
        let shared = SecretData::default()
            .with(LOCATE_KEY, locate_key)
            .with(PORTAL_CLIENT_SECRET, portal_secret.expose());
        let keys = PreparedSecret {
            name,
            kind: SecretKind::Opaque,
            retention: Retention::BeyondTenant,
            data: shared.clone(),
        };
        Ok(Self {
            secrets: vec![authority.to_secret(), keys],
            authority,
            shared,
            portal_secret,
        })
    }

    /// Lower-case hexadecimal SHA-256 of the portal's client secret.
    pub fn portal_secret_digest(&self) -> String {
        self.portal_secret.digest()
    }
}
