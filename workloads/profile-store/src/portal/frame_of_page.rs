//! What every page of the portal starts from: configuration, language, brand.

use std::{convert::Infallible, sync::Arc};

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use domicile_bundle::{Brand, Bundle, Look};
use domicile_pages::{Frame, Messages, Text, language, page};
use domicile_service::LoadedBundle;

use super::{cookie, failure::Failure};
use crate::{ProfileStore, StoreError, person::Person};

/// One request to a page.
#[derive(Clone)]
pub(super) struct Visit {
    /// The configuration that this request sees.
    pub(super) loaded: Arc<LoadedBundle>,
    /// BCP 47 tag of the page.
    pub(super) language: String,
    /// Path of the page, for links to itself in other languages.
    path: String,
    wishes: Vec<String>,
    texts: Arc<Messages>,
    frame_texts: Arc<Messages>,
    brand: Option<String>,
}

impl FromRequestParts<ProfileStore> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        store: &ProfileStore,
    ) -> Result<Self, Infallible> {
        let mut visit = Self {
            loaded: store.bundle(),
            language: String::new(),
            path: page_of(parts.uri.path()).to_owned(),
            wishes: wishes(&parts.headers),
            texts: Arc::clone(&store.texts),
            frame_texts: Arc::clone(&store.frame_texts),
            brand: None,
        };
        visit.choose_language(None);
        Ok(visit)
    }
}

impl Visit {
    /// The same visit by a person who is known: their brand, and their language unless the browser asks for another.
    pub(super) fn of_person(mut self, person: &Person) -> Self {
        self.brand = Some(person.brand.clone());
        self.choose_language(Some(&person.language));
        self
    }

    /// Texts in the page's language.
    pub(super) fn text(&self) -> Text<'_> {
        self.texts.in_language(&self.language)
    }

    /// What surrounds the content.
    pub(super) fn frame(&self) -> Frame {
        let own;
        let brand = if let Some(brand) = self.brand() {
            brand
        } else {
            own = plain_brand(&self.loaded.bundle);
            &own
        };
        Frame::new(&self.frame_texts, brand, &self.language)
            .with_languages(&self.offered(), &self.path)
    }

    /// Name of the brand whose page this is.
    pub(super) fn brand_name(&self) -> String {
        self.brand().map_or_else(
            || self.loaded.bundle.default_brand.clone(),
            |brand| brand.name.clone(),
        )
    }

    /// Renders a page of this visit.
    pub(super) fn respond(
        &self,
        status: StatusCode,
        template: &impl Template,
    ) -> Result<Response, Failure> {
        // Signing out goes to the provider: Chromium applies `form-action` to redirects.
        let bundle = &self.loaded.bundle;
        let provider = bundle.issuer.clone();
        let regional = bundle.regional_origin(&bundle.region, domicile_bundle::tenant::LOGIN_LABEL);
        page::respond(status, &self.frame(), &[provider, regional], template).map_err(|_| {
            tracing::error!("a page could not be rendered");
            Failure::unrendered()
        })
    }

    /// A page that says that something broke on our side.
    pub(super) fn broken(&self, error: impl Into<StoreError>) -> Failure {
        Failure::broken(self, &error.into())
    }

    /// A page that says that the sign-in cannot go on; `why` goes to the log.
    pub(super) fn refused(&self, why: &str) -> Failure {
        Failure::refused(self, why)
    }

    /// A page that says that the sign-in was cancelled.
    pub(super) fn cancelled(&self) -> Failure {
        Failure::cancelled(self)
    }

    fn brand(&self) -> Option<&Brand> {
        let bundle = &self.loaded.bundle;
        self.brand
            .as_ref()
            .and_then(|name| bundle.brand(name))
            .or_else(|| bundle.brand(&bundle.default_brand))
    }

    /// Languages that both the brand and our texts speak, in the brand's order.
    fn offered(&self) -> Vec<&str> {
        let spoken = self.texts.languages();
        let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
        let wanted = self.brand().map_or(&[][..], |brand| &brand.languages);
        let mut offered: Vec<&str> = Vec::new();
        for own in wanted
            .iter()
            .filter_map(|tag| spoken.iter().find(|own| **own == primary(tag)))
        {
            if !offered.contains(own) {
                offered.push(own);
            }
        }
        if offered.is_empty() { spoken } else { offered }
    }

    fn choose_language(&mut self, registered: Option<&str>) {
        // What was chosen on a page or set in the browser comes first; the registration speaks for a browser that says
        // nothing that we offer.
        let all = self.wishes.iter().map(String::as_str).chain(registered);
        self.language = language::choose(&self.offered(), all).to_owned();
    }
}

/// Pages that can be asked for again in another language; everything else leads to the start page.
fn page_of(path: &str) -> &str {
    if ["/delete", "/deleted"].contains(&path) {
        path
    } else {
        "/"
    }
}

fn wishes(headers: &HeaderMap) -> Vec<String> {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    cookie::read(headers, language::COOKIE)
        .map(str::to_owned)
        .into_iter()
        .chain(language::accepted(accepted))
        .collect()
}

/// Only until the operator has written a bundle with brands.
fn plain_brand(bundle: &Bundle) -> Brand {
    Brand {
        name: bundle.default_brand.clone(),
        display_name: bundle.domain.clone(),
        hosts: Vec::new(),
        look: Look::plain("", ""),
        languages: Vec::new(),
        documents: Vec::new(),
        support_email: None,
    }
}
