//! Authorization codes and the grants that they open.

use domicile_residency::Handle;
use jiff_sqlx::{Timestamp, ToSqlx};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// How long a code may be exchanged (RFC 6749, section 4.1.2 recommends at most ten minutes).
const LIFETIME_SECONDS: f64 = 60.0;

/// What a code is bound to.
#[derive(Clone, Copy, Debug)]
pub struct NewCode<'a> {
    /// The code.
    pub handle: &'a Handle,
    /// Who is signed in.
    pub sub: &'a str,
    /// Client that asked.
    pub client_id: &'a str,
    /// Where the code goes.
    pub redirect_uri: &'a str,
    /// Scopes granted.
    pub scopes: &'a [String],
    /// The client's nonce.
    pub nonce: Option<&'a str>,
    /// PKCE challenge (S256).
    pub code_challenge: &'a str,
    /// How the person signed in.
    pub methods: &'a [String],
    /// When the person signed in.
    pub authenticated_at: jiff::Timestamp,
    /// How long tokens of the grant live.
    pub token_lifetime_seconds: u32,
}

/// A code that was found, exactly once usable.
#[derive(Clone, Debug, FromRow)]
pub struct FoundCode {
    /// Its grant.
    pub grant_id: Uuid,
    /// Who is signed in.
    pub sub: String,
    /// Client that it was given to.
    pub client_id: String,
    /// Where it went.
    pub redirect_uri: String,
    /// Scopes granted.
    pub scopes: Vec<String>,
    /// The client's nonce.
    pub nonce: Option<String>,
    /// PKCE challenge (S256).
    pub code_challenge: String,
    /// How the person signed in.
    pub methods: Vec<String>,
    authenticated_at: Timestamp,
    /// Whether it is still young enough.
    pub fresh: bool,
    /// Whether it was exchanged before.
    pub used: bool,
}

impl FoundCode {
    /// When the person signed in.
    pub fn authenticated_at(&self) -> jiff::Timestamp {
        self.authenticated_at.to_jiff()
    }
}

/// Stores a code and its grant.
pub async fn insert(pool: &PgPool, code: NewCode<'_>) -> Result<(), sqlx::Error> {
    let grant = Uuid::now_v7();
    let mut transaction = pool.begin().await?;
    sqlx::query(
        "INSERT INTO auth.client_grant (id, sub, client_id, expires_at) \
         VALUES ($1, $2, $3, now() + make_interval(secs => $4))",
    )
    .bind(grant)
    .bind(code.sub)
    .bind(code.client_id)
    .bind(LIFETIME_SECONDS + f64::from(code.token_lifetime_seconds))
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "INSERT INTO auth.authorization_code (digest, grant_id, redirect_uri, scopes, nonce, code_challenge, \
         methods, authenticated_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9))",
    )
    .bind(code.handle.digest())
    .bind(grant)
    .bind(code.redirect_uri)
    .bind(code.scopes)
    .bind(code.nonce)
    .bind(code.code_challenge)
    .bind(code.methods)
    .bind(code.authenticated_at.to_sqlx())
    .bind(LIFETIME_SECONDS)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}

/// Looks a code up without using it.
pub async fn find(pool: &PgPool, handle: &Handle) -> Result<Option<FoundCode>, sqlx::Error> {
    sqlx::query_as(
        "SELECT code.grant_id, client_grant.sub, client_grant.client_id, code.redirect_uri, code.scopes, \
                code.nonce, code.code_challenge, code.methods, code.authenticated_at, \
                code.expires_at > now() AND client_grant.revoked_at IS NULL AS fresh, \
                code.used_at IS NOT NULL AS used \
         FROM auth.authorization_code AS code JOIN auth.client_grant ON client_grant.id = code.grant_id \
         WHERE code.digest = $1",
    )
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}

/// Uses a code up; false when somebody else did it first.
pub async fn consume(pool: &PgPool, handle: &Handle) -> Result<bool, sqlx::Error> {
    let consumed = sqlx::query(
        "UPDATE auth.authorization_code SET used_at = now() \
         WHERE digest = $1 AND used_at IS NULL AND expires_at > now()",
    )
    .bind(handle.digest())
    .execute(pool)
    .await?;
    Ok(consumed.rows_affected() == 1)
}

/// Ends everything that came from a grant.
pub async fn revoke(pool: &PgPool, grant: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE auth.client_grant SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL",
    )
    .bind(grant)
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether tokens of a grant are still good.
pub async fn is_live(pool: &PgPool, grant: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.client_grant WHERE id = $1 AND revoked_at IS NULL)",
    )
    .bind(grant)
    .fetch_one(pool)
    .await
}
