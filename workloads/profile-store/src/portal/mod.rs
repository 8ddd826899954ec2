//! The portal: where a person sees what is known, gives and withdraws consent, takes a copy, and deletes the account.
//!
//! It is a relying party of our own `OpenID` provider, like any application. A browser that arrives at the global
//! address goes to this region's; after sign-in, the authorization code says where the person is homed, and the
//! portal of that region takes over. No page needs JavaScript.

pub mod authorization;
mod consents;
pub mod cookie;
mod delete;
mod ended_session;
mod export;
mod failure;
mod frame_of_page;
mod id_token;
mod overview;
mod overview_view;
mod recipients_view;
mod remembered_choice;
pub mod session;
mod sign_in;
mod sign_out;
mod signed_in;
pub mod texts;
mod time_zone;
mod wording;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domicile_bundle::tenant::PORTAL_LABEL;
use domicile_pages::assets;

use crate::{ProfileStore, host::Site};

/// Routes of the portal.
pub(crate) fn router(store: ProfileStore) -> Router {
    Router::new()
        .route("/", get(overview::show))
        .route("/sign-in", get(sign_in::start))
        .route("/callback", get(sign_in::callback))
        .route("/consents", post(consents::decide))
        .route(export::PATH, get(export::download))
        .route("/delete", get(delete::ask).post(delete::confirm))
        .route("/deleted", get(delete::done))
        .route("/sign-out", post(sign_out::sign_out))
        .merge(assets::router())
        .fallback(failure::not_found)
        .layer(middleware::from_fn_with_state(
            store.clone(),
            remembered_choice::remember,
        ))
        .layer(middleware::from_fn_with_state(
            store.clone(),
            to_regional_address,
        ))
        .with_state(store)
}

/// Cookies belong to one host: everything happens on the regional one.
async fn to_regional_address(
    State(store): State<ProfileStore>,
    request: Request,
    next: Next,
) -> Response {
    if request.extensions().get() == Some(&Site::Portal) {
        let loaded = store.bundle();
        let origin = loaded
            .bundle
            .regional_origin(&loaded.bundle.region, PORTAL_LABEL);
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        return Redirect::to(&format!("{origin}{path}")).into_response();
    }
    next.run(request).await
}
