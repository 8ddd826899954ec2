//! "Set up a second factor."

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_credentials::{
    qr_code::{self, Drawing},
    time_based_code::SharedSecret,
};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    account::passkeys,
    error::AuthError,
    factors::{app_code, number_enrolment, prompt::with_script, relying_party},
    openid::authorization_request::AuthorizationRequest,
    registration::flow::Flow,
    web::Visit,
};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing yet.
    None,
    /// The code of the app is not right.
    Code,
    /// The passkey was not taken.
    Passkey,
}

/// What an app needs to know, as a page shows it.
pub struct NewApp {
    /// For the form.
    pub sealed: String,
    /// For typing.
    pub key: String,
    /// For the camera.
    pub drawing: Option<Drawing>,
}

impl NewApp {
    /// A new secret of a person, or one that was shown before.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn of(
        visit: &Visit,
        request: Option<&AuthorizationRequest>,
        sub: &str,
        shown: Option<SharedSecret>,
    ) -> Result<Self, AuthError> {
        let secret = match shown {
            Some(secret) => secret,
            None => SharedSecret::generate()?,
        };
        let brand = visit.brand(request)?;
        let uri = secret.to_uri(&brand.display_name, &visit.bundle().domain);
        Ok(Self {
            sealed: app_code::seal(visit, sub, &secret)?,
            key: secret.to_typed_form().to_string(),
            drawing: uri.and_then(|uri| qr_code::draw(&uri)),
        })
    }
}

/// What a passkey needs.
struct NewPasskey {
    options: String,
    ceremony: String,
}

#[derive(Template)]
#[template(path = "enrolment.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    app: Option<NewApp>,
    passkey: Option<NewPasskey>,
    number: bool,
    passkey_refused: bool,
    chosen_makers: bool,
    proposal: String,
}

/// The page; `shown` is the secret that the person's app may have by now.
///
/// # Errors
/// When the database fails.
pub async fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    trouble: Trouble,
    shown: Option<SharedSecret>,
) -> Result<Response, AuthError> {
    let Some(pending) = flow.step.pending() else {
        return super::error::no_flow(visit);
    };
    let (mut frame, text) = visit.frame(flow.request())?;
    let passkey = if relying_party::is_offered(visit) {
        frame = with_script(frame)?;
        let (options, ceremony) =
            passkeys::begin(visit, flow.request(), &pending.sub, &flow.id).await?;
        Some(NewPasskey { options, ceremony })
    } else {
        None
    };
    let app = (!pending.passkey)
        .then(|| NewApp::of(visit, flow.request(), &pending.sub, shown))
        .transpose()?;
    let correction = || Correction {
        field: "code".to_owned(),
        text: text.say("factor-wrong"),
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: (trouble == Trouble::Code)
            .then(correction)
            .into_iter()
            .collect(),
        app,
        passkey,
        number: number_enrolment::is_offered(visit, flow).await?,
        passkey_refused: trouble == Trouble::Passkey,
        chosen_makers: relying_party::has_chosen_makers(visit),
        proposal: text.say("passkeys-name-proposal"),
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}
