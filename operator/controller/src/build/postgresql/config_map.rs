//! The `ConfigMap` with PostgreSQL's configuration and start script.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;

use super::sql;
use crate::build::{component::Component, pod_security::POSTGRESQL_USER, site::Site};

/// File names and texts. Also hashed into the pod template: PostgreSQL reads them at start only.
pub fn files() -> BTreeMap<String, String> {
    let user = POSTGRESQL_USER;
    BTreeMap::from(
        [
            ("start.sh", include_str!("start.sh").to_owned()),
            (
                "postgresql.conf",
                include_str!("postgresql.conf").to_owned(),
            ),
            ("pg_hba.conf", sql::host_based_authentication()),
            ("roles.sql", sql::roles()),
            ("schemas.sql", sql::schemas()),
            // `initdb` and peer authentication ask who the user is; images number it differently.
            (
                PASSWD,
                format!("postgres:x:{user}:{user}::/var/lib/postgresql:/bin/sh\n"),
            ),
        ]
        .map(|(file, text)| (file.to_owned(), text)),
    )
}

/// Key of the file that is mounted over `/etc/passwd`.
pub const PASSWD: &str = "passwd";

/// The `ConfigMap`.
pub fn build(site: &Site<'_>) -> ConfigMap {
    ConfigMap {
        metadata: site.metadata(site.scope.postgresql_config(), Some(Component::Postgresql)),
        data: Some(files()),
        ..ConfigMap::default()
    }
}
