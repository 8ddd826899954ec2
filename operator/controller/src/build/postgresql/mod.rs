//! The region's database: one PostgreSQL on one volume, both bound to the region's nodes.
//!
//! The pod itself makes roles, schemas and rights at each start (`start.sh`), so that no other process ever needs to
//! be a superuser, and a lost or changed password heals by a restart.

pub mod config_map;
pub mod sql;
pub mod stateful_set;

use super::{input::Placement, restart_hash::RestartHash};

/// What a region's database is deployed with.
pub struct Database<'a> {
    /// Image of PostgreSQL in Debian's layout.
    pub image: String,
    /// Size of the volume.
    pub storage: String,
    /// Which nodes and which storage.
    pub placement: &'a Placement,
    /// The passwords, which the start script reads once.
    pub restart: RestartHash,
}

/// Where configuration and start script are mounted.
const CONFIGURATION_PATH: &str = "/etc/domicile/postgresql";
/// Where the roles' passwords are mounted, a file each.
const ROLES_PATH: &str = "/etc/domicile/roles";
