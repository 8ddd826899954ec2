//! Grants: what a person let a client have. Tokens are made of them and end with them.

use domicile_organizations::MembershipId;
use jiff_sqlx::{Timestamp, ToSqlx};
use serde_json::Value;
use sqlx::{FromRow, PgExecutor, Postgres, postgres::PgArguments, query::Query, types::Json};
use uuid::Uuid;

use crate::openid::confirmation::Confirmation;

/// A grant to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewGrant<'a> {
    /// Who gives it.
    pub sub: &'a str,
    /// Whom it is given to.
    pub client_id: &'a str,
    /// Scopes granted.
    pub scopes: &'a [String],
    /// Session that it was given in.
    pub session_id: Option<Uuid>,
    /// How the person signed in (RFC 8176 `amr` values).
    pub methods: &'a [String],
    /// Authentication context class that was reached.
    pub acr: Option<&'a str>,
    /// When the person signed in.
    pub authenticated_at: jiff::Timestamp,
    /// The `claims` request parameter (`OpenID` Connect Core, section 5.5).
    pub claims: Option<&'a Value>,
    /// Resource indicators (RFC 8707); none means the issuer alone.
    pub resources: &'a [String],
    /// How long it lasts; a refresh token makes it last longer.
    pub lifetime_seconds: f64,
    /// Membership that the person acts under.
    pub membership: Option<&'a MembershipId>,
}

/// A grant as it is kept.
#[derive(Clone, Debug, FromRow)]
pub struct Grant {
    /// Names it in tokens.
    pub id: Uuid,
    /// Who gave it.
    pub sub: String,
    /// Whom it was given to.
    pub client_id: String,
    /// Scopes granted.
    pub scopes: Vec<String>,
    /// Session that it was given in, while it ends with it.
    pub session_id: Option<Uuid>,
    /// How the person signed in.
    pub methods: Vec<String>,
    /// Authentication context class that was reached.
    pub acr: Option<String>,
    authenticated_at: Timestamp,
    /// The `claims` request parameter.
    pub claims: Option<Value>,
    /// Resource indicators; none means the issuer alone.
    pub resources: Vec<String>,
    /// Key that its tokens are bound to (RFC 7800).
    pub confirmation: Option<Json<Confirmation>>,
}

impl Grant {
    /// When the person signed in.
    pub fn authenticated_at(&self) -> jiff::Timestamp {
        self.authenticated_at.to_jiff()
    }

    /// A grant for tests of decisions.
    #[cfg(test)]
    pub(crate) fn example() -> Self {
        Self {
            id: Uuid::nil(),
            sub: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            client_id: "aurora.shop".to_owned(),
            scopes: vec!["openid".to_owned()],
            session_id: None,
            methods: vec!["otp".to_owned()],
            acr: None,
            authenticated_at: jiff::Timestamp::UNIX_EPOCH.to_sqlx(),
            claims: None,
            resources: vec![],
            confirmation: None,
        }
    }
}

/// Stores a grant; its parameters are `$1` to `$12`, bound by [`inserting`].
macro_rules! insert_grant {
    () => {
        "INSERT INTO auth.client_grant (id, sub, client_id, scopes, session_id, methods, acr, authenticated_at, \
         claims, resources, expires_at, membership_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(secs => $11), $12)"
    };
}
pub(super) use insert_grant;

/// A statement that begins with [`insert_grant`], its parameters bound: what is stored in one statement costs one
/// journey to the database.
pub(super) fn inserting<'q>(
    statement: &'static str,
    id: Uuid,
    new: NewGrant<'q>,
) -> Query<'q, Postgres, PgArguments> {
    sqlx::query(statement)
        .bind(id)
        .bind(new.sub)
        .bind(new.client_id)
        .bind(new.scopes)
        .bind(new.session_id)
        .bind(new.methods)
        .bind(new.acr)
        .bind(new.authenticated_at.to_sqlx())
        .bind(new.claims)
        .bind(new.resources)
        .bind(new.lifetime_seconds)
        .bind(new.membership.map(MembershipId::as_str))
}

/// Stores a grant in the transaction of what opens it.
pub async fn insert(executor: impl PgExecutor<'_>, new: NewGrant<'_>) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    inserting(insert_grant!(), id, new)
        .execute(executor)
        .await?;
    Ok(id)
}

/// The grant of an access token, unless either was revoked.
pub async fn find_live(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    jti: Uuid,
) -> Result<Option<Grant>, sqlx::Error> {
    sqlx::query_as(
        "SELECT * FROM auth.client_grant WHERE id = $1 AND revoked_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM auth.revoked_access_token WHERE jti = $2)",
    )
    .bind(id)
    .bind(jti)
    .fetch_optional(executor)
    .await
}

/// Binds the tokens of a grant to a key.
pub async fn bind(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    confirmation: &Confirmation,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.client_grant SET confirmation = $2 WHERE id = $1")
        .bind(id)
        .bind(Json(confirmation))
        .execute(executor)
        .await?;
    Ok(())
}

/// Ends everything that came from a grant. Ending it again changes nothing.
pub async fn revoke(executor: impl PgExecutor<'_>, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE auth.client_grant SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL",
    )
    .bind(id)
    .execute(executor)
    .await?;
    Ok(())
}

/// Ends what a person gave outside of any session: to devices without a keyboard.
pub async fn end_without_session(
    executor: impl PgExecutor<'_>,
    sub: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE auth.client_grant SET revoked_at = now() \
         WHERE sub = $1 AND session_id IS NULL AND revoked_at IS NULL",
    )
    .bind(sub)
    .execute(executor)
    .await?;
    Ok(())
}

/// Ends what was given in sessions that have ended, but for what the person gave for longer (`OpenID` Connect Core,
/// section 11).
pub async fn end_with_sessions(
    executor: impl PgExecutor<'_>,
    sessions: &[Uuid],
) -> Result<(), sqlx::Error> {
    if sessions.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "UPDATE auth.client_grant SET revoked_at = now() WHERE session_id = ANY ($1) \
         AND revoked_at IS NULL AND NOT 'offline_access' = ANY (scopes)",
    )
    .bind(sessions)
    .execute(executor)
    .await?;
    Ok(())
}
