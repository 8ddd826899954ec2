//! What the `PostgreSQL` pod does before the first migration: roles, the database, a schema per workload.

use std::fmt::Write as _;

use crate::role::Role;

/// Name of the database that every test's database is a copy of.
pub(crate) const TEMPLATE: &str = "domicile";

/// Roles and the database; run in database `postgres`.
pub(crate) fn roles_and_database() -> String {
    let mut sql = String::new();
    for role in Role::ALL {
        let (name, password) = (role.name(), role.password());
        let search_path = role
            .schema()
            .map_or_else(|| role.uses().join(", "), str::to_owned);
        let _ = writeln!(sql, "CREATE ROLE {name} LOGIN PASSWORD '{password}';");
        let _ = writeln!(sql, "ALTER ROLE {name} SET search_path = {search_path};");
    }
    let _ = writeln!(sql, "CREATE DATABASE {TEMPLATE};");
    sql
}

/// A database of its own for a test, with the rights that a copy does not inherit.
pub(crate) fn copy(name: &str) -> String {
    let everyone = Role::ALL.map(Role::name).join(", ");
    format!(
        "CREATE DATABASE {name} TEMPLATE {TEMPLATE};\n\
         REVOKE ALL ON DATABASE {name} FROM PUBLIC;\n\
         GRANT CONNECT ON DATABASE {name} TO {everyone};\n"
    )
}

/// Schemas; run in the database.
pub(crate) fn schemas() -> String {
    let mut sql = String::from("REVOKE ALL ON SCHEMA public FROM PUBLIC;\n");
    for role in Role::ALL {
        if let Some(schema) = role.schema() {
            let _ = writeln!(sql, "CREATE SCHEMA {schema} AUTHORIZATION {};", role.name());
        }
    }
    for role in Role::ALL {
        for schema in role.uses() {
            let _ = writeln!(sql, "GRANT USAGE ON SCHEMA {schema} TO {};", role.name());
        }
    }
    sql
}
