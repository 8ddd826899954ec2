//! From what came to the authorization endpoint to a checked request, or to who is told what is wrong with it.

use std::sync::Arc;

use domicile_bundle::Application;
use domicile_residency::Address;

use crate::{
    error::AuthError,
    openid::{
        authorization_request::{
            AuthorizationRequest, Context, Problem, Recipient, Refusal, Untrusted,
        },
        clients, request_object,
        request_source::{self, Source},
    },
    web::{Visit, parameters::Parameters},
};

/// What came.
#[derive(Debug)]
pub enum Incoming {
    /// A request that is good.
    Good(Arc<Application>, Box<AuthorizationRequest>),
    /// A request of a known client that is kept elsewhere, at an address where no sign-in goes on: it is read where
    /// one does.
    Unread,
    /// One that is not good.
    Bad(Refusal),
}

/// Reads it.
///
/// # Errors
/// When client, pushed request or request object cannot be found out.
pub async fn read(visit: &Visit, parameters: &Parameters) -> Result<Incoming, AuthError> {
    let bundle = visit.bundle();
    let application = match parameters.single("client_id") {
        Ok(Some(client_id)) => clients::find(&visit.app, bundle, client_id).await?,
        _ => None,
    };
    let Some(application) = application else {
        return Ok(Incoming::Bad(Refusal::Page(Untrusted::Client)));
    };
    let source = match Source::of(parameters) {
        Ok(source) => source,
        Err(problem) => {
            let refusal = told(&application, parameters, Untrusted::RequestUri, problem);
            return Ok(Incoming::Bad(refusal));
        }
    };
    if visit.host.address == Address::Global && source.is_elsewhere() {
        return Ok(Incoming::Unread);
    }
    let blamed = if matches!(source, Source::Object(_)) {
        Untrusted::RequestObject
    } else {
        Untrusted::RequestUri
    };
    // Nobody has signed what is in it, nor what stands beside it: that it is not read is told where it says itself.
    let unproven = match &source {
        Source::Object(object) => request_object::unproven_parameters(&application, object),
        _ => None,
    };
    let resolved = match request_source::resolve(
        &visit.app,
        bundle,
        &application,
        source,
        parameters,
    )
    .await?
    {
        Ok(resolved) => resolved,
        Err(problem) => {
            let parameters = unproven.as_ref().unwrap_or(parameters);
            let refusal = told(&application, parameters, blamed, problem);
            return Ok(Incoming::Bad(refusal));
        }
    };
    let context = Context {
        application: &application,
        issuer: &bundle.issuer,
        keys: &visit.app.verifying_keys(),
    };
    let mut request = match AuthorizationRequest::parse(&context, &resolved.parameters) {
        Ok(request) => request,
        Err(refusal) => return Ok(Incoming::Bad(refusal)),
    };
    if let Err(problem) = request_source::check_pushed(&application, &resolved) {
        let refusal = Refusal::Redirect(Box::new(request.recipient()), problem);
        return Ok(Incoming::Bad(refusal));
    }
    request.pushed = resolved.pushed.map(|handle| handle.as_str().to_owned());
    Ok(Incoming::Good(application, Box::new(request)))
}

/// The application is told when the request itself names an address of it; else the person is.
fn told(
    application: &Application,
    parameters: &Parameters,
    untrusted: Untrusted,
    problem: Problem,
) -> Refusal {
    match Recipient::of(application, parameters) {
        Ok(recipient) => Refusal::Redirect(Box::new(recipient), problem),
        Err(Untrusted::RedirectUri) if parameters.has("redirect_uri") => {
            Refusal::Page(Untrusted::RedirectUri)
        }
        Err(_) => Refusal::Page(untrusted),
    }
}
