//! One visit: the request, the bundle that it is answered under, and what both say together.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Brand, Bundle};
use domicile_pages::{Frame, Text, language};
use domicile_residency::{Address, Handle, RegionName};
use domicile_service::{LoadedBundle, Problem};

use crate::{
    app::App,
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    store::sessions::{self, Limits, Session, SessionLimits},
    web::{cookie, host::RequestHost, parameters::Parameters},
};

/// A request to one of our hosts.
pub struct Visit {
    /// The application.
    pub app: App,
    /// The bundle that this request is answered under.
    pub loaded: Arc<LoadedBundle>,
    /// Address that it came to.
    pub host: RequestHost,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its path.
    pub path: String,
    /// Parameters of its query.
    pub query: Parameters,
    /// Where it came from.
    pub network: Option<IpAddr>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let loaded = app.bundle();
        let host = RequestHost::named_by(&parts.uri, &parts.headers)
            .and_then(|host| RequestHost::resolve(&loaded.bundle, app.region(), &host))
            .ok_or_else(unknown_host)?;
        let network = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        Ok(Self {
            app: app.clone(),
            loaded,
            host,
            headers: parts.headers.clone(),
            path: parts.uri.path().to_owned(),
            query: Parameters::parse(parts.uri.query().unwrap_or_default()),
            network,
        })
    }
}

fn unknown_host() -> Response {
    Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "unknown-host",
        "This host is not served here.",
    )
    .detail("Use an address that the tenant's documentation names.")
    .into_response()
}

impl Visit {
    /// The bundle that this request is answered under.
    pub fn bundle(&self) -> &Bundle {
        &self.loaded.bundle
    }

    /// A cookie that the browser sent.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookie::read(&self.headers, name)
    }

    /// `https://host[:port]` of the address that the request came to.
    pub fn own_origin(&self) -> String {
        match self.host.address {
            Address::Global => self.bundle().origin_of(&self.host.plain),
            Address::Regional => self.host.regional_origin(self.bundle(), self.app.region()),
        }
    }

    /// The region that the browser remembers, if the tenant still has it.
    pub fn remembered_region(&self) -> Option<RegionName> {
        let region = RegionName::parse(self.cookie(cookie::REGION)?).ok()?;
        self.bundle().region_named(region.as_str()).map(|_| region)
    }

    /// Limits of sessions.
    pub fn session_limits(&self) -> SessionLimits {
        let sign_in = &self.bundle().sign_in;
        let browser = Limits {
            idle_seconds: sign_in.session_idle_seconds,
            absolute_seconds: sign_in.session_absolute_seconds,
        };
        let persistent = sign_in.keep_signed_in.map_or(browser, |kept| Limits {
            idle_seconds: kept.idle_seconds,
            absolute_seconds: kept.absolute_seconds,
        });
        SessionLimits {
            browser,
            persistent,
        }
    }

    /// The handle of the session cookie, whether or not the session is open.
    pub fn session_handle(&self) -> Option<Handle> {
        Handle::parse(self.cookie(cookie::SESSION)?).ok()
    }

    /// The open session of this browser.
    pub async fn session(&self) -> Result<Option<Session>, AuthError> {
        let Some(handle) = self.session_handle() else {
            return Ok(None);
        };
        Ok(sessions::find(self.app.pool(), &handle, self.session_limits()).await?)
    }

    /// The brand of a page: of the host where it is a brand's, else of the application, else the tenant's default.
    pub fn brand(&self, request: Option<&AuthorizationRequest>) -> Result<&Brand, AuthError> {
        let bundle = self.bundle();
        let of_application = || bundle.brand(&request?.brand);
        self.host
            .brand(bundle)
            .or_else(of_application)
            .or_else(|| bundle.brand(&bundle.default_brand))
            .ok_or(AuthError::Configuration("default brand"))
    }

    /// The language of a page: what the page's own link asks for, then what was chosen before, then what the
    /// application asks for (`ui_locales`), then what the browser asks for.
    pub fn language(&self, brand: &Brand, request: Option<&AuthorizationRequest>) -> String {
        let offered = self.offered(brand);
        let header = self
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let accepted = language::accepted(header.unwrap_or_default());
        let of_application = request
            .and_then(|request| request.ui_locales.as_deref())
            .unwrap_or_default();
        let wishes = [
            self.query.field("language"),
            self.cookie(language::COOKIE).unwrap_or_default(),
        ]
        .into_iter()
        .chain(of_application.split_ascii_whitespace())
        .chain(accepted.iter().map(String::as_str))
        .filter(|wish| !wish.is_empty());
        language::choose(&offered, wishes).to_owned()
    }

    /// The brand's languages that we speak.
    fn offered<'a>(&'a self, brand: &'a Brand) -> Vec<&'a str> {
        let spoken = self.app.messages().languages();
        let primary = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let offered: Vec<&str> = brand
            .languages
            .iter()
            .map(String::as_str)
            .filter(|tag| spoken.iter().any(|own| primary(own) == primary(tag)))
            .collect();
        if offered.is_empty() { spoken } else { offered }
    }

    fn speaks(&self, tag: &str) -> bool {
        let well_formed = tag.len() <= 35
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        well_formed && self.app.messages().languages().contains(&primary_tag(tag))
    }

    /// Frame and texts of a page.
    pub fn frame(
        &self,
        request: Option<&AuthorizationRequest>,
    ) -> Result<(Frame, Text<'_>), AuthError> {
        let brand = self.brand(request)?;
        let language = self.language(brand, request);
        let frame = Frame::new(self.app.frame_messages(), brand, &language)
            .with_languages(&self.offered(brand), &self.path);
        Ok((
            frame,
            self.app.messages().in_language(primary_tag(&language)),
        ))
    }

    /// Turns the outcome of a handler into an answer: remembers a language chosen by link, logs a fault of ours and
    /// shows a page for it.
    pub fn answer(&self, outcome: Result<Response, AuthError>) -> Response {
        let mut response = outcome.unwrap_or_else(|error| {
            tracing::error!(%error, path = self.path, "a page could not be answered");
            crate::pages::error::fault(self)
        });
        let chosen = self.query.field("language");
        if self.speaks(chosen) {
            cookie::remember_language(response.headers_mut(), &self.host.plain, chosen);
        }
        response
    }
}

/// `fr` of `fr-CA`: texts are kept by primary language.
fn primary_tag(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}
