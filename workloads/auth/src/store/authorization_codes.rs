//! Authorization codes and the grants that they open.

use domicile_residency::Handle;
use domicile_service::Database;
use sqlx::{FromRow, PgExecutor, types::Json};
use uuid::Uuid;

use super::{
    grants::{Grant, NewGrant, insert_grant, inserting},
    refresh_tokens::{NewRefreshToken, family_ends},
};
use crate::openid::confirmation::Confirmation;

/// How long a code may be exchanged (RFC 6749, section 4.1.2 recommends at most ten minutes).
pub const LIFETIME_SECONDS: f64 = 60.0;

/// What a code is bound to.
#[derive(Clone, Copy, Debug)]
pub struct NewCode<'a> {
    /// The code.
    pub handle: &'a Handle,
    /// What it opens.
    pub grant: NewGrant<'a>,
    /// Where the code goes.
    pub redirect_uri: &'a str,
    /// The client's nonce.
    pub nonce: Option<&'a str>,
    /// PKCE challenge (S256); none only for a client that may do without.
    pub code_challenge: Option<&'a str>,
    /// Thumbprint of the key that must be proven with the code (RFC 9449, section 10).
    pub dpop_jkt: Option<&'a str>,
}

/// A code that was found, exactly once usable.
#[derive(Clone, Debug, FromRow)]
pub struct FoundCode {
    /// What it opens.
    #[sqlx(flatten)]
    pub grant: Grant,
    /// Where it went.
    pub redirect_uri: String,
    /// The client's nonce.
    pub nonce: Option<String>,
    /// PKCE challenge (S256).
    pub code_challenge: Option<String>,
    /// Thumbprint of the key that must be proven with the code.
    pub dpop_jkt: Option<String>,
    /// Whether it is still young enough.
    pub fresh: bool,
    /// Whether it was exchanged before.
    pub used: bool,
}

/// Stores a code and its grant, in one statement.
pub async fn insert(pool: &Database, code: NewCode<'_>) -> Result<(), sqlx::Error> {
    let statement = concat!(
        "WITH granted AS (",
        insert_grant!(),
        " RETURNING id) \
         INSERT INTO auth.authorization_code (digest, grant_id, redirect_uri, nonce, code_challenge, dpop_jkt, \
         expires_at) SELECT $13, id, $14, $15, $16, $17, now() + make_interval(secs => $18) FROM granted"
    );
    inserting(statement, Uuid::now_v7(), code.grant)
        .bind(code.handle.digest())
        .bind(code.redirect_uri)
        .bind(code.nonce)
        .bind(code.code_challenge)
        .bind(code.dpop_jkt)
        .bind(LIFETIME_SECONDS)
        .execute(pool)
        .await?;
    Ok(())
}

/// Looks a code up without using it.
pub async fn find(
    executor: impl PgExecutor<'_>,
    handle: &Handle,
) -> Result<Option<FoundCode>, sqlx::Error> {
    sqlx::query_as(
        "SELECT client_grant.*, code.redirect_uri, code.nonce, code.code_challenge, code.dpop_jkt, \
                code.expires_at > now() AND client_grant.revoked_at IS NULL AS fresh, \
                code.used_at IS NOT NULL AS used \
         FROM auth.authorization_code AS code JOIN auth.client_grant ON client_grant.id = code.grant_id \
         WHERE code.digest = $1",
    )
    .bind(handle.digest())
    .fetch_optional(executor)
    .await
}

/// Uses a code up; false when somebody else did it first. In the same statement the grant is bound to the client's key,
/// and its first refresh token begins.
pub async fn redeem(
    executor: impl PgExecutor<'_>,
    handle: &Handle,
    confirmation: Option<&Confirmation>,
    refresh_token: Option<&NewRefreshToken>,
) -> Result<bool, sqlx::Error> {
    let statement = concat!(
        "WITH used AS (\
           UPDATE auth.authorization_code SET used_at = now() \
           WHERE digest = $1 AND used_at IS NULL AND expires_at > now() RETURNING grant_id), \
         family AS (\
           UPDATE auth.client_grant SET confirmation = coalesce($2, confirmation), \
             expires_at = CASE WHEN $3::bytea IS NULL THEN expires_at ELSE ",
        family_ends!("$4", "$5"),
        " + make_interval(secs => $6) END \
           FROM used WHERE id = used.grant_id AND ($2 IS NOT NULL OR $3 IS NOT NULL) \
           RETURNING id, expires_at - make_interval(secs => $6) AS expires_at), \
         token AS (\
           INSERT INTO auth.refresh_token (digest, grant_id, generation, expires_at) \
           SELECT $3, id, 0, expires_at FROM family WHERE $3 IS NOT NULL) \
         SELECT EXISTS (SELECT FROM used)"
    );
    let limits = refresh_token.map(|token| token.limits).unwrap_or_default();
    sqlx::query_scalar(statement)
        .bind(handle.digest())
        .bind(confirmation.map(Json))
        .bind(refresh_token.map(|token| token.handle.digest()))
        .bind(f64::from(limits.absolute_seconds))
        .bind(f64::from(limits.idle_seconds))
        .bind(f64::from(limits.access_token_seconds))
        .fetch_one(executor)
        .await
}
