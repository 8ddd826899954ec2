//! Userinfo (`OpenID` Connect Core, section 5.3): what the application may know now, not what it might when the token
//! was issued.

mod challenge;
mod shown_token;
mod signed;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::Bundle;
use domicile_residency::RegionName;
use domicile_service::{Problem, openapi::Misdirected};
use serde_json::Value;

use self::{challenge::Challenge, shown_token::ShownToken};
use crate::{
    app::App,
    error::AuthError,
    openapi::answers::{Claims, Refused},
    openid::{
        access_token::AccessToken,
        claims::{self, Asked},
        client_authentication::Presented,
        clients,
        confirmation::Confirmation,
        dpop::PresentedProof,
        forwarding::{self, Luggage},
        oauth_error::{self, OAuthError},
        resource,
    },
    organizations::claim,
    store::grants,
    web::{body::Text, parameters::Parameters},
};

/// Why nothing is told.
enum Failure {
    Refused(Challenge),
    Fault(AuthError),
}

impl<E: Into<AuthError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Challenge> for Failure {
    fn from(challenge: Challenge) -> Self {
        Self::Refused(challenge)
    }
}

/// What shows that a token is shown by the one whom it was given to.
struct Holder<'a> {
    proof: &'a PresentedProof,
    presented: &'a Presented,
}

impl Holder<'_> {
    async fn holds(&self, app: &App, token: &AccessToken, text: &str) -> Result<bool, Failure> {
        let shown = match &token.cnf {
            None => return Ok(true),
            Some(Confirmation::KeyThumbprint(_)) => {
                let proven = self.proof.prove(app, Some(text)).await?;
                proven.map_err(Challenge::Proof)?
            }
            Some(Confirmation::CertificateThumbprint(_)) => {
                let certificate = self.presented.certificate();
                let thumbprint = certificate.map(|certificate| certificate.thumbprint().to_owned());
                thumbprint.map(Confirmation::CertificateThumbprint)
            }
        };
        Ok(shown == token.cnf)
    }
}

/// Says who signed in, as far as the token's client may know (`OpenID` Connect Core, section 5.3).
#[utoipa::path(
    method(get, post), path = "/userinfo", tag = "OpenID Connect",
    responses(
        (status = 200, description = "Claims of the person; as a signed token for a client that has registered `userinfo_signed_response_alg`.",
            content((Claims = "application/json"), (String = "application/jwt"))), Refused, Misdirected,
        (status = 401, description = "The access token is not good here; without any, a problem says how to show one.",
            content((OAuthError = "application/json"), (Problem = "application/problem+json"))),
    ),
    security(("accessToken" = []))
)]
pub async fn userinfo(
    State(app): State<App>,
    luggage: Luggage,
    proof: PresentedProof,
    presented: Presented,
    method: Method,
    headers: HeaderMap,
    Text(body): Text,
) -> Response {
    let form = if method == Method::POST {
        Parameters::parse(&body)
    } else {
        Parameters::default()
    };
    let holder = Holder {
        proof: &proof,
        presented: &presented,
    };
    match answer(&app, &luggage, &holder, &headers, &form, body).await {
        Ok(response) => response,
        Err(Failure::Refused(challenge)) => challenge.into_response(),
        Err(Failure::Fault(error)) => oauth_error::fault("/userinfo", &error),
    }
}

async fn answer(
    app: &App,
    luggage: &Luggage,
    holder: &Holder<'_>,
    headers: &HeaderMap,
    form: &Parameters,
    body: String,
) -> Result<Response, Failure> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let shown = ShownToken::of(headers, form)?;
    let token = AccessToken::verify(&shown.text, bundle, &app.verifying_keys())
        .ok()
        .filter(|token| token.aud.holds(&bundle.issuer) && shown.may_be_shown_so(token))
        .ok_or(Challenge::Token(shown.scheme))?;
    if token.region != app.region().as_str() {
        if luggage.arrived_over_mesh() {
            return Err(Challenge::Token(shown.scheme).into());
        }
        let home = RegionName::parse(&token.region)
            .map_err(|_| forwarding::ForwardingError::UnknownRegion)?;
        return Ok(forwarding::forward(app, bundle, &home, "/userinfo", luggage, body).await?);
    }
    if !holder.holds(app, &token, &shown.text).await? {
        return Err(Challenge::Token(shown.scheme).into());
    }
    if !token.scope.split(' ').any(|scope| scope == "openid") {
        return Err(Challenge::Scope(shown.scheme).into());
    }
    told(app, bundle, token)
        .await?
        .ok_or_else(|| Challenge::Token(shown.scheme).into())
}

/// What is known and permitted; nothing when the token has ended.
async fn told(
    app: &App,
    bundle: &Bundle,
    token: AccessToken,
) -> Result<Option<Response>, AuthError> {
    let Some(application) = clients::find(app, bundle, &token.client_id).await? else {
        return Ok(None);
    };
    // A client that acts for itself has nobody to tell about.
    let Some(grant) = token.domicile_grant else {
        return Ok(None);
    };
    let Some(grant) = grants::find_live(app.pool(), grant, token.jti).await? else {
        return Ok(None);
    };
    let scopes: Vec<String> = token.scope.split(' ').map(str::to_owned).collect();
    let scopes = resource::still_had(&application, &scopes);
    let asked = Asked::from_userinfo(&scopes, grant.claims.as_ref());
    let mut claims = claims::of_person(app, bundle, &application, &asked, &grant.sub).await?;
    let organization = claim::of_grant(app, bundle, &application, grant.id).await?;
    claims.extend(organization.map(|value| (claim::NAME.to_owned(), value)));
    claims.insert("sub".to_owned(), Value::from(token.sub));
    claims.insert("domicile_region".to_owned(), Value::from(token.region));
    let mut response = match application.signing.userinfo {
        None => Json(claims).into_response(),
        Some(algorithm) => {
            let signer = app.keys().signing.with(algorithm);
            signed::answer(&signer, &bundle.issuer, &application.client_id, claims)?
        }
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(Some(response))
}
