//! Tells applications that a session has ended (`OpenID` Connect Back-Channel Logout 1.0).
//!
//! ```text
//! a session ends ──same transaction──→ outbox ──claimed by one replica──→ logout token ──POST──→ application
//!                                        ↑──────── later, a bounded number of times ────────────┘ no good answer
//! ```

use std::time::Duration;

use domicile_bundle::Bundle;
use domicile_service::Stop;
use futures::future::join_all;

use crate::{
    app::App,
    error::AuthError,
    openid::{clients, logout_token::LogoutToken, subject_identifier},
    store::logout_notices::{self, LogoutNotice},
    web::parameters::encode,
};

/// How often the outbox is looked at.
const INTERVAL: Duration = Duration::from_secs(1);
/// Notices under way at once from one replica.
const AT_ONCE: i64 = 16;
/// How often a notice is tried: over about an hour.
const MOST_ATTEMPTS: i32 = 8;

/// What came of an attempt.
enum Outcome {
    /// Nothing more is to be done.
    Done,
    /// The application does not want it (section 2.8), or cannot be told at all.
    Refused(String),
    /// It may be told later.
    Later(String),
}

/// Delivers until the stop begins.
pub async fn run(app: App, stop: Stop) {
    let mut ticks = tokio::time::interval(INTERVAL);
    loop {
        tokio::select! {
            () = stop.begun() => return,
            _ = ticks.tick() => {}
        }
        if let Err(error) = deliver_due(&app).await {
            tracing::warn!(%error, "applications are told of logouts later");
        }
    }
}

/// Delivers everything that is due now.
///
/// # Errors
/// When the outbox cannot be read. What was claimed comes due again.
pub async fn deliver_due(app: &App) -> Result<(), AuthError> {
    loop {
        let claimed = logout_notices::claim(app.pool(), AT_ONCE).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        let loaded = app.bundle();
        let attempts = claimed
            .iter()
            .map(|notice| attempt(app, &loaded.bundle, notice));
        for result in join_all(attempts).await {
            result?;
        }
    }
}

async fn attempt(app: &App, bundle: &Bundle, notice: &LogoutNotice) -> Result<(), AuthError> {
    let client = &notice.client_id;
    match tell(app, bundle, notice).await {
        Outcome::Done => {}
        Outcome::Refused(reason) => {
            tracing::warn!(client, reason, "an application was not told of a logout");
        }
        Outcome::Later(reason) if notice.attempts >= MOST_ATTEMPTS => {
            tracing::warn!(client, reason, "an application is told of a logout no more");
        }
        Outcome::Later(reason) => {
            tracing::info!(client, reason, "an application is told of a logout later");
            return Ok(());
        }
    }
    Ok(logout_notices::remove(app.pool(), notice.id).await?)
}

async fn tell(app: &App, bundle: &Bundle, notice: &LogoutNotice) -> Outcome {
    let application = match clients::find(app, bundle, &notice.client_id).await {
        Ok(Some(application)) => application,
        Ok(None) => return Outcome::Done,
        Err(error) => return Outcome::Later(error.to_string()),
    };
    let Some(logout) = &application.backchannel_logout else {
        return Outcome::Done;
    };
    let issuer = &bundle.issuer;
    let client_id = &application.client_id;
    let sub = subject_identifier::of(app, &application, &notice.sub);
    let token = LogoutToken::new(issuer, client_id, &sub, notice.session_id, notice.id);
    // Back-Channel Logout 1.0, section 2.4: with the keys that sign the client's ID tokens.
    let signer = app.keys().signing.with(application.signing.id_token);
    let token = match token.sign(&signer) {
        Ok(token) => token,
        Err(error) => return Outcome::Later(error.to_string()),
    };
    let client = match app.outbound().client(bundle) {
        Ok(client) => client,
        Err(error) => return Outcome::Later(error.to_string()),
    };
    let form = encode([("logout_token", token.as_str())]).into_bytes();
    let sent = client
        .post(&logout.uri, "application/x-www-form-urlencoded", form)
        .await;
    match sent {
        Ok(answer) => match answer.status {
            200..=299 => Outcome::Done,
            408 | 429 | 500..=599 => Outcome::Later(format!("status {}", answer.status)),
            status => Outcome::Refused(format!("status {status}")),
        },
        Err(
            error @ (domicile_outbound::OutboundError::Address
            | domicile_outbound::OutboundError::Forbidden),
        ) => Outcome::Refused(error.to_string()),
        Err(error) => Outcome::Later(error.to_string()),
    }
}
