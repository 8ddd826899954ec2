//! One database per test.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use crate::{Role, StartError, bootstrap, server::Server};

static NUMBER: AtomicU32 = AtomicU32::new(1);

/// An empty database with roles and schemas. Dropping it lets the server stop.
#[derive(Debug)]
pub struct Database {
    server: Arc<Server>,
    name: String,
}

impl Database {
    /// Makes a database of its own for one test, on a server that tests of this process share.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start() -> Result<Self, StartError> {
        let server = Server::shared()?;
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        server.execute("postgres", &bootstrap::copy(&name))?;
        Ok(Self { server, name })
    }

    /// `postgres://ROLE:PASSWORD@127.0.0.1:PORT/NAME`.
    pub fn url(&self, role: Role) -> String {
        format!(
            "postgres://{}:{}@127.0.0.1:{}/{}",
            role.name(),
            role.password(),
            self.server.port(),
            self.name
        )
    }

    /// Runs SQL as superuser in this database, for what a test has to force.
    ///
    /// # Errors
    /// When the SQL fails.
    pub fn execute(&self, sql: &str) -> Result<(), StartError> {
        self.server.execute(&self.name, sql)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_schemas_are_as_the_pod_makes_them() {
        let database = Database::start().unwrap();
        database
            .execute(
                "DO $$ BEGIN
                    ASSERT (SELECT count(*) FROM pg_namespace
                            WHERE nspname IN ('auth', 'profile', 'consent', 'activation')) = 4;
                    ASSERT NOT has_schema_privilege('auth', 'consent', 'USAGE');
                    ASSERT has_schema_privilege('activation', 'consent', 'USAGE');
                END $$;",
            )
            .unwrap();
        assert!(database.url(Role::Auth).starts_with("postgres://auth:"));
    }

    #[test]
    fn a_statement_that_fails_is_an_error() {
        let database = Database::start().unwrap();
        assert!(database.execute("SELECT 1/0;").is_err());
    }
}
