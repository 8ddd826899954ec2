//! Own issuers of organisations, of all regions: each region keeps a copy.

use sqlx::{FromRow, PgConnection, PgExecutor};

/// Columns of [`IssuerRow`].
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT organization_id, organization_name, issuer, client_id, client_secret, scopes, given_name_claim, \
               family_name_claim, residence_claim, just_in_time_role, \
               ARRAY(SELECT domain FROM auth.organization_issuer_domain AS own \
                 WHERE own.organization_id = organization_issuer.organization_id ORDER BY domain) AS domains \
             FROM auth.organization_issuer WHERE ",
            $condition
        )
    };
}

/// An own issuer as it is kept.
#[derive(Clone, FromRow)]
pub struct IssuerRow {
    /// Organisation.
    pub organization_id: String,
    /// What it is called.
    pub organization_name: String,
    /// Issuer identifier.
    pub issuer: String,
    /// The client that is registered there.
    pub client_id: String,
    /// Its secret, sealed.
    pub client_secret: Option<String>,
    /// Scopes beside `openid`.
    pub scopes: Vec<String>,
    /// Where the ID token has the given name.
    pub given_name_claim: Option<String>,
    /// Where it has the family name.
    pub family_name_claim: Option<String>,
    /// Where it has the country of residence.
    pub residence_claim: Option<String>,
    /// Role of whoever comes by it and is no member.
    pub just_in_time_role: Option<String>,
    /// Proven mail domains.
    pub domains: Vec<String>,
}

/// The one of an organisation.
pub async fn find(
    executor: impl PgExecutor<'_>,
    organization: &str,
) -> Result<Option<IssuerRow>, sqlx::Error> {
    sqlx::query_as(select!("organization_id = $1"))
        .bind(organization)
        .fetch_optional(executor)
        .await
}

/// The one that addresses of a mail domain lead to.
pub async fn of_domain(
    executor: impl PgExecutor<'_>,
    domain: &str,
) -> Result<Option<IssuerRow>, sqlx::Error> {
    sqlx::query_as(select!(
        "organization_id = (SELECT organization_id FROM auth.organization_issuer_domain WHERE domain = $1)"
    ))
    .bind(domain)
    .fetch_optional(executor)
    .await
}

/// Which of these organisations have one.
pub async fn among(
    executor: impl PgExecutor<'_>,
    organizations: &[String],
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT organization_id FROM auth.organization_issuer WHERE organization_id = ANY($1)",
    )
    .bind(organizations)
    .fetch_all(executor)
    .await
}

/// Keeps one in place of what was there. False when a domain leads to another organisation's: then the transaction is
/// to be given up.
pub async fn put(connection: &mut PgConnection, new: &IssuerRow) -> Result<bool, sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.organization_issuer (organization_id, organization_name, issuer, client_id, client_secret, \
           scopes, given_name_claim, family_name_claim, residence_claim, just_in_time_role) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (organization_id) DO UPDATE SET organization_name = $2, issuer = $3, client_id = $4, \
           client_secret = $5, scopes = $6, given_name_claim = $7, family_name_claim = $8, residence_claim = $9, \
           just_in_time_role = $10, changed_at = now()",
    )
    .bind(&new.organization_id)
    .bind(&new.organization_name)
    .bind(&new.issuer)
    .bind(&new.client_id)
    .bind(&new.client_secret)
    .bind(&new.scopes)
    .bind(&new.given_name_claim)
    .bind(&new.family_name_claim)
    .bind(&new.residence_claim)
    .bind(&new.just_in_time_role)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "DELETE FROM auth.organization_issuer_domain WHERE organization_id = $1 AND domain <> ALL($2)",
    )
    .bind(&new.organization_id)
    .bind(&new.domains)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO auth.organization_issuer_domain (domain, organization_id) SELECT unnest($2::text[]), $1 \
         ON CONFLICT (domain) DO NOTHING",
    )
    .bind(&new.organization_id)
    .bind(&new.domains)
    .execute(&mut *connection)
    .await?;
    sqlx::query_scalar(
        "SELECT count(*) = cardinality($2) FROM auth.organization_issuer_domain \
         WHERE organization_id = $1 AND domain = ANY($2)",
    )
    .bind(&new.organization_id)
    .bind(&new.domains)
    .fetch_one(connection)
    .await
}

/// Those of an issuer, for one of these clients of its.
pub async fn of_issuer(
    executor: impl PgExecutor<'_>,
    issuer: &str,
    client_ids: &[String],
) -> Result<Vec<IssuerRow>, sqlx::Error> {
    sqlx::query_as(select!("issuer = $1 AND client_id = ANY($2)"))
        .bind(issuer)
        .bind(client_ids)
        .fetch_all(executor)
        .await
}

/// The last change that came here; zero before the first.
pub async fn version(
    executor: impl PgExecutor<'_>,
    organization: &str,
) -> Result<i64, sqlx::Error> {
    let version: Option<i64> = sqlx::query_scalar(
        "SELECT version FROM auth.organization_issuer_version WHERE organization_id = $1",
    )
    .bind(organization)
    .fetch_optional(executor)
    .await?;
    Ok(version.unwrap_or_default())
}

/// The same; other changes of this organisation's wait until the transaction ends.
pub async fn lock_version(
    connection: &mut PgConnection,
    organization: &str,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO auth.organization_issuer_version AS own (organization_id, version) VALUES ($1, 0) \
         ON CONFLICT (organization_id) DO UPDATE SET version = own.version RETURNING version",
    )
    .bind(organization)
    .fetch_one(connection)
    .await
}

/// Says which change is the last one now.
pub async fn set_version(
    connection: &mut PgConnection,
    organization: &str,
    version: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE auth.organization_issuer_version SET version = $2 WHERE organization_id = $1",
    )
    .bind(organization)
    .bind(version)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one out; its domains lead nowhere any more.
pub async fn remove(executor: impl PgExecutor<'_>, organization: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.organization_issuer WHERE organization_id = $1")
        .bind(organization)
        .execute(executor)
        .await?;
    Ok(())
}
