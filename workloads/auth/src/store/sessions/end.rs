//! The end of sessions: of one, of some, of those whose time is over.

use domicile_residency::Handle;
use jiff_sqlx::ToSqlx;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::store::grants;

/// Which sessions end.
#[derive(Clone, Copy, Debug)]
pub enum Ending<'a> {
    /// The one of this browser.
    Handle(&'a Handle),
    /// One of a person's own.
    One {
        /// Whose.
        sub: &'a str,
        /// Which.
        id: Uuid,
    },
    /// All of a person.
    All {
        /// Whose.
        sub: &'a str,
    },
    /// All of a person but the one that asks.
    Others {
        /// Whose.
        sub: &'a str,
        /// The one that stays.
        id: Uuid,
    },
    /// Those that a sign-in at an external issuer opened before a moment: of one of its sessions or of one of its
    /// subjects, and of both where both are named. A sign-in of which no session was named is one of its subject's.
    External {
        /// Keyed digest of its session.
        session: Option<&'a [u8; 32]>,
        /// Keyed digest of its subject.
        subject: Option<&'a [u8; 32]>,
        /// Opened before.
        before: jiff::Timestamp,
    },
    /// Those that an organisation's own issuer opened. What the issuer said of them goes too, so that a sign-in that is
    /// under way opens none.
    Organization {
        /// The organisation.
        organization: &'a str,
        /// Of this person; of everybody where none is named.
        sub: Option<&'a str>,
    },
    /// Those whose time is over, at most so many.
    Expired {
        /// How many.
        most: i64,
    },
}

/// A session that has ended.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Ended {
    /// Its name.
    pub id: Uuid,
    /// Who was signed in.
    pub sub: String,
}

/// A statement of its own before sessions are ended: it waits for whoever opens one by such a word at this moment.
async fn take_word_back(
    connection: &mut PgConnection,
    organization: &str,
    sub: Option<&str>,
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar(
        "DELETE FROM auth.external_session WHERE organization_id = $1 AND (sub = $2 OR $2 IS NULL) RETURNING id",
    )
    .bind(organization)
    .bind(sub)
    .fetch_all(connection)
    .await
}

/// Ends sessions. All ends go through here, in the caller's transaction, so that what must follow the end of a
/// session happens exactly when the session ends. Ending again changes nothing.
pub async fn end(
    connection: &mut PgConnection,
    which: Ending<'_>,
) -> Result<Vec<Ended>, sqlx::Error> {
    let everywhere = match which {
        Ending::All { sub } | Ending::Others { sub, .. } => Some(sub),
        _ => None,
    };
    let query = match which {
        Ending::Handle(handle) => {
            sqlx::query_as("DELETE FROM auth.session WHERE digest = $1 RETURNING id, sub")
                .bind(handle.digest())
        }
        Ending::One { sub, id } => {
            sqlx::query_as("DELETE FROM auth.session WHERE sub = $1 AND id = $2 RETURNING id, sub")
                .bind(sub)
                .bind(id)
        }
        Ending::All { sub } => {
            sqlx::query_as("DELETE FROM auth.session WHERE sub = $1 RETURNING id, sub").bind(sub)
        }
        Ending::Others { sub, id } => {
            sqlx::query_as("DELETE FROM auth.session WHERE sub = $1 AND id <> $2 RETURNING id, sub")
                .bind(sub)
                .bind(id)
        }
        Ending::External {
            session,
            subject,
            before,
        } => sqlx::query_as(
            "DELETE FROM auth.session WHERE authenticated_at <= $3 AND external_id IN \
             (SELECT id FROM auth.external_session WHERE (session_digest = $1 OR $1 IS NULL \
                OR session_digest IS NULL AND $2 IS NOT NULL) \
              AND (subject_digest = $2 OR $2 IS NULL) AND NOT ($1 IS NULL AND $2 IS NULL)) RETURNING id, sub",
        )
        .bind(session)
        .bind(subject)
        .bind(before.to_sqlx()),
        Ending::Organization { organization, sub } => {
            let vouchers = take_word_back(&mut *connection, organization, sub).await?;
            sqlx::query_as(
                "DELETE FROM auth.session WHERE external_id = ANY($1) RETURNING id, sub",
            )
            .bind(vouchers)
        }
        Ending::Expired { most } => sqlx::query_as(
            "DELETE FROM auth.session WHERE digest IN \
             (SELECT digest FROM auth.session WHERE expires_at < now() LIMIT $1) RETURNING id, sub",
        )
        .bind(most),
    };
    let ended: Vec<Ended> = query.fetch_all(&mut *connection).await?;
    let ids: Vec<Uuid> = ended.iter().map(|session| session.id).collect();
    grants::end_with_sessions(&mut *connection, &ids).await?;
    if let Some(sub) = everywhere {
        grants::end_without_session(connection, sub).await?;
    }
    Ok(ended)
}
