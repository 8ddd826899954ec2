//! Browsers that are signed in. Every end of a session goes through [`end`].

use domicile_residency::Handle;
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

use super::external_sessions;

mod end;

pub use end::{Ended, Ending, end};

/// An open session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its name: the `sid` of tokens and of logout. It stays when the handle is replaced.
    pub id: Uuid,
    /// Who is signed in.
    pub sub: String,
    /// How they proved it (RFC 8176 `amr` values).
    pub methods: Vec<String>,
    /// When they proved it.
    pub authenticated_at: jiff::Timestamp,
    /// Whether it outlives the browser's window.
    pub persistent: bool,
    /// The sign-in at an external issuer that opened it.
    pub external: Option<External>,
}

impl Session {
    /// `acr` that an external issuer stated.
    pub fn stated_acr(&self) -> Option<&str> {
        self.external.as_ref()?.acr.as_deref()
    }

    /// The organisation whose own login opened it.
    pub fn organization(&self) -> Option<&str> {
        self.external.as_ref()?.organization.as_deref()
    }
}

/// A sign-in at an external issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// Its name.
    pub id: Uuid,
    /// `acr` that the issuer stated.
    pub acr: Option<String>,
    /// The organisation whose own issuer it is.
    pub organization: Option<String>,
}

/// Limits of one kind of session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may be unused.
    pub idle_seconds: u32,
    /// How long it lasts at most after the person proved who they are.
    pub absolute_seconds: u32,
}

/// Limits of both kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Sessions that end with the browser.
    pub browser: Limits,
    /// Sessions of people who chose to stay signed in.
    pub persistent: Limits,
}

impl SessionLimits {
    /// Those of one kind.
    pub const fn of(&self, persistent: bool) -> Limits {
        if persistent {
            self.persistent
        } else {
            self.browser
        }
    }
}

/// What a person recognises a device by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// Browser family.
    pub browser: Option<&'static str>,
    /// Operating system.
    pub system: Option<&'static str>,
}

/// A session to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// Its handle.
    pub handle: &'a Handle,
    /// Who is signed in.
    pub sub: &'a str,
    /// How they proved it.
    pub methods: &'a [&'a str],
    /// Where.
    pub device: Device,
    /// Whether it outlives the browser's window.
    pub persistent: bool,
    /// The sign-in at an external issuer that opens it: its time of proof is that of the session.
    pub external: Option<Uuid>,
}

/// One line of a person's list of devices.
#[derive(Clone, Debug, FromRow)]
pub struct OpenSession {
    /// Its name.
    pub id: Uuid,
    /// Browser family.
    pub browser: Option<String>,
    /// Operating system.
    pub system: Option<String>,
    /// Whether it outlives the browser's window.
    pub persistent: bool,
    created_at: Timestamp,
    last_seen_at: Timestamp,
}

impl OpenSession {
    /// When the person first signed in there.
    pub fn created_at(&self) -> jiff::Timestamp {
        self.created_at.to_jiff()
    }

    /// When it was last used, to the minute.
    pub fn last_seen_at(&self) -> jiff::Timestamp {
        self.last_seen_at.to_jiff()
    }
}

/// What makes a row an open session; `$1` idle and `$2` absolute seconds of browser sessions, `$3` and `$4` of
/// persistent ones.
macro_rules! is_open {
    () => {
        "expires_at > now() \
         AND last_seen_at > now() - make_interval(secs => CASE WHEN persistent THEN $3 ELSE $1 END) \
         AND authenticated_at > now() - make_interval(secs => CASE WHEN persistent THEN $4 ELSE $2 END)"
    };
}

macro_rules! bind_limits {
    ($query:expr, $limits:expr) => {
        $query
            .bind(f64::from($limits.browser.idle_seconds))
            .bind(f64::from($limits.browser.absolute_seconds))
            .bind(f64::from($limits.persistent.idle_seconds))
            .bind(f64::from($limits.persistent.absolute_seconds))
    };
}

/// A session that has been opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name.
    pub id: Uuid,
    /// When the person proved who they are.
    pub authenticated_at: jiff::Timestamp,
    /// The sign-in at an issuer that vouches for it.
    pub external: Option<External>,
}

impl Opened {
    fn now(id: Uuid) -> Self {
        Self {
            id,
            authenticated_at: jiff::Timestamp::now(),
            external: None,
        }
    }
}

/// Opens a session under a new handle; nothing where an issuer that vouched for it has taken its word back. The browser's `earlier` session of the same person goes on under it, so that
/// applications keep the `sid`; anybody else's ends. An earlier handle is worth nothing afterwards (no fixation).
pub async fn open(
    pool: &Database,
    new: NewSession<'_>,
    earlier: Option<&Handle>,
    limits: SessionLimits,
) -> Result<Option<Opened>, sqlx::Error> {
    if earlier.is_none() && new.external.is_none() {
        let id = insert(pool, new, limits).await?;
        return Ok(Some(Opened::now(id)));
    }
    let mut transaction = pool.begin().await?;
    if let Some(voucher) = new.external
        && !external_sessions::hold(&mut transaction, voucher, new.sub).await?
    {
        return Ok(None);
    }
    let renewed = match earlier {
        Some(earlier) => {
            let renewed = renew(&mut transaction, new, earlier, limits).await?;
            if renewed.is_none() {
                end(&mut transaction, Ending::Handle(earlier)).await?;
            }
            renewed
        }
        None => None,
    };
    let id = if let Some(id) = renewed {
        id
    } else {
        insert(&mut *transaction, new, limits).await?
    };
    // A session that goes on may have been opened by an issuer before.
    let opened = opened(&mut transaction, id).await?;
    transaction.commit().await?;
    Ok(Some(opened))
}

async fn insert(
    executor: impl PgExecutor<'_>,
    new: NewSession<'_>,
    limits: SessionLimits,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query(
        "INSERT INTO auth.session (digest, id, sub, methods, browser, system, persistent, expires_at, external_id, \
           proven_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8), $9, \
           (SELECT proven_at FROM auth.external_session WHERE id = $9))",
    )
    .bind(new.handle.digest())
    .bind(id)
    .bind(new.sub)
    .bind(new.methods)
    .bind(new.device.browser)
    .bind(new.device.system)
    .bind(new.persistent)
    .bind(f64::from(limits.of(new.persistent).absolute_seconds))
    .bind(new.external)
    .execute(executor)
    .await?;
    Ok(id)
}

async fn renew(
    connection: &mut PgConnection,
    new: NewSession<'_>,
    earlier: &Handle,
    limits: SessionLimits,
) -> Result<Option<Uuid>, sqlx::Error> {
    let statement = concat!(
        "UPDATE auth.session SET digest = $5, methods = $6, browser = $7, system = $8, persistent = $9, \
           authenticated_at = now(), last_seen_at = now(), expires_at = now() + make_interval(secs => $10), \
           external_id = coalesce($13, external_id), \
           proven_at = (SELECT proven_at FROM auth.external_session WHERE id = $13) \
         WHERE digest = $11 AND sub = $12 AND ",
        is_open!(),
        " RETURNING id"
    );
    bind_limits!(sqlx::query_scalar(statement), limits)
        .bind(new.handle.digest())
        .bind(new.methods)
        .bind(new.device.browser)
        .bind(new.device.system)
        .bind(new.persistent)
        .bind(f64::from(limits.of(new.persistent).absolute_seconds))
        .bind(earlier.digest())
        .bind(new.sub)
        .bind(new.external)
        .fetch_optional(connection)
        .await
}

async fn opened(connection: &mut PgConnection, id: Uuid) -> Result<Opened, sqlx::Error> {
    let (authenticated_at, external, acr, organization): (
        Timestamp,
        Option<Uuid>,
        Option<String>,
        Option<String>,
    ) = sqlx::query_as(
        "SELECT coalesce(session.proven_at, authenticated_at), external_id, acr, organization_id FROM auth.session \
         LEFT JOIN auth.external_session ON external_session.id = external_id WHERE session.id = $1",
    )
    .bind(id)
    .fetch_one(connection)
    .await?;
    Ok(Opened {
        id,
        authenticated_at: authenticated_at.to_jiff(),
        external: external.map(|id| External {
            id,
            acr,
            organization,
        }),
    })
}

/// Replaces the handle of an open session, because its person may do more from now on: whoever knew the old handle
/// has nothing.
pub async fn rotate(
    connection: &mut PgConnection,
    id: Uuid,
    handle: &Handle,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.session SET digest = $2 WHERE id = $1")
        .bind(id)
        .bind(handle.digest())
        .execute(connection)
        .await?;
    Ok(())
}

type Found = (
    Uuid,
    String,
    Vec<String>,
    Timestamp,
    bool,
    bool,
    Option<Uuid>,
    Option<String>,
    Option<String>,
);

/// The session of a handle, if it is open. Being seen is written at most once a minute.
pub async fn find(
    pool: &Database,
    handle: &Handle,
    limits: SessionLimits,
) -> Result<Option<Session>, sqlx::Error> {
    let statement = concat!(
        "SELECT id, sub, methods, coalesce(proven_at, authenticated_at), persistent, \
           last_seen_at < now() - interval '1 minute', external_id, \
           (SELECT acr FROM auth.external_session WHERE external_session.id = external_id), \
           (SELECT organization_id FROM auth.external_session WHERE external_session.id = external_id) \
         FROM auth.session WHERE digest = $5 AND ",
        is_open!()
    );
    let row: Option<Found> = bind_limits!(sqlx::query_as(statement), limits)
        .bind(handle.digest())
        .fetch_optional(pool)
        .await?;
    let Some((id, sub, methods, authenticated_at, persistent, stale, external, acr, organization)) =
        row
    else {
        return Ok(None);
    };
    if stale {
        sqlx::query("UPDATE auth.session SET last_seen_at = now() WHERE id = $1")
            .bind(id)
            .execute(pool)
            .await?;
    }
    Ok(Some(Session {
        id,
        sub,
        methods,
        authenticated_at: authenticated_at.to_jiff(),
        persistent,
        external: external.map(|id| External {
            id,
            acr,
            organization,
        }),
    }))
}

/// The open sessions of a person, the latest used first.
pub async fn of_person(
    pool: &Database,
    sub: &str,
    limits: SessionLimits,
) -> Result<Vec<OpenSession>, sqlx::Error> {
    let statement = concat!(
        "SELECT id, browser, system, persistent, created_at, last_seen_at FROM auth.session \
         WHERE sub = $5 AND ",
        is_open!(),
        " ORDER BY last_seen_at DESC, id"
    );
    bind_limits!(sqlx::query_as(statement), limits)
        .bind(sub)
        .fetch_all(pool)
        .await
}
