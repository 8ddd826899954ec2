//! Authorization codes and the grants that they open.

use domicile_organizations::MembershipId;
use domicile_residency::Handle;
use sqlx::{FromRow, PgConnection, PgPool};

use super::{
    grants::{self, Grant, NewGrant},
    memberships,
};

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
    /// Membership that the person acts under.
    pub membership: Option<&'a MembershipId>,
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

/// Stores a code and its grant.
pub async fn insert(pool: &PgPool, code: NewCode<'_>) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let grant = grants::insert(&mut transaction, code.grant).await?;
    sqlx::query(
        "INSERT INTO auth.authorization_code (digest, grant_id, redirect_uri, nonce, code_challenge, dpop_jkt, \
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))",
    )
    .bind(code.handle.digest())
    .bind(grant)
    .bind(code.redirect_uri)
    .bind(code.nonce)
    .bind(code.code_challenge)
    .bind(code.dpop_jkt)
    .bind(LIFETIME_SECONDS)
    .execute(&mut *transaction)
    .await?;
    if let Some(membership) = code.membership {
        memberships::act_under(&mut *transaction, grant, membership).await?;
    }
    transaction.commit().await
}

/// Looks a code up without using it.
pub async fn find(pool: &PgPool, handle: &Handle) -> Result<Option<FoundCode>, sqlx::Error> {
    sqlx::query_as(
        "SELECT client_grant.*, code.redirect_uri, code.nonce, code.code_challenge, code.dpop_jkt, \
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
pub async fn consume(transaction: &mut PgConnection, handle: &Handle) -> Result<bool, sqlx::Error> {
    let consumed = sqlx::query(
        "UPDATE auth.authorization_code SET used_at = now() \
         WHERE digest = $1 AND used_at IS NULL AND expires_at > now()",
    )
    .bind(handle.digest())
    .execute(transaction)
    .await?;
    Ok(consumed.rows_affected() == 1)
}
