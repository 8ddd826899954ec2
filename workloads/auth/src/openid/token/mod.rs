//! The token endpoint (RFC 6749, section 3.2).
//!
//! ```text
//! form ──parse──→ TokenRequest ──(another region's? carried there)──→ client proves itself
//!      ──one file per grant: what is presented fits what was granted──→ Grant ──issue──→ tokens
//! ```

mod authorization_code;
mod client_credentials;
mod device_code;
mod issue;
mod refresh_token;
mod refusal;
mod request;
mod rotation;
mod token_exchange;

use axum::{extract::State, response::Response};
use domicile_bundle::{Application, Bundle, GrantType};
use domicile_service::openapi::Misdirected;

use crate::{
    app::App,
    openapi::{answers::Refused, forms::TokenForm},
    openid::{
        client_authentication::{Presented, authenticate},
        confirmation::Confirmation,
        dpop::{Disproof, PresentedProof},
        forwarding::{self, Luggage},
        resource,
    },
    web::{Network, body::Text, parameters::Parameters, throttle},
};

pub use issue::Tokens;
pub use refusal::{Failure, Refusal};
pub use request::TokenRequest;
pub use token_exchange::Actor;

/// What every grant needs to know.
struct Exchange<'a> {
    app: &'a App,
    bundle: &'a Bundle,
    application: &'a Application,
    /// Resources asked for (RFC 8707), all of which the client may ask for.
    resources: Vec<String>,
    /// Key that the client has proven.
    confirmation: Option<Confirmation>,
}

/// Gives tokens for a code, a refresh token, a device code, another token, or to the client itself (RFC 6749).
#[utoipa::path(
    post, path = "/token", tag = "OAuth", request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "Tokens.", body = Tokens), Refused, Misdirected), security(("clientSecret" = []), ())
)]
pub async fn exchange(
    State(app): State<App>,
    luggage: Luggage,
    proof: PresentedProof,
    presented: Presented,
    network: Network,
    Text(body): Text,
) -> Response {
    answer(&app, &luggage, &proof, &presented, network, body)
        .await
        .unwrap_or_else(|failure| failure.told_by("/token"))
}

async fn answer(
    app: &App,
    luggage: &Luggage,
    proof: &PresentedProof,
    presented: &Presented,
    network: Network,
    body: String,
) -> Result<Response, Failure> {
    let form = Parameters::parse(&body);
    let request = TokenRequest::parse(&form)?;
    // Whoever believes the proof keeps it. It is counted where the request comes in.
    if !proof.is_absent() && !luggage.arrived_over_mesh() && presented.proves_nothing(&form) {
        let admission = throttle::admit_unproven(app, network.0).await?;
        admission.map_err(Refusal::from)?;
    }
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let elsewhere = request.home().filter(|home| *home != app.region());
    // The region where a device waits carries its code on to the home of the person, which holds the approval.
    let approval_is_here =
        luggage.arrived_over_mesh() && request.grant_type() == GrantType::DeviceCode;
    if let Some(home) = elsewhere.filter(|_| !approval_is_here) {
        if luggage.arrived_over_mesh() || bundle.region_named(home.as_str()).is_none() {
            return Err(request.unknown().into());
        }
        return Ok(forwarding::forward(app, bundle, home, "/token", luggage, body).await?);
    }
    let client = authenticate(app, bundle, presented, &form)
        .await?
        .map_err(Refusal::from)?;
    let application = &client.application;
    if !application.grant_types.contains(&request.grant_type()) {
        return Err(Refusal::UnauthorizedClient.into());
    }
    let exchange = Exchange {
        app,
        bundle,
        application,
        resources: resource::requested(application, &form).map_err(Refusal::from)?,
        confirmation: confirmation(app, application, proof, presented).await?,
    };
    let response = match request {
        TokenRequest::AuthorizationCode(presented) => {
            authorization_code::exchange(&exchange, presented).await?
        }
        TokenRequest::RefreshToken(presented) => {
            refresh_token::exchange(&exchange, presented).await?
        }
        TokenRequest::ClientCredentials(presented) => {
            client_credentials::exchange(&exchange, &presented)?
        }
        TokenRequest::DeviceCode(code) => {
            device_code::exchange(&exchange, &code, luggage, body).await?
        }
        TokenRequest::TokenExchange(presented) => {
            token_exchange::exchange(&exchange, &presented).await?
        }
    };
    app.measures().tokens.inc();
    Ok(response)
}

/// What tokens will be bound to: a key that is proven (RFC 9449, section 5), or the certificate of the connection
/// (RFC 8705, section 3).
async fn confirmation(
    app: &App,
    application: &Application,
    proof: &PresentedProof,
    presented: &Presented,
) -> Result<Option<Confirmation>, Failure> {
    if application.tls_client_certificate_bound_access_tokens {
        if !proof.is_absent() {
            let two =
                "tokens of this client are bound to its certificate: leave the header `DPoP` out";
            return Err(Refusal::Proof(Disproof::Invalid(two)).into());
        }
        let certificate = presented.certificate().ok_or(Refusal::Request(
            "tokens of this client are bound to its certificate: call the address in `mtls_endpoint_aliases` with it",
        ))?;
        let thumbprint = certificate.thumbprint().to_owned();
        return Ok(Some(Confirmation::CertificateThumbprint(thumbprint)));
    }
    if proof.is_absent() && application.dpop_bound_access_tokens {
        let missing =
            "this client gets tokens only with a proof of its key: send the header `DPoP`";
        return Err(Refusal::Proof(Disproof::Invalid(missing)).into());
    }
    Ok(proof.prove(app, None).await?.map_err(Refusal::Proof)?)
}
