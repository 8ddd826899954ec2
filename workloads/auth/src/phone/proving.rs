//! The steps by which a number is proven, on the account as on the way of a sign-in: it is typed, gets a code, and is
//! kept once the code was typed.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::Sms;
use domicile_residency::Handle;
use serde_json::Value;

use super::{
    code::{self, Kind, Sending},
    number::{PhoneNumber, Unfit},
    place::Place,
    verified,
    waiting::Waiting,
};
use crate::{
    error::AuthError,
    factors::{assurance::held_by, notice, recovery},
    mail::Change,
    openid::authorization_response::see_other,
    pages::{
        self,
        phone::{CodePage, NumberPage},
    },
    profile_store::{ProfileStore, ProvidedValue},
    purpose::applies_by_name,
    store::challenges::Attempt,
    web::{Visit, parameters::Parameters, throttle},
};

/// Somebody who proves a number.
pub struct Proving<'a> {
    visit: &'a Visit,
    sms: &'a Sms,
    place: Place<'a>,
    sub: &'a str,
}

/// What came of a typed code.
pub enum Judged {
    /// The number is proven. These recovery codes were made, if its person had none.
    Proven(Vec<String>),
    /// This is answered instead.
    Instead(Response),
}

impl<'a> Proving<'a> {
    /// Nobody proves a number where the tenant sends no messages.
    pub fn of(visit: &'a Visit, place: Place<'a>, sub: &'a str) -> Option<Self> {
        let sms = place.sms(visit)?;
        Some(Self {
            visit,
            sms,
            place,
            sub,
        })
    }

    /// Whether the profile may keep the number: its purpose applies to the person.
    ///
    /// # Errors
    /// When the profile-store does not answer.
    pub async fn is_permitted(&self) -> Result<bool, AuthError> {
        let states = self.store()?.purposes(self.sub).await?;
        Ok(applies_by_name(
            self.visit.bundle(),
            &self.sms.purpose,
            &states,
        ))
    }

    /// Asks for a number.
    ///
    /// # Errors
    /// When the profile-store does not answer.
    pub async fn ask(&self) -> Result<Response, AuthError> {
        let page = NumberPage {
            needs_consent: !self.is_permitted().await?,
            ..NumberPage::default()
        };
        page.respond(self.visit, self.place, StatusCode::OK)
    }

    /// Sends a code to a number that was typed, and asks for it.
    ///
    /// # Errors
    /// When the database or the profile-store fails.
    pub async fn begin(&self, form: &Parameters) -> Result<Response, AuthError> {
        let typed = form.field("number");
        let residence = self.store()?.residence(self.sub).await?;
        match PhoneNumber::parse(typed, Some(&residence)) {
            Some(number) => self.text_code(&number, typed).await,
            None => self.refused(typed, "phone-problem-number"),
        }
    }

    /// Judges a typed code, or sends another one where that is wished. The number that was proven is kept.
    ///
    /// # Errors
    /// When the database or the profile-store fails.
    pub async fn judge(&self, form: &Parameters) -> Result<Judged, AuthError> {
        let (visit, sub) = (self.visit, self.sub);
        let bound_to = self.place.bound_to();
        let waiting = Waiting::open(visit, sub, &bound_to, form.field("pending"));
        let Some((number, challenge)) = waiting else {
            return Ok(Judged::Instead(see_other(self.place.number())));
        };
        if form.field("action") == "resend" {
            let page = self.text_code(&number, number.written()).await?;
            return Ok(Judged::Instead(page));
        }
        if let Err(too_many) = throttle::admit_factor(&visit.app, sub, visit.network).await? {
            let page = pages::error::too_many(visit, self.place.request(), too_many)?;
            return Ok(Judged::Instead(page));
        }
        let (_, text) = visit.frame(self.place.request())?;
        let problem = match code::attempt(visit, &challenge, &number, form.field("code")).await? {
            Some(Attempt::Right) => return Ok(Judged::Proven(self.keep(&number).await?)),
            Some(Attempt::Wrong { left }) => {
                text.say_count("code-problem-wrong", "left", i64::from(left))
            }
            Some(Attempt::Ended) => text.say("code-problem-ended"),
            None => text.say("code-problem-incomplete"),
        };
        let page = self.ask_code(&number, &challenge, Some(problem))?;
        Ok(Judged::Instead(page))
    }

    fn store(&self) -> Result<ProfileStore<'a>, AuthError> {
        Ok(ProfileStore::of(
            self.visit.app.mesh_client(),
            self.visit.bundle(),
        )?)
    }

    async fn text_code(&self, number: &PhoneNumber, typed: &str) -> Result<Response, AuthError> {
        if !self.is_permitted().await? {
            return Ok(see_other(self.place.number()));
        }
        let (visit, request) = (self.visit, self.place.request());
        match code::send(
            visit,
            request,
            self.sms,
            number,
            self.sub,
            Kind::Verification,
        )
        .await?
        {
            Sending::Sent(challenge) => self.ask_code(number, &challenge, None),
            Sending::Unfit(Unfit::Country) => self.refused(typed, "phone-problem-country"),
            Sending::Unfit(Unfit::Kind) => self.refused(typed, "phone-problem-kind"),
            Sending::Later(too_many) => pages::error::too_many(visit, request, too_many),
            Sending::Unsent => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                self.ask_again(status, typed, "phone-problem-unsent")
            }
        }
    }

    fn refused(&self, typed: &str, problem: &'static str) -> Result<Response, AuthError> {
        self.ask_again(StatusCode::UNPROCESSABLE_ENTITY, typed, problem)
    }

    /// `problem` is the key of the text that says why the number does not do.
    fn ask_again(
        &self,
        status: StatusCode,
        typed: &str,
        problem: &'static str,
    ) -> Result<Response, AuthError> {
        let page = NumberPage {
            typed,
            problem: Some(problem),
            needs_consent: false,
        };
        page.respond(self.visit, self.place, status)
    }

    /// `problem` says what is wrong with the code before.
    fn ask_code(
        &self,
        number: &PhoneNumber,
        challenge: &Handle,
        problem: Option<String>,
    ) -> Result<Response, AuthError> {
        let status = match problem {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        };
        let waiting = Waiting::new(number, challenge, self.place.bound_to());
        let page = CodePage {
            number,
            pending: waiting.seal(self.visit, self.sub)?,
            problem,
        };
        page.respond(self.visit, self.place, status)
    }

    /// First the profile, then that it is proven: what was begun is finished by proving it again.
    async fn keep(&self, number: &PhoneNumber) -> Result<Vec<String>, AuthError> {
        let (visit, app, sub) = (self.visit, &self.visit.app, self.sub);
        let value = ProvidedValue {
            attribute: self.sms.attribute.clone(),
            purpose: self.sms.purpose.clone(),
            value: Value::String(number.as_e164().to_owned()),
        };
        self.store()?
            .keep_provided(sub, Sms::SOURCE, vec![value])
            .await?;
        let has_codes = held_by(visit, sub).await?.recovery_codes > 0;
        let is_factor = visit.bundle().sms_as_second_factor().is_some();
        let mut transaction = app.pool().begin().await?;
        verified::keep(&mut transaction, app, sub, number).await?;
        // Nobody has a second factor without a way back when it is lost.
        let codes = if is_factor && !has_codes {
            recovery::make(&mut transaction, visit, sub).await?
        } else {
            Vec::new()
        };
        transaction.commit().await?;
        notice::tell(visit, self.place.request(), sub, Change::PhoneAdded)?;
        tracing::info!(person = app.pseudonym(sub), "a telephone number was proven");
        Ok(codes)
    }
}
