//! What a workload says about itself on `/status`, and what the operator reads there.
//!
//! The operator computes `Ready` and `ResidencyProven` from it: the revision that really runs, and the database
//! that is really connected to. Fields of a newer workload are ignored by an older operator, so that an upgrade
//! may go either way.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One of the three workloads of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Workload {
    /// The `OpenID` provider and the hosted pages.
    Auth,
    /// Persons, attributes, events, the consent ledger, the portal and ingest.
    ProfileStore,
    /// Deliveries to targets.
    Activation,
}

impl Workload {
    /// Every workload, in the order in which a region is built.
    pub const ALL: [Self; 3] = [Self::Auth, Self::ProfileStore, Self::Activation];

    /// The name in labels, object names and mesh identities: `auth`, `profile-store` or `activation`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::ProfileStore => "profile-store",
            Self::Activation => "activation",
        }
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that names no workload.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no workload; the workloads are auth, profile-store and activation")]
pub struct UnknownWorkload(String);

impl FromStr for Workload {
    type Err = UnknownWorkload;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|workload| workload.as_str() == text)
            .ok_or_else(|| UnknownWorkload(text.to_owned()))
    }
}

/// What a workload says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadStatus {
    /// Which workload this is.
    pub workload: Workload,
    /// Version of the binary.
    pub version: String,
    /// Name of the tenant that it serves.
    pub tenant: String,
    /// Namespace of the tenant.
    pub namespace: String,
    /// Region that it serves.
    pub region: String,
    /// Name of the pod.
    pub pod: String,
    /// Name of the node that the pod runs on.
    pub node: String,
    /// Revision of the bundle in force; absent until the first one is read.
    #[serde(default)]
    pub bundle_revision: Option<String>,
    /// Why the bundle on disk is not in force.
    #[serde(default)]
    pub bundle_problem: Option<String>,
    /// The database that the workload is connected to.
    #[serde(default)]
    pub database: Option<DatabaseIdentity>,
    /// Why the database does not answer.
    #[serde(default)]
    pub database_problem: Option<String>,
    /// Since when the listeners are open (RFC 3339, UTC).
    pub open_since: String,
}

/// Which database a workload really talks to, as the database itself says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatabaseIdentity {
    /// `ip:port` of `inet_server_addr()` and `inet_server_port()`.
    pub address: String,
    /// `system_identifier` of `pg_control_system()`: made by `initdb`, it tells one data directory from another.
    pub system_identifier: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status() -> WorkloadStatus {
        WorkloadStatus {
            workload: Workload::ProfileStore,
            version: "0.1.0".to_owned(),
            tenant: "aurora".to_owned(),
            namespace: "aurora".to_owned(),
            region: "eu".to_owned(),
            pod: "aurora-eu-profile-store-1".to_owned(),
            node: "eu-1".to_owned(),
            bundle_revision: Some("0123456789abcdef0123456789abcdef".to_owned()),
            bundle_problem: None,
            database: Some(DatabaseIdentity {
                address: "10.0.0.7:5432".to_owned(),
                system_identifier: "7301234567890123456".to_owned(),
            }),
            database_problem: None,
            open_since: "2026-11-22T03:00:00Z".to_owned(),
        }
    }

    #[test]
    fn a_status_is_written_in_camel_case_with_kebab_case_workloads() {
        let json = serde_json::to_value(status()).unwrap();
        assert_eq!(json["workload"], "profile-store");
        assert_eq!(json["bundleRevision"], "0123456789abcdef0123456789abcdef");
        assert_eq!(json["database"]["systemIdentifier"], "7301234567890123456");
        assert_eq!(
            serde_json::from_value::<WorkloadStatus>(json).unwrap(),
            status()
        );
    }

    #[test]
    fn a_status_of_a_newer_workload_is_still_read() {
        let mut json = serde_json::to_value(status()).unwrap();
        json["fromTheFuture"] = true.into();
        json.as_object_mut().unwrap().remove("databaseProblem");
        assert_eq!(
            serde_json::from_value::<WorkloadStatus>(json).unwrap(),
            status()
        );
    }

    #[test]
    fn every_workload_is_found_by_its_name() {
        for workload in Workload::ALL {
            assert_eq!(workload.to_string().parse(), Ok(workload));
            assert_eq!(serde_json::to_value(workload).unwrap(), workload.as_str());
        }
        assert!("postgresql".parse::<Workload>().is_err());
    }
}
