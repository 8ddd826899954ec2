//! Which address does what.

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity, openapi};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    account,
    app::App,
    external, factors, federation,
    legal_documents::acceptance,
    membership,
    openid::{
        client_registration::{self, management},
        clients,
        device_authorization::{self, mesh, verification},
        discovery, end_session, introspection, pushed_authorization_request, revocation, token,
        userinfo,
    },
    organizations, pages,
    password::reset,
    personal_data, progressive_profile,
    registration::{
        account_choice, authorize, code, consent, details, erasure, handoff, link, permission,
        proof, residence,
    },
    web::{Visit, cross_origin, host::RequestHost},
};

/// Most bytes of a form.
const MOST_BYTES: usize = 64 * 1024;

/// Everything that browsers and applications reach. Every route needs one of our hosts.
pub fn public(app: App) -> Router {
    let shared = Router::from(shared_api())
        .merge(openapi::router(&crate::openapi::document()))
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(from_fn_with_state(
            app.clone(),
            cross_origin::allow_own_applications,
        ));
    let pages = Router::new()
        .route("/", get(pages::landing::show))
        .route(
            "/authorize",
            get(authorize::by_query).post(authorize::by_form),
        )
        .route("/residence", get(residence::show).post(residence::submit))
        .route("/handoff", get(handoff::accept))
        .route("/register", get(details::show).post(details::submit))
        .route("/passkey", post(factors::sign_in::submit))
        .route(
            "/factor",
            get(factors::second_factor::show).post(factors::second_factor::submit),
        )
        .route(
            "/enrolment",
            get(factors::enrolment::show).post(factors::enrolment::submit),
        )
        .route(
            factors::number_enrolment::NUMBER,
            get(factors::number_enrolment::show).post(factors::number_enrolment::begin),
        )
        .route(
            factors::number_enrolment::CODE,
            get(factors::number_enrolment::begin_again).post(factors::number_enrolment::prove),
        )
        .route(
            "/recovery-codes",
            get(factors::enrolment::show_kept).post(factors::enrolment::go_on),
        )
        .route("/passkey/home", get(factors::elsewhere::arrive))
        .route("/sign-in", get(proof::show).post(proof::submit))
        .route("/code", get(code::show).post(code::submit))
        .route("/link", get(link::show).post(link::submit))
        .route("/password/reset", get(reset::show).post(reset::submit))
        .route(
            acceptance::PATH,
            get(acceptance::show).post(acceptance::submit),
        )
        .route("/consent", get(consent::show).post(consent::submit))
        .route(
            progressive_profile::step::PATH,
            get(progressive_profile::step::show).post(progressive_profile::step::submit),
        )
        .route(
            membership::step::PATH,
            get(membership::step::show).post(membership::step::submit),
        )
        .route(
            "/permission",
            get(permission::show).post(permission::submit),
        )
        .route(
            "/select-account",
            get(account_choice::show).post(account_choice::submit),
        )
        .route(
            verification::PATH,
            get(verification::show).post(verification::submit),
        )
        .route("/logout", get(end_session::begin).post(end_session::submit))
        .merge(federation::routes())
        .merge(external::routes())
        .merge(account::routes())
        .merge(organizations::router::public())
        .merge(domicile_pages::assets::router())
        .fallback(any(nothing_here))
        .layer(from_fn_with_state(app.clone(), no_pages_with_certificates));
    pages
        .merge(shared)
        .layer(from_fn_with_state(app.clone(), only_our_hosts))
        .layer(from_fn(on_every_answer))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(app)
}

/// What applications call, with its description.
pub fn api() -> OpenApiRouter<App> {
    shared_api()
        .merge(organizations::router::decisions())
        .merge(OpenApiRouter::with_openapi(
            organizations::api::description(),
        ))
}

/// The part that applications in the browser may call.
fn shared_api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(crate::openapi::frame())
        .routes(routes!(discovery::configuration))
        .routes(routes!(discovery::jwks))
        .routes(routes!(token::exchange))
        .routes(routes!(introspection::introspect))
        .routes(routes!(revocation::revoke))
        .routes(routes!(device_authorization::begin))
        .routes(routes!(pushed_authorization_request::endpoint::push))
        .routes(routes!(client_registration::register))
        .routes(routes!(
            management::show,
            management::replace,
            management::forget
        ))
        .routes(routes!(userinfo::userinfo))
}

/// What other workloads of the tenant reach.
pub fn mesh(app: App) -> Router {
    let forwarded = Router::new()
        .route("/token", post(token::exchange))
        .route("/introspect", post(introspection::introspect))
        .route("/revoke", post(revocation::revoke))
        .route("/register-client/{client_id}", any(management::manage))
        .route(
            "/userinfo",
            get(userinfo::userinfo).post(userinfo::userinfo),
        )
        .merge(organizations::router::at_home())
        .layer(from_fn_with_state(app.clone(), only_forwarders));
    let between_regions = Router::new()
        .route(
            "/mesh/v1/pushed-authorization-requests/find",
            post(pushed_authorization_request::hand_out),
        )
        .route(
            "/mesh/v1/pushed-authorization-requests/consume",
            post(pushed_authorization_request::use_up),
        )
        .layer(from_fn(only_other_regions));
    Router::new()
        .merge(forwarded)
        .merge(between_regions)
        .merge(organizations::router::mesh())
        .merge(external::mesh())
        .route(
            "/mesh/v1/persons/{sub}",
            get(personal_data::tell).delete(erasure::erase),
        )
        .route(
            factors::elsewhere::PATH,
            post(factors::elsewhere::judge_for_another),
        )
        .route(mesh::FIND_PATH, post(mesh::find))
        .route(mesh::DECIDE_PATH, post(mesh::decide))
        .route("/mesh/v1/clients/{client_id}", get(clients::found_here))
        .route("/mesh/v1/clients/{client_id}/logo", get(clients::logo_here))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(app)
}

/// Auth workloads of any region carry requests here; the portal of this region exchanges its codes here.
async fn only_forwarders(
    State(app): State<App>,
    peer: PeerIdentity,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if peer.require(Workload::Auth).is_err() {
        peer.require_in(Workload::ProfileStore, app.region().as_str())?;
    }
    Ok(next.run(request).await)
}

/// Auth workloads of any region.
async fn only_other_regions(
    peer: PeerIdentity,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    peer.require(Workload::Auth)?;
    Ok(next.run(request).await)
}

async fn only_our_hosts(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match Visit::from_request_parts(&mut parts, &app).await {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => refusal,
    }
}

/// A browser that is asked for a certificate has come to an address that is for applications.
async fn no_pages_with_certificates(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let host = RequestHost::named_by(request.uri(), request.headers());
    if host.is_some_and(|host| app.bundle().bundle.is_mutual_tls_host(&host)) {
        return Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "applications-only",
            "People sign in at the address without `mtls.`.",
        )
        .into_response();
    }
    next.run(request).await
}

/// Pages set their own, stricter headers.
async fn on_every_answer(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in [
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

async fn nothing_here(visit: Visit) -> Response {
    let outcome = pages::error::not_found(&visit);
    visit.answer(outcome).into_response()
}
