//! Mail domains of organisations whose home is this region.

use domicile_organizations::{OrganizationId, domain::MailDomain};
use domicile_service::Database;
use sqlx::{FromRow, PgExecutor};

/// A domain of an organisation.
#[derive(Clone, Debug, FromRow)]
pub struct Domain {
    /// The domain.
    pub domain: String,
    /// Whether it is proven.
    pub proven: bool,
}

/// Names a domain that is to be proven; naming it again changes nothing.
pub async fn insert(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    domain: &MailDomain,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.organization_domain (organization_id, domain) VALUES ($1, $2) \
         ON CONFLICT DO NOTHING",
    )
    .bind(organization.as_str())
    .bind(domain.as_str())
    .execute(executor)
    .await?;
    Ok(())
}

/// Domains of an organisation.
pub async fn of_organization(
    pool: &Database,
    organization: &OrganizationId,
) -> Result<Vec<Domain>, sqlx::Error> {
    sqlx::query_as(
        "SELECT domain, proven_at IS NOT NULL AS proven FROM auth.organization_domain \
         WHERE organization_id = $1 ORDER BY domain",
    )
    .bind(organization.as_str())
    .fetch_all(pool)
    .await
}

/// Keeps the digest of a code that was mailed; false when the organisation has not named the domain.
pub async fn set_code(
    pool: &Database,
    organization: &OrganizationId,
    domain: &MailDomain,
    code_digest: &[u8],
    lifetime_seconds: f64,
) -> Result<bool, sqlx::Error> {
    let set = sqlx::query(
        "UPDATE auth.organization_domain SET code_digest = $3, attempts = 0, \
         code_expires_at = now() + make_interval(secs => $4) WHERE organization_id = $1 AND domain = $2",
    )
    .bind(organization.as_str())
    .bind(domain.as_str())
    .bind(code_digest)
    .bind(lifetime_seconds)
    .execute(pool)
    .await?;
    Ok(set.rows_affected() == 1)
}

/// Counts a try, and says whether it was right. A code is good for few tries and once.
pub async fn try_code(
    pool: &Database,
    organization: &OrganizationId,
    domain: &MailDomain,
    code_digest: &[u8],
    most_tries: i32,
) -> Result<bool, sqlx::Error> {
    let right: Option<bool> = sqlx::query_scalar(
        "UPDATE auth.organization_domain SET attempts = attempts + 1 \
         WHERE organization_id = $1 AND domain = $2 AND attempts < $4 AND code_expires_at > now() \
         RETURNING code_digest = $3",
    )
    .bind(organization.as_str())
    .bind(domain.as_str())
    .bind(code_digest)
    .bind(most_tries)
    .fetch_optional(pool)
    .await?;
    Ok(right == Some(true))
}

/// Says that a domain is proven.
pub async fn prove(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    domain: &MailDomain,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE auth.organization_domain SET proven_at = now(), code_digest = NULL, code_expires_at = NULL \
         WHERE organization_id = $1 AND domain = $2",
    )
    .bind(organization.as_str())
    .bind(domain.as_str())
    .execute(executor)
    .await?;
    Ok(())
}

/// Gives a domain up.
pub async fn delete(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    domain: &MailDomain,
) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query(
        "DELETE FROM auth.organization_domain WHERE organization_id = $1 AND domain = $2",
    )
    .bind(organization.as_str())
    .bind(domain.as_str())
    .execute(executor)
    .await?;
    Ok(deleted.rows_affected() == 1)
}
