//! Signing out: here, then at the provider (`OpenID` Connect RP-Initiated Logout).

use axum::{
    Form,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domicile_bundle::{Bundle, application::PORTAL_CLIENT_ID, tenant::PORTAL_LABEL};
use serde::Deserialize;
use url::Url;

use super::{cookie, failure::Failure, signed_in::SignedIn};
use crate::ProfileStore;

/// How long the start page remembers that the person has just signed out.
const SIGNED_OUT_SECONDS: i64 = 300;

/// The form.
#[derive(Deserialize)]
pub(super) struct SignOut {
    csrf: String,
}

/// `POST /sign-out`.
pub(super) async fn sign_out(
    State(store): State<ProfileStore>,
    signed_in: SignedIn,
    Form(form): Form<SignOut>,
) -> Result<Response, Failure> {
    signed_in.check_form(&store, &form.csrf)?;
    signed_in
        .end(&store)
        .await
        .map_err(|error| signed_in.visit.broken(error))?;
    let mut response =
        Redirect::to(&provider_logout(&signed_in.visit.loaded.bundle)).into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, cookie::remove(cookie::SESSION));
    headers.append(
        header::SET_COOKIE,
        cookie::set(cookie::SIGNED_OUT, "1", SIGNED_OUT_SECONDS),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The provider's logout of this region (where its session is), coming back to our start page.
fn provider_logout(bundle: &Bundle) -> String {
    let login = bundle.regional_origin(&bundle.region, domicile_bundle::tenant::LOGIN_LABEL);
    let back = format!("{}/", bundle.regional_origin(&bundle.region, PORTAL_LABEL));
    Url::parse_with_params(
        &format!("{login}/logout"),
        [
            ("client_id", PORTAL_CLIENT_ID),
            ("post_logout_redirect_uri", &back),
        ],
    )
    .map_or(back.clone(), String::from)
}
