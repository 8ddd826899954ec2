//! The address is typed; now one of the ways to prove that it is this person. Nothing on the way to here has asked
//! whether anyone is known by the address.

use axum::response::Response;
use domicile_bundle::SignInMethod;
use domicile_residency::EmailAddress;

use crate::{
    error::AuthError,
    pages,
    password::{
        check::{Checked, check},
        forgotten,
    },
    registration::{
        code::mail_code,
        completion::authenticated,
        flow::{Entry, Flow, Step, for_form, for_page},
    },
    web::{Visit, form::Form, parameters::Parameters},
};

/// RFC 8176: a password.
const METHODS: [&str; 1] = ["pwd"];

/// Asks for a proof of the address: on the page of the ways, or at once where there is but one.
pub async fn of_address(
    visit: &Visit,
    mut flow: Flow,
    address: EmailAddress,
) -> Result<Response, AuthError> {
    if visit.bundle().sign_in.offers(SignInMethod::Password) {
        let email = address.written().to_owned();
        flow.step = Step::Proof { email };
        return flow.go_on(visit);
    }
    mail_code(visit, flow, address, None).await
}

/// `GET /sign-in`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => match &flow.step {
            Step::Proof { email } => pages::proof::page(&visit, &flow, email, false),
            _ => pages::error::no_flow(&visit),
        },
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /sign-in`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Proof { email } = &flow.step else {
        return pages::error::no_flow(visit);
    };
    let Ok(address) = EmailAddress::parse(email) else {
        return pages::error::no_flow(visit);
    };
    let has_password = visit.bundle().sign_in.offers(SignInMethod::Password);
    match form.field("action") {
        "email" => mail_code(visit, flow, address, None).await,
        "forgot" if has_password => forgotten::mail_link(visit, &flow, &address).await,
        _ if has_password => by_password(visit, flow, &address, form).await,
        _ => pages::proof::page(visit, &flow, address.written(), false),
    }
}

async fn by_password(
    visit: &Visit,
    mut flow: Flow,
    address: &EmailAddress,
    form: &Parameters,
) -> Result<Response, AuthError> {
    match check(visit, address, form.field("password")).await? {
        Checked::Right { sub } => {
            flow.choose_to_stay(visit, form);
            authenticated(visit, flow, &sub, &METHODS).await
        }
        Checked::Wrong => pages::proof::page(visit, &flow, address.written(), true),
        Checked::Later(too_many) => pages::error::too_many(visit, flow.request(), too_many),
    }
}
