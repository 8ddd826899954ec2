//! Clients that registered themselves.

use domicile_residency::Handle;
use domicile_service::Database;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::FromRow;

/// A client that registered itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct RegisteredClient {
    /// Its identifier: a handle of its region.
    pub client_id: String,
    /// Its metadata (RFC 7591, section 2).
    pub metadata: Value,
    /// Lower-case hexadecimal SHA-256 of each accepted client secret.
    pub secret_digests: Vec<String>,
}

/// Stores a new client; `logo` is a `data:` address.
pub async fn insert(
    pool: &Database,
    client: &RegisteredClient,
    logo: Option<&str>,
    registration_token: &Handle,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.registered_client (client_id, metadata, secret_digests, logo, registration_token_digest) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&client.client_id)
    .bind(&client.metadata)
    .bind(&client.secret_digests)
    .bind(logo)
    .bind(registration_token.digest())
    .execute(pool)
    .await?;
    Ok(())
}

/// The client of that identifier. That it was used is written at most once a day.
pub async fn find(
    pool: &Database,
    client_id: &str,
) -> Result<Option<RegisteredClient>, sqlx::Error> {
    let found: Option<RegisteredClient> = sqlx::query_as(
        "SELECT client_id, metadata, secret_digests FROM auth.registered_client WHERE client_id = $1",
    )
    .bind(client_id)
    .fetch_optional(pool)
    .await?;
    if found.is_some() {
        sqlx::query(
            "UPDATE auth.registered_client SET last_used_at = now() \
             WHERE client_id = $1 AND last_used_at < now() - interval '1 day'",
        )
        .bind(client_id)
        .execute(pool)
        .await?;
    }
    Ok(found)
}

/// The client of that identifier, for who holds its registration access token.
pub async fn find_with_token(
    pool: &Database,
    client_id: &str,
    registration_token: &Handle,
) -> Result<Option<RegisteredClient>, sqlx::Error> {
    sqlx::query_as(
        "SELECT client_id, metadata, secret_digests FROM auth.registered_client \
         WHERE client_id = $1 AND registration_token_digest = $2",
    )
    .bind(client_id)
    .bind(registration_token.digest())
    .fetch_optional(pool)
    .await
}

/// The logo of a client, which one page shows: nobody else reads so much.
pub async fn logo(pool: &Database, client_id: &str) -> Result<Option<String>, sqlx::Error> {
    let found: Option<Option<String>> =
        sqlx::query_scalar("SELECT logo FROM auth.registered_client WHERE client_id = $1")
            .bind(client_id)
            .fetch_optional(pool)
            .await?;
    Ok(found.flatten())
}

/// Replaces what a client registered; false when it is gone.
pub async fn update(
    pool: &Database,
    client: &RegisteredClient,
    logo: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE auth.registered_client SET metadata = $2, secret_digests = $3, logo = $4, last_used_at = now() \
         WHERE client_id = $1",
    )
    .bind(&client.client_id)
    .bind(&client.metadata)
    .bind(&client.secret_digests)
    .bind(logo)
    .execute(pool)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Removes a client and ends its grants.
pub async fn delete(pool: &Database, client_id: &str) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sqlx::query("DELETE FROM auth.registered_client WHERE client_id = $1")
        .bind(client_id)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(
        "UPDATE auth.client_grant SET revoked_at = now() WHERE client_id = $1 AND revoked_at IS NULL",
    )
    .bind(client_id)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}
