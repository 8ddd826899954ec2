//! An issuer that opened sessions says that one has ended there (`OpenID` Connect Back-Channel Logout 1.0): ours end too,
//! in every region, and our applications hear of it. It is the one that stands in for sign-in, or an organisation's own.
//!
//! Any region takes the token and passes it on; each proves it for itself. It is taken once, and ends only sessions that
//! were opened before it was issued: a token that somebody kept ends nothing.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, status::Workload};
use domicile_federation::Logout;
use domicile_service::{Problem, mesh::PeerIdentity};
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    error::AuthError,
    federation::identity_provider::IdentityProvider,
    openid::{forwarding::ask_others, oauth_error::oauth_error},
    store::{
        external_logouts,
        sessions::{self, Ending},
    },
    web::{Visit, body, parameters::Parameters},
};

/// Where the mesh passes tokens on.
pub const PATH: &str = "/mesh/v1/federation/logouts";
/// How far the issuer's clock may be from ours.
const LEEWAY_SECONDS: i64 = 60;

/// A token that is passed on.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassedOn {
    logout_token: String,
}

/// How a region took a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    /// What it names has ended here.
    Ended,
    /// It is not believed here.
    Refused,
}

/// `POST /federation/backchannel-logout`: from the issuer.
pub async fn told(visit: Visit, body::Text(body): body::Text) -> Response {
    let form = Parameters::parse(&body);
    let token = form
        .single("logout_token")
        .ok()
        .flatten()
        .unwrap_or_default();
    match everywhere(&visit, token).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "a logout of an issuer could not be carried out");
            // Section 2.8 knows 400 alone; this one says that a repetition may do.
            uncached(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    }
}

async fn everywhere(visit: &Visit, token: &str) -> Result<Response, AuthError> {
    let app = &visit.app;
    let bundle = visit.bundle();
    let said = proven(app, bundle, token).await?;
    if said.is_empty() {
        return Ok(refused("the logout token is not good"));
    }
    let mut new = Vec::with_capacity(said.len());
    for one in said {
        if !external_logouts::is_known_everywhere(app.pool(), &one.name()).await? {
            new.push(one);
        }
    }
    if new.is_empty() {
        tracing::warn!("a logout token was shown twice");
        return Ok(refused("the logout token was used before"));
    }
    let passed_on = PassedOn {
        logout_token: token.to_owned(),
    };
    for (region, answer) in ask_others::<_, Taken>(app, bundle, PATH, &passed_on).await {
        if answer? == Taken::Refused {
            tracing::error!(%region, "a region refuses a logout token that is believed here");
            return Ok(uncached(StatusCode::SERVICE_UNAVAILABLE.into_response()));
        }
    }
    for one in &new {
        one.carry_out(app, true).await?;
    }
    Ok(uncached(StatusCode::OK.into_response()))
}

/// `POST /mesh/v1/federation/logouts`: auth of another region passes one on.
pub async fn passed_on(
    peer: PeerIdentity,
    State(app): State<App>,
    Json(passed_on): Json<PassedOn>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    match here(&app, &passed_on.logout_token).await {
        Ok(taken) => Json(taken).into_response(),
        Err(error) => {
            tracing::error!(%error, "a logout of an issuer could not be carried out");
            Problem::internal().into_response()
        }
    }
}

async fn here(app: &App, token: &str) -> Result<Taken, AuthError> {
    let loaded = app.bundle();
    let said = proven(app, &loaded.bundle, token).await?;
    for one in &said {
        one.carry_out(app, false).await?;
    }
    Ok(if said.is_empty() {
        Taken::Refused
    } else {
        Taken::Ended
    })
}

/// What an issuer says. Organisations that have an issuer and client in common are told by one token.
struct Said {
    issuer: IdentityProvider,
    logout: Logout,
}

/// What a token says, by everybody whose word it is; nothing where it is not believed.
async fn proven(app: &App, bundle: &Bundle, token: &str) -> Result<Vec<Said>, AuthError> {
    let party = app.outbound().relying_party(bundle)?;
    let mut said = Vec::new();
    for issuer in IdentityProvider::named_by(app, bundle, token).await? {
        match party.logout(&issuer.party(app, bundle)?, token).await {
            Ok(logout) => said.push(Said { issuer, logout }),
            Err(error) => tracing::warn!(%error, "a logout token was refused"),
        }
    }
    Ok(said)
}

impl Said {
    /// Ends what the token names, as far as it was opened before the token was issued, and remembers the token.
    async fn carry_out(&self, app: &App, everywhere: bool) -> Result<(), AuthError> {
        let (issuer, logout) = (&self.issuer, &self.logout);
        let session = logout.session_id.as_deref();
        let session = session.map(|session| issuer.digest_of_session(app, session));
        let subject = logout.subject.as_deref();
        let subject = subject.map(|subject| issuer.digest(app, subject));
        let before = logout.issued_at.saturating_add(LEEWAY_SECONDS);
        let ending = Ending::External {
            session: session.as_ref(),
            subject: subject.as_ref(),
            before: jiff::Timestamp::from_second(before).unwrap_or(jiff::Timestamp::MIN),
        };
        let mut transaction = app.pool().begin().await?;
        let ended = sessions::end(&mut transaction, ending).await?;
        transaction.commit().await?;
        for session in ended {
            let person = app.pseudonym(&session.sub);
            tracing::info!(person, "a session has ended at its issuer");
        }
        #[allow(clippy::cast_precision_loss)] // Seconds since 1970 fit.
        let expires = logout.expires_at as f64;
        external_logouts::remember(app.pool(), &self.name(), everywhere, expires).await?;
        Ok(())
    }

    /// SHA-256 of who gives subjects out, and of `jti`.
    fn name(&self) -> [u8; 32] {
        let mut digest = Context::new(&SHA256);
        digest.update(&self.issuer.realm());
        digest.update(self.logout.token_id.as_bytes());
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest.finish().as_ref());
        bytes
    }
}

/// Section 2.8: 400, with an error as RFC 6749 has them.
fn refused(description: &str) -> Response {
    oauth_error(StatusCode::BAD_REQUEST, "invalid_request", description)
}

/// Section 2.8: no answer is kept by a cache.
fn uncached(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}
