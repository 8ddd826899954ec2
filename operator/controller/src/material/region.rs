//! Keys, passwords and mesh identities of one tenant in one region.

use domicile_bundle::status::Workload;
use time::OffsetDateTime;

use super::{
    ExistingSecrets, MaterialError, SecretData,
    certificate::{self, Usage, Wanted},
    database_role::{DATABASE, DatabaseRole},
    prepared_secret::{PreparedSecret, Retention, SecretKind},
    random,
    signing::{self, PreparedSigning, rotation},
    tenant::TenantMaterial,
};
use crate::build::{component::Component, names::RegionScope, ports, region_bound::RegionBound};

/// File in which an earlier version kept the one key that signed tokens: it becomes the first of the signing keys.
const FIRST_SIGNING_KEY: &str = "signing.pem";
/// File of the key under which identifiers are hashed to find home; the same in every region.
pub const LOCATE_KEY: &str = "locate.key";
/// File of the key under which persons appear in logs; the same for the workloads of a region.
pub const PSEUDONYM_KEY: &str = "pseudonym.key";
/// File of the key under which a workload seals what travels through a browser.
pub const SEAL_KEY: &str = "seal.key";
/// File of the portal's client secret.
pub const PORTAL_CLIENT_SECRET: &str = "portal-client-secret";
/// File of the runtime role's URL.
pub const DATABASE_URL: &str = "url";

/// Keys, passwords and mesh identities of one tenant in one region.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionMaterial {
    /// As Secrets of the tenant's namespace.
    pub secrets: Vec<PreparedSecret>,
    /// The region's signing keys; their Secret is among [`Self::secrets`].
    pub signing: PreparedSigning,
    /// When the first certificate is to be replaced: the tenant is due for a pass by then.
    pub renew_at: Option<OffsetDateTime>,
}

impl RegionMaterial {
    /// Names of the Secrets to read before [`Self::prepare`] and
    /// [`super::public_certificate::prepare`].
    pub fn secret_names(scope: &RegionScope) -> Vec<String> {
        let mut names = vec![
            scope.public_certificate_secret(),
            scope.database_roles_secret(),
            scope.signing_secret(),
        ];
        names.extend(Component::ALL.map(|component| scope.mesh_secret(component)));
        names.extend(Workload::ALL.map(|workload| scope.keys_secret(workload)));
        names
    }

    /// What exists, completed, for this region alone.
    ///
    /// # Errors
    /// When what exists is broken.
    pub fn prepare(
        scope: &RegionScope,
        tenant: &TenantMaterial,
        existing: &ExistingSecrets,
        rotation: &rotation::Policy,
        now: OffsetDateTime,
    ) -> Result<RegionBound<Self>, MaterialError> {
        let keys = keys(scope, tenant, existing)?;
        let signing = signing(scope, existing, rotation, now)?;
        let mesh = mesh(scope, tenant, existing, now)?;
        let renew_at = mesh
            .iter()
            .filter_map(|secret| certificate::renew_at(&secret.data))
            .min();
        let secrets = keys
            .into_iter()
            .chain(mesh)
            .chain(database(scope, existing)?)
            .chain([signing.secret.clone()])
            .collect();
        Ok(RegionBound::new(
            scope.region.as_str(),
            Self {
                secrets,
                signing,
                renew_at,
            },
        ))
    }
}

/// The signing keys, the one of an earlier version first.
fn signing(
    scope: &RegionScope,
    existing: &ExistingSecrets,
    rotation: &rotation::Policy,
    now: OffsetDateTime,
) -> Result<PreparedSigning, MaterialError> {
    let name = scope.signing_secret();
    let first = existing
        .get(&scope.keys_secret(Workload::Auth))
        .and_then(|keys| keys.text(FIRST_SIGNING_KEY));
    signing::prepare(
        &name,
        existing.get(&name),
        first,
        rotation,
        now.unix_timestamp(),
    )
}

/// The keys of the three workloads.
fn keys(
    scope: &RegionScope,
    tenant: &TenantMaterial,
    existing: &ExistingSecrets,
) -> Result<Vec<PreparedSecret>, MaterialError> {
    let keys_of = |workload| existing.get(&scope.keys_secret(workload));
    let pseudonym = Workload::ALL
        .into_iter()
        .find_map(|workload| keys_of(workload)?.text(PSEUDONYM_KEY))
        .map_or_else(random::hexadecimal, |key| Ok(key.to_owned()))?;
    let mut secrets = Vec::new();
    for workload in Workload::ALL {
        let name = scope.keys_secret(workload);
        let workload_keys = WorkloadKeys {
            name: &name,
            existing: keys_of(workload),
        };
        let mut data = SecretData::default().with(
            PSEUDONYM_KEY,
            workload_keys.hexadecimal(PSEUDONYM_KEY, || Ok(pseudonym.clone()))?,
        );
        if workload != Workload::Activation {
            data.insert(
                SEAL_KEY,
                workload_keys.hexadecimal(SEAL_KEY, random::hexadecimal)?,
            );
            data.insert(LOCATE_KEY, workload_keys.shared(LOCATE_KEY, tenant, scope)?);
        }
        if workload == Workload::ProfileStore {
            let secret = workload_keys.shared(PORTAL_CLIENT_SECRET, tenant, scope)?;
            data.insert(PORTAL_CLIENT_SECRET, secret);
        }
        secrets.push(PreparedSecret {
            name,
            kind: SecretKind::Opaque,
            retention: Retention::BeyondTenant,
            data,
        });
    }
    Ok(secrets)
}

/// The existing keys of one workload.
struct WorkloadKeys<'a> {
    name: &'a str,
    existing: Option<&'a SecretData>,
}

impl WorkloadKeys<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.existing.and_then(|data| data.text(key))
    }

    fn invalid(&self, key: &str, problem: &'static str) -> MaterialError {
        MaterialError::Invalid {
            secret: self.name.to_owned(),
            key: key.to_owned(),
            problem,
        }
    }

    fn hexadecimal(
        &self,
        key: &str,
        make: impl FnOnce() -> Result<String, MaterialError>,
    ) -> Result<String, MaterialError> {
        match self.text(key) {
            Some(text) if random::is_hexadecimal_key(text) => Ok(text.to_owned()),
            Some(_) => Err(self.invalid(key, "is not 64 lower-case hexadecimal digits")),
            None => make(),
        }
    }

    /// A value that the tenant's own Secret has too, and that must agree.
    fn shared(
        &self,
        key: &str,
        tenant: &TenantMaterial,
        scope: &RegionScope,
    ) -> Result<String, MaterialError> {
        let source_secret = scope.tenant.keys_secret();
        let shared = tenant
            .shared
            .text(key)
            .ok_or_else(|| MaterialError::Incomplete {
                secret: source_secret.clone(),
                key: key.to_owned(),
            })?;
        match self.text(key) {
            Some(text) if text != shared => Err(MaterialError::Differs {
                secret: self.name.to_owned(),
                key: key.to_owned(),
                source_secret,
            }),
            _ => Ok(shared.to_owned()),
        }
    }
}

/// Mesh identities of the three workloads and PostgreSQL's certificate.
fn mesh(
    scope: &RegionScope,
    tenant: &TenantMaterial,
    existing: &ExistingSecrets,
    now: OffsetDateTime,
) -> Result<Vec<PreparedSecret>, MaterialError> {
    let identity = |component| {
        let name = scope.mesh_secret(component);
        let usage = match component {
            Component::Postgresql => Usage::Server,
            Component::Workload(_) => Usage::Mesh,
        };
        let wanted = Wanted {
            dns_names: scope.mesh_names(component).into_iter().collect(),
            usage,
        };
        let data = certificate::prepare(existing.get(&name), &wanted, &tenant.authority, now)?;
        Ok(PreparedSecret {
            name,
            kind: SecretKind::Tls,
            retention: Retention::WithTenant,
            data,
        })
    };
    Component::ALL.into_iter().map(identity).collect()
}

/// Passwords of the roles, and the URLs made from them.
fn database(
    scope: &RegionScope,
    existing: &ExistingSecrets,
) -> Result<Vec<PreparedSecret>, MaterialError> {
    let name = scope.database_roles_secret();
    let stored = WorkloadKeys {
        name: &name,
        existing: existing.get(&name),
    };
    let mut passwords = SecretData::default();
    for role in DatabaseRole::ALL {
        passwords.insert(
            role.as_str(),
            stored.hexadecimal(role.as_str(), random::hexadecimal)?,
        );
    }
    let url = |role: DatabaseRole| {
        let role = role.as_str();
        format!(
            "postgres://{role}:{password}@{host}:{port}/{DATABASE}?sslmode=verify-full&sslrootcert=/etc/domicile/mesh/ca.crt",
            password = passwords.text(role).unwrap_or_default(),
            host = scope.service_host(Component::Postgresql),
            port = ports::POSTGRESQL,
        )
    };
    let mut secrets = Vec::new();
    for workload in Workload::ALL {
        let runtime = SecretData::default().with(DATABASE_URL, url(DatabaseRole::of(workload)));
        let owners = DatabaseRole::owners_of(workload)
            .iter()
            .fold(SecretData::default(), |data, role| {
                data.with(role.owns().unwrap_or_default(), url(*role))
            });
        for (name, data) in [
            (scope.database_secret(workload), runtime),
            (scope.database_owner_secret(workload), owners),
        ] {
            secrets.push(PreparedSecret {
                name,
                kind: SecretKind::Opaque,
                retention: Retention::WithTenant,
                data,
            });
        }
    }
    secrets.push(PreparedSecret {
        name,
        kind: SecretKind::Opaque,
        retention: Retention::BeyondTenant,
        data: passwords,
    });
    Ok(secrets)
}
