//! "Are you a member?", on the way to an application.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::MembershipLink;
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, consent::purpose_title, form_targets};
use crate::{
    error::AuthError,
    membership::offer::Offer,
    openid::authorization_request::AuthorizationRequest,
    registration::flow::Flow,
    web::{Visit, parameters::Parameters},
};

/// The page of one membership.
#[derive(Template)]
#[template(path = "membership.html")]
pub struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    application: &'a str,
    purpose: String,
    offer: Offer,
    targets: Vec<String>,
}

impl<'a> Page<'a> {
    /// Nobody typed anything yet.
    ///
    /// # Errors
    /// When its application is gone.
    pub fn of(
        visit: &'a Visit,
        flow: &Flow,
        request: &AuthorizationRequest,
        link: &MembershipLink,
    ) -> Result<Self, AuthError> {
        let application = visit.bundle().application(&request.client_id);
        let application = application.ok_or(AuthError::Configuration("client of this sign-in"))?;
        let (frame, text) = visit.frame(Some(request))?;
        let purpose = purpose_title(visit, &link.purpose, &frame.language);
        Ok(Self {
            csrf: flow.csrf(visit),
            corrections: Vec::new(),
            application: &application.display_name,
            purpose: text.say_with("profile-purpose", "purpose", purpose),
            offer: Offer::of(link, &frame.language),
            targets: form_targets(Some(request)),
            frame,
            text,
        })
    }

    /// The same with what was typed, and why that did not do. What is hidden is not shown again.
    #[must_use]
    pub fn with_problem(mut self, key: &'static str, form: &Parameters) -> Self {
        let text = self.text.say(key);
        self.corrections = vec![Correction {
            field: self.offer.field(),
            text: text.clone(),
        }];
        self.offer.take_typed(form);
        self.offer.problem = Some(text);
        self
    }

    /// The page.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn respond(&self, status: StatusCode) -> Result<Response, AuthError> {
        Ok(respond(status, &self.frame, &self.targets, self)?)
    }
}
