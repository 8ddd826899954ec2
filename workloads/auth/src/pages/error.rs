//! What went wrong, in words that say what to do.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_pages::{Frame, Text, page::respond};

use crate::{
    error::AuthError,
    openid::authorization_request::{AuthorizationRequest, Untrusted},
    web::{Visit, throttle::TooMany},
};

#[derive(Template)]
#[template(path = "error.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    title: String,
    explanation: String,
    hint: Option<String>,
    back: bool,
}

/// Which texts a page shows.
struct Words<'a> {
    status: StatusCode,
    title: &'a str,
    explanation: &'a str,
    hint: Option<String>,
    back: bool,
}

fn page(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    words: Words<'_>,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(request)?;
    let view = Page {
        title: text.say(words.title),
        explanation: text.say(words.explanation),
        hint: words.hint,
        back: words.back,
        frame,
        text,
    };
    Ok(respond(words.status, &view.frame, &[], &view)?)
}

/// A page that explains and offers nothing.
fn plain(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    status: StatusCode,
    [title, explanation]: [&str; 2],
) -> Result<Response, AuthError> {
    let words = Words {
        status,
        title,
        explanation,
        hint: None,
        back: false,
    };
    page(visit, request, words)
}

/// The client or its address is not known: nobody is redirected anywhere.
pub fn untrusted(visit: &Visit, untrusted: Untrusted) -> Result<Response, AuthError> {
    let parameter = match untrusted {
        Untrusted::Client => "client_id",
        Untrusted::RedirectUri => "redirect_uri",
        Untrusted::PostLogoutRedirectUri => "post_logout_redirect_uri",
        Untrusted::RequestObject => "request",
        Untrusted::RequestUri => "request_uri",
    };
    let (_, text) = visit.frame(None)?;
    let words = Words {
        status: StatusCode::BAD_REQUEST,
        title: "error-untrusted-title",
        explanation: "error-untrusted",
        hint: Some(text.say_with("error-untrusted-developers", "parameter", parameter)),
        back: false,
    };
    page(visit, None, words)
}

/// There is no sign-in under way in this browser, or it is too old.
pub fn no_flow(visit: &Visit) -> Result<Response, AuthError> {
    plain(
        visit,
        None,
        StatusCode::BAD_REQUEST,
        ["error-no-flow-title", "error-no-flow"],
    )
}

/// A form that is not of this sign-in.
pub fn foreign_form(visit: &Visit) -> Result<Response, AuthError> {
    let words = Words {
        status: StatusCode::FORBIDDEN,
        title: "error-foreign-form-title",
        explanation: "error-foreign-form",
        hint: None,
        back: true,
    };
    page(visit, None, words)
}

/// A form that cannot be read, or is larger than any of ours.
pub fn unreadable_form(visit: &Visit, status: StatusCode) -> Result<Response, AuthError> {
    let words = Words {
        status,
        title: "error-foreign-form-title",
        explanation: "error-unreadable-form",
        hint: None,
        back: true,
    };
    page(visit, None, words)
}

/// A hand-off that is not good: not for here, too old, or used.
pub fn handoff(visit: &Visit) -> Result<Response, AuthError> {
    plain(
        visit,
        None,
        StatusCode::BAD_REQUEST,
        ["error-handoff-title", "error-handoff"],
    )
}

/// An answer of a provider that does not belong to a sign-in of this browser, or comes too late.
pub fn federation(visit: &Visit) -> Result<Response, AuthError> {
    plain(
        visit,
        None,
        StatusCode::BAD_REQUEST,
        ["error-federation-title", "error-federation"],
    )
}

/// An external issuer's subject cannot be linked with the account that its address belongs to.
pub fn unlinked(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
) -> Result<Response, AuthError> {
    plain(
        visit,
        request,
        StatusCode::CONFLICT,
        ["error-unlinked-title", "error-unlinked"],
    )
}

/// An organisation's own login has named no address of the organisation's domains.
pub fn foreign_address(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    organization: &str,
) -> Result<Response, AuthError> {
    of_organization(
        visit,
        request,
        organization,
        "error-foreign-address-title",
        "error-foreign-address",
    )
}

/// An organisation has stopped or ended the membership of somebody whom its own login names.
pub fn membership_ended(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    organization: &str,
) -> Result<Response, AuthError> {
    of_organization(
        visit,
        request,
        organization,
        "error-membership-ended-title",
        "error-membership-ended",
    )
}

fn of_organization(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    organization: &str,
    title: &str,
    hint: &str,
) -> Result<Response, AuthError> {
    let (_, text) = visit.frame(request)?;
    let words = Words {
        status: StatusCode::FORBIDDEN,
        title,
        explanation: "error-organization-login",
        hint: Some(text.say_with(hint, "organization", organization)),
        back: false,
    };
    page(visit, request, words)
}

/// Too many mails or tries.
pub fn too_many(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    too_many: TooMany,
) -> Result<Response, AuthError> {
    let seconds = too_many.retry_after_seconds;
    let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
    let (_, text) = visit.frame(request)?;
    let words = Words {
        status: StatusCode::TOO_MANY_REQUESTS,
        title: "error-too-many-title",
        explanation: "error-too-many",
        hint: Some(text.say_count("error-too-many-wait", "minutes", minutes)),
        back: true,
    };
    let mut response = page(visit, request, words)?;
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// The mail server did not take the code.
pub fn mail(visit: &Visit, request: Option<&AuthorizationRequest>) -> Result<Response, AuthError> {
    let words = Words {
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "error-mail-title",
        explanation: "error-mail",
        hint: None,
        back: true,
    };
    page(visit, request, words)
}

/// There is no such page.
pub fn not_found(visit: &Visit) -> Result<Response, AuthError> {
    plain(
        visit,
        None,
        StatusCode::NOT_FOUND,
        ["error-not-found-title", "error-not-found"],
    )
}

/// A fault of ours.
pub fn fault(visit: &Visit) -> Response {
    let words = Words {
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: "error-fault-title",
        explanation: "error-fault",
        hint: None,
        back: true,
    };
    page(visit, None, words)
        .unwrap_or_else(|_| domicile_service::Problem::internal().into_response())
}
