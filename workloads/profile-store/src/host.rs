//! Which of our public hosts a request is for. Portal and ingest share a port, not their addresses.

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{
    Bundle,
    tenant::{EVENTS_LABEL, PORTAL_LABEL},
};
use domicile_service::Problem;
use tower::ServiceExt;

use crate::ProfileStore;

/// What answers on a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// `my.<domain>`: any region's portal.
    Portal,
    /// `<region>.my.<domain>`: this region's portal.
    RegionalPortal,
    /// `events.<domain>` or `<region>.events.<domain>`: ingest.
    Events,
}

/// The site of a host name (without port); nothing for a host that this region does not answer.
pub fn site_of(bundle: &Bundle, host: &str) -> Option<Site> {
    let own = |label: &str| format!("{label}.{}", bundle.domain);
    let regional = |label: &str| format!("{}.{}", bundle.region, own(label));
    let host = host.to_ascii_lowercase();
    if host == own(PORTAL_LABEL) {
        Some(Site::Portal)
    } else if host == regional(PORTAL_LABEL) {
        Some(Site::RegionalPortal)
    } else if host == own(EVENTS_LABEL) || host == regional(EVENTS_LABEL) {
        Some(Site::Events)
    } else {
        None
    }
}

/// Sends each request to the site of its host, which it finds as a request extension.
pub(crate) fn dispatch(store: ProfileStore, portal: Router, events: Router) -> Router {
    Router::new().fallback(answer).with_state(Sites {
        store,
        portal,
        events,
    })
}

#[derive(Clone)]
struct Sites {
    store: ProfileStore,
    portal: Router,
    events: Router,
}

async fn answer(State(sites): State<Sites>, mut request: Request) -> Response {
    let site = host_name(&request).and_then(|host| site_of(&sites.store.bundle().bundle, host));
    let Some(site) = site else {
        return Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host-not-served",
            "This host is not served here.",
        )
        .into_response();
    };
    request.extensions_mut().insert(site);
    let router = if site == Site::Events {
        sites.events
    } else {
        sites.portal
    };
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Host of a request without port: the authority of HTTP/2, the `Host` header of HTTP/1.1.
fn host_name(request: &Request) -> Option<&str> {
    let written = match request.uri().host() {
        Some(host) => host,
        None => request.headers().get(header::HOST)?.to_str().ok()?,
    };
    Some(written.rsplit_once(':').map_or(written, |(name, _)| name))
}
