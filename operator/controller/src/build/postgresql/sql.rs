//! Statements of the start script: roles, schemas and who may look into them.
//!
//! Each may run again on a database that has it all already.

use std::fmt::Write as _;

use super::ROLES_PATH;
use crate::material::database_role::{DATABASE, DatabaseRole};

/// Run in database `postgres`: roles with their passwords, and the one database.
pub fn roles() -> String {
    // A failing statement here has a password in it: the client says what failed, the server's log does not.
    let mut sql = String::from("SET log_min_messages = 'panic';\n");
    for role in DatabaseRole::ALL {
        let name = role.as_str();
        let search_path = role
            .owns()
            .map_or_else(|| role.uses().join(", "), str::to_owned);
        // `\set … `cat`` keeps the password out of arguments and environment.
        let _ = write!(
            sql,
            r"
SELECT 'CREATE ROLE {name}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \gexec
\set password `cat {ROLES_PATH}/{name}`
ALTER ROLE {name} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
ALTER ROLE {name} SET search_path = {search_path};
"
        );
    }
    let everyone = DatabaseRole::ALL.map(DatabaseRole::as_str).join(", ");
    let _ = write!(
        sql,
        r"
SELECT 'CREATE DATABASE {DATABASE}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \gexec
REVOKE ALL ON DATABASE postgres, template1, {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {everyone};
"
    );
    sql
}

/// Run in database `domicile`: a schema for each owner, and who may look into it.
pub fn schemas() -> String {
    let mut sql = String::from(
        "SET client_min_messages = 'warning';\nREVOKE ALL ON SCHEMA public FROM PUBLIC;\n",
    );
    for role in DatabaseRole::ALL {
        if let Some(schema) = role.owns() {
            let _ = writeln!(
                sql,
                "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {};",
                role.as_str()
            );
        }
    }
    for role in DatabaseRole::ALL {
        for schema in role.uses() {
            let _ = writeln!(sql, "GRANT USAGE ON SCHEMA {schema} TO {};", role.as_str());
        }
    }
    sql
}

/// `pg_hba.conf`: over the network with TLS and a password (SCRAM) and to the one database only; the superuser from
/// inside the pod only, where whoever is can read the files anyway.
pub fn host_based_authentication() -> String {
    let everyone = DatabaseRole::ALL.map(DatabaseRole::as_str).join(",");
    format!("local all postgres peer\nhostssl {DATABASE} {everyone} all scram-sha-256\n")
}
