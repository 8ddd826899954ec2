//! `/authorize`: where every sign-in begins.

use axum::response::Response;
use domicile_residency::{Address, ResidencyEvent, ResidencyStep, jose::now};

use crate::{
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, Prompt, Refusal},
        authorization_response::{refuse, see_other},
        clients,
    },
    pages,
    registration::{
        completion::arrive,
        flow::{Flow, Intent, Step},
    },
    store::sessions::Session,
    web::{Visit, parameters::Parameters},
};

/// `GET /authorize`.
pub async fn by_query(visit: Visit) -> Response {
    let outcome = begin(&visit, &visit.query).await;
    visit.answer(outcome)
}

/// `POST /authorize` (`OpenID` Connect Core, section 3.1.2.1).
pub async fn by_form(visit: Visit, body: String) -> Response {
    let outcome = begin(&visit, &Parameters::parse(&body)).await;
    visit.answer(outcome)
}

async fn begin(visit: &Visit, parameters: &Parameters) -> Result<Response, AuthError> {
    let application = match parameters.single("client_id") {
        Ok(Some(client_id)) => clients::find(&visit.app, visit.bundle(), client_id).await?,
        _ => None,
    };
    let request = match AuthorizationRequest::parse(application.as_deref(), parameters) {
        Ok(request) => request,
        Err(Refusal::Page(untrusted)) => return pages::error::untrusted(visit, untrusted),
        Err(Refusal::Redirect {
            redirect_uri,
            state,
            error,
            description,
        }) => {
            let issuer = &visit.bundle().issuer;
            return Ok(refuse(
                issuer,
                &redirect_uri,
                state.as_deref(),
                error,
                &description,
            ));
        }
    };
    // A session is known on the regional address only; there it is asked before anything else.
    if visit.host.address == Address::Regional
        && let Some(session) = visit.session().await?
        && is_enough(&request, &session)
    {
        return arrive(visit, request, &session).await;
    }
    let here = visit.app.region();
    let arrived = ResidencyEvent::Arrived {
        address: visit.host.address,
        remembered: visit.remembered_region(),
    };
    let step = ResidencyStep::Arriving.after(arrived, here);
    if let Ok(ResidencyStep::Moving { to }) = step {
        let origin = visit.host.regional_origin(visit.bundle(), &to);
        return Ok(see_other(&format!(
            "{origin}/authorize?{}",
            request.to_query()
        )));
    }
    if request.prompt == Some(Prompt::None) {
        let (issuer, state) = (&visit.bundle().issuer, request.state.as_deref());
        let description = "nobody is signed in, and nothing may be shown";
        return Ok(refuse(
            issuer,
            &request.redirect_uri,
            state,
            "login_required",
            description,
        ));
    }
    let at_home = step == Ok(ResidencyStep::AtHome) && request.prompt != Some(Prompt::Create);
    let first = if at_home {
        Step::Details {
            intent: Intent::SignIn,
        }
    } else {
        Step::Residence { verified: None }
    };
    Flow::new(request, first)?.go_on(visit)
}

/// Whether an open session answers the request, or the person has to prove themselves again.
fn is_enough(request: &AuthorizationRequest, session: &Session) -> bool {
    let age = now() - session.authenticated_at.as_second();
    let young = request.max_age.is_none_or(|most| age <= i64::from(most));
    young && !matches!(request.prompt, Some(Prompt::Login | Prompt::Create))
}
