//! Setting out to an issuer that vouches for sign-ins: what an application asked of the sign-in is handed on to it.

use axum::response::Response;
use domicile_federation::Wishes;
use domicile_jose::now;
use domicile_residency::EmailAddress;

use super::of;
use crate::{
    account::member,
    error::AuthError,
    factors::{assurance::claimed, level::Level},
    federation::{arrived::Arrived, begin::depart, identity_provider::IdentityProvider},
    openid::{
        authorization_request::{AuthorizationRequest, Problem, Prompt},
        authorization_response::{refuse, see_other},
        clients,
    },
    organizations::own_issuer,
    pages,
    registration::flow::{Destination, Flow},
    web::{Visit, cookie},
};

/// Sends a browser to the issuer where one vouches for every sign-in, or for this one, and it has not been there.
///
/// # Errors
/// When the attempt cannot be kept.
pub async fn instead(visit: &Visit, flow: &Flow) -> Result<Option<Response>, AuthError> {
    if let Some(own) = own_issuer::departure::by_itself(visit, flow).await? {
        let has_been_there = IdentityProvider::of_own(own.clone());
        if Arrived::vouched_by(visit, flow, &has_been_there).is_some() {
            return Ok(None);
        }
        let sent = own_issuer::departure::set_out(visit, flow.clone(), own, None);
        return sent.await.map(Some);
    }
    match of(visit.bundle()) {
        Some(external) if Arrived::of(visit, flow).is_none() => {
            let mut flow = flow.clone();
            // Where a browser is sent on to another region, the proof that it brought here is not asked for again.
            let first = flow.sought_at.is_none();
            flow.sought_at.get_or_insert_with(now);
            let provider = IdentityProvider::StandsIn(external.clone());
            let mut response = depart(visit, &flow, &provider, None).await?;
            if first {
                flow.keep(visit, response.headers_mut())?;
            }
            Ok(Some(response))
        }
        _ => Ok(None),
    }
}

/// What is asked of the issuer's own sign-in.
pub struct HandedOn {
    prompt: Option<&'static str>,
    max_age: Option<u32>,
    login_hint: Option<String>,
    acr_values: Vec<String>,
}

impl HandedOn {
    /// Of a sign-in; `typed` is the address that led there.
    ///
    /// # Errors
    /// When its application cannot be found out.
    pub async fn of(
        visit: &Visit,
        flow: &Flow,
        to: &IdentityProvider,
        typed: Option<&EmailAddress>,
    ) -> Result<Self, AuthError> {
        let handed_on = Self::of_flow(visit, flow).await?;
        let Some(own) = to.organization() else {
            return Ok(handed_on);
        };
        // An organisation hears of its own addresses only.
        let hinted = handed_on
            .login_hint
            .as_deref()
            .and_then(|hint| EmailAddress::parse(hint).ok())
            .filter(|hint| own.has(hint));
        let hint = typed.or(hinted.as_ref());
        Ok(Self {
            login_hint: hint.map(|address| address.written().to_owned()),
            ..handed_on
        })
    }

    async fn of_flow(visit: &Visit, flow: &Flow) -> Result<Self, AuthError> {
        let since = flow.sought_at.map(|at| now().saturating_sub(at));
        let Destination::Application(request) = &flow.destination else {
            let lately = u32::try_from(member::RECENT_SECONDS).unwrap_or_default();
            return Ok(Self {
                prompt: None,
                // In their account, people change things that a browser left open must not.
                max_age: (flow.destination == Destination::Account).then_some(lately),
                login_hint: None,
                acr_values: Vec::new(),
            });
        };
        let application = clients::find(&visit.app, visit.bundle(), &request.client_id).await?;
        let minimum = application.and_then(|application| application.minimum_acr);
        Ok(Self::of_request(request, minimum.map(Level::from), since))
    }

    /// Of an application's request; `since`: how many seconds ago the browser first set out in this sign-in.
    fn of_request(
        request: &AuthorizationRequest,
        minimum: Option<Level>,
        since: Option<i64>,
    ) -> Self {
        let since = since.and_then(|seconds| u32::try_from(seconds).ok());
        let again = since.filter(|seconds| *seconds > MOMENT_SECONDS);
        let (login, select) = (
            request.prompts(Prompt::Login),
            request.prompts(Prompt::SelectAccount),
        );
        let prompt = match (request.is_silent(), login, select) {
            (true, _, _) => Some("none"),
            // The person has been there, a moment ago.
            _ if again.is_some() => None,
            (_, true, true) => Some("login select_account"),
            (_, true, false) => Some("login"),
            (_, false, true) => Some("select_account"),
            (_, false, false) => None,
        };
        let wanted = if login { Some(0) } else { request.max_age };
        let (claimed, _) = claimed(request);
        let mut acr_values: Vec<String> = Vec::new();
        let minimum = minimum.filter(|level| *level > Level::SingleFactor);
        let all = claimed
            .into_iter()
            .chain(request.acr_values.iter().cloned())
            .chain(minimum.map(|level| level.acr().to_owned()));
        for value in all {
            if !acr_values.contains(&value) {
                acr_values.push(value);
            }
        }
        Self {
            prompt,
            max_age: wanted.map(|most| most.max(again.unwrap_or_default())),
            login_hint: request.login_hint.as_ref().map(|hint| hint.0.clone()),
            acr_values,
        }
    }

    /// As the relying party takes it.
    pub fn wishes(&self) -> Wishes<'_> {
        Wishes {
            prompt: self.prompt,
            max_age: self.max_age,
            login_hint: self.login_hint.as_deref(),
            acr_values: &self.acr_values,
        }
    }
}

/// A browser that sets out again after more than this has been at the issuer in between.
const MOMENT_SECONDS: u32 = 2;

/// The issuer has signed nobody in: the application is told, or the person where there is none.
///
/// # Errors
/// When the answer cannot be made.
pub fn came_to_nothing(
    visit: &Visit,
    flow: &Flow,
    why: &ComeToNothing,
) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return match why {
            ComeToNothing::Cancelled => Ok(ended(see_other("/"))),
            _ => pages::error::federation(visit),
        };
    };
    let problem = match why {
        _ if request.is_silent() => Problem::new(
            "login_required",
            "nobody is signed in at the issuer who answers the request, and nothing may be shown",
        ),
        ComeToNothing::Cancelled => Problem::new("access_denied", "the person cancelled"),
        ComeToNothing::Unreachable => Problem::new(
            "temporarily_unavailable",
            "the issuer that people sign in at does not answer: try again",
        ),
        ComeToNothing::Refused => Problem::new(
            "server_error",
            "the answer of the issuer that people sign in at was refused: its administrators find out why in our logs",
        ),
    };
    refuse(visit, &request.recipient(), &problem).map(ended)
}

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComeToNothing {
    /// The issuer said no, or the person did there.
    Cancelled,
    /// The issuer does not answer.
    Unreachable,
    /// What the issuer says is not believed.
    Refused,
}

/// The sign-in is over.
fn ended(mut response: Response) -> Response {
    cookie::clear(response.headers_mut(), cookie::FLOW);
    cookie::clear(response.headers_mut(), cookie::ARRIVED);
    response
}

#[cfg(test)]
mod tests {
    use super::HandedOn;
    use crate::{factors::level::Level, openid::authorization_request::tests::request};

    fn handed_on(extra: &str, minimum: Option<Level>, since: Option<i64>) -> String {
        let handed_on = HandedOn::of_request(&request(extra), minimum, since);
        let wishes = handed_on.wishes();
        format!(
            "{} {} {}",
            wishes.prompt.unwrap_or("-"),
            wishes
                .max_age
                .map_or("-".to_owned(), |seconds| seconds.to_string()),
            wishes.acr_values.join(",")
        )
    }

    #[test]
    fn what_an_application_asks_of_the_sign_in_is_handed_on() {
        let multi = Some(Level::MultiFactor);
        for (extra, minimum, since, expected) in [
            ("", None, None, "- - "),
            ("&prompt=login", None, Some(0), "login 0 "),
            (
                "&prompt=login+select_account",
                None,
                None,
                "login select_account 0 ",
            ),
            ("&prompt=none", None, None, "none - "),
            ("&prompt=consent", None, None, "- - "),
            ("&max_age=60", None, None, "- 60 "),
            ("&acr_values=silver+phr", None, None, "- - silver,phr"),
            ("", multi, None, "- - urn:domicile:acr:multi-factor"),
            ("", Some(Level::SingleFactor), None, "- - "),
            // At home, after the first region: what was proven in this sign-in does.
            ("&prompt=login", None, Some(30), "- 30 "),
            ("&max_age=60", None, Some(30), "- 60 "),
            ("&max_age=0", None, Some(30), "- 30 "),
        ] {
            assert_eq!(handed_on(extra, minimum, since), expected, "{extra}");
        }
    }
}
