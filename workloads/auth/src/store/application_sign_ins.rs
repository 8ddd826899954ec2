//! How often people come to applications that ask them questions.

use domicile_service::Database;
use uuid::Uuid;

/// Counts a session in which a person comes to an application, once, and says how many there were.
pub async fn count(
    pool: &Database,
    sub: &str,
    client_id: &str,
    session: Uuid,
) -> Result<u32, sqlx::Error> {
    let sign_ins: i32 = sqlx::query_scalar(
        "INSERT INTO auth.application_sign_in AS known (sub, client_id, session_id) VALUES ($1, $2, $3) \
         ON CONFLICT (sub, client_id) DO UPDATE SET session_id = excluded.session_id, \
         sign_ins = known.sign_ins + (known.session_id <> excluded.session_id)::integer RETURNING sign_ins",
    )
    .bind(sub)
    .bind(client_id)
    .bind(session)
    .fetch_one(pool)
    .await?;
    Ok(u32::try_from(sign_ins).unwrap_or(u32::MAX))
}
