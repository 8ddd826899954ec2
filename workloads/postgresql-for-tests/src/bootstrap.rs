//! What the `PostgreSQL` pod does before the first migration: roles, the database, a schema per workload.

use std::fmt::Write as _;

use crate::role::Role;

/// Name of the database that every test's database is a copy of.
pub(crate) const TEMPLATE: &str = "domicile";

/// Roles and the database; run in database `postgres`.
pub(crate) fn roles_and_database() -> String {
    let mut sql = String::new();
    for role in Role::ALL {
        let _ = writeln!(
            sql,
            "CREATE ROLE {} LOGIN PASSWORD '{}';",
            role.name(),
            role.password()
        );
        if let Some(schema) = role.schema() {
            let _ = writeln!(
                sql,
                "ALTER ROLE {} SET search_path = {schema};",
                role.name()
            );
        }
    }
    let _ = writeln!(sql, "CREATE DATABASE {TEMPLATE};");
    sql
}

/// Schemas; run in the database.
pub(crate) fn schemas() -> String {
    let mut sql = String::from("REVOKE ALL ON SCHEMA public FROM PUBLIC;\n");
    for role in Role::ALL {
        if let Some(schema) = role.schema() {
            let _ = writeln!(sql, "CREATE SCHEMA {schema} AUTHORIZATION {};", role.name());
        }
    }
    for (schema, runtime) in [
        ("auth", "auth"),
        ("profile", "profile_store"),
        ("profile", "activation"),
        ("consent", "profile_store"),
        ("consent", "activation"),
        ("activation", "activation"),
    ] {
        let _ = writeln!(sql, "GRANT USAGE ON SCHEMA {schema} TO {runtime};");
    }
    sql
}
