//! Sessions that were ended by signing out: a copy of the cookie is worth nothing afterwards.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use ring::digest::{SHA256, digest};
use sqlx::PgConnection;

use super::session::Session;
use crate::StoreError;

/// Ends a session for good; rows of sessions that are too old to be taken anyway are removed on the way.
pub(super) async fn end(
    connection: &mut PgConnection,
    session: &Session,
    forget_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM profile.ended_session WHERE forget_at < clock_timestamp()")
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO profile.ended_session (digest, forget_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(name(session))
        .bind(forget_at.to_sqlx())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether a session was ended.
pub(super) async fn is_ended(
    connection: &mut PgConnection,
    session: &Session,
) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM profile.ended_session WHERE digest = $1)")
            .bind(name(session))
            .fetch_one(connection)
            .await?,
    )
}

fn name(session: &Session) -> Vec<u8> {
    digest(&SHA256, session.id().as_bytes()).as_ref().to_vec()
}
