//! The token endpoint (RFC 6749, section 3.2).
//!
//! ```text
//! form ──parse──→ TokenRequest ──(another region's? carried there)──→ client proves itself
//!      ──one file per grant: what is presented fits what was granted──→ Grant ──issue──→ tokens
//! ```

mod authorization_code;
mod issue;
mod refusal;
mod request;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domicile_bundle::{Application, Bundle};
use domicile_service::mesh::PeerIdentity;

use crate::{
    app::App,
    openid::{
        client_authentication::{Presented, authenticate},
        forwarding, oauth_error,
    },
    web::parameters::Parameters,
};

pub use refusal::{Failure, Refusal};
pub use request::TokenRequest;

/// What every grant needs to know.
struct Exchange<'a> {
    app: &'a App,
    bundle: &'a Bundle,
    application: &'a Application,
}

/// `POST /token`, on public hosts and on the mesh. What came over the mesh is answered here or not at all: a mistake
/// in the regions' addresses must not send it round in circles.
pub async fn exchange(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    presented: Presented,
    body: String,
) -> Response {
    match answer(&app, peer.is_some(), &presented, body).await {
        Ok(response) => response,
        Err(Failure::Refused(refusal)) => refusal.into_response(),
        Err(Failure::Fault(error)) => oauth_error::fault("/token", &error),
    }
}

async fn answer(
    app: &App,
    forwarded: bool,
    presented: &Presented,
    body: String,
) -> Result<Response, Failure> {
    let form = Parameters::parse(&body);
    let request = TokenRequest::parse(&form)?;
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let home = request.home();
    if home != app.region() {
        if forwarded || bundle.region_named(home.as_str()).is_none() {
            return Err(Refusal::CODE.into());
        }
        let authorization = presented.authorization();
        let client = app.mesh_client();
        let carried = forwarding::forward(&client, bundle, home, "/token", authorization, body);
        return Ok(carried.await?);
    }
    let client = authenticate(app, bundle, presented, &form)
        .await?
        .map_err(Refusal::from)?;
    let exchange = Exchange {
        app,
        bundle,
        application: &client.application,
    };
    let response = match request {
        TokenRequest::AuthorizationCode(presented) => {
            authorization_code::exchange(&exchange, presented).await?
        }
    };
    app.measures().tokens.inc();
    Ok(response)
}
