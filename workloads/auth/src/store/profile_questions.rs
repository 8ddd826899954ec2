//! Questions that people skipped.

use crate::progressive_profile::due::Skipped;
use domicile_service::Database;

/// Notes that a person skipped questions now.
pub async fn skip(pool: &Database, sub: &str, attributes: &[String]) -> Result<(), sqlx::Error> {
    if attributes.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO auth.profile_question (sub, attribute) SELECT $1, * FROM UNNEST($2::text[]) \
         ON CONFLICT (sub, attribute) DO UPDATE SET skipped_at = now()",
    )
    .bind(sub)
    .bind(attributes)
    .execute(pool)
    .await?;
    Ok(())
}

/// What a person skipped.
pub async fn skipped_by(pool: &Database, sub: &str) -> Result<Vec<Skipped>, sqlx::Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT attribute, extract(epoch FROM now() - skipped_at)::bigint FROM auth.profile_question WHERE sub = $1",
    )
    .bind(sub)
    .fetch_all(pool)
    .await?;
    let skipped = rows.into_iter().map(|(attribute, seconds_ago)| Skipped {
        attribute,
        seconds_ago,
    });
    Ok(skipped.collect())
}
