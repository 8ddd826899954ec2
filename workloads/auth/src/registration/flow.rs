//! A sign-in under way. It lives in a cookie that is sealed with this region's key: no table of ours holds an
//! address or a name before the person exists, and nothing is left when somebody walks away.

use axum::{http::HeaderMap, response::Response};
use domicile_jose::now;
use domicile_service::keys::random_token;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    account,
    error::AuthError,
    factors::number_enrolment,
    federation::{LINKING, SET_OUT},
    legal_documents::acceptance,
    openid::{
        authorization_request::{AuthorizationRequest, Problem},
        authorization_response::{refuse, see_other},
        clients,
        device_authorization::verification,
    },
    organizations, pages,
    progressive_profile::step,
    registration::{csrf, name::PersonName},
    web::{
        Visit, cookie,
        parameters::{Parameters, appended},
    },
};

/// What the cookie is sealed for.
const USAGE: &str = "domicile sign-in flow, version 1";
/// How long a sign-in may take.
const LIFETIME_SECONDS: i64 = 1800;
/// How long the first proof waits for the second.
const PATIENCE_SECONDS: i64 = 600;

/// A sign-in under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flow {
    /// Binds forms to this flow.
    pub id: String,
    /// Seconds since 1970.
    pub started_at: i64,
    /// Where it leads.
    pub destination: Destination,
    /// Country of residence, once it is known.
    pub country: Option<String>,
    /// Whether the person chose to stay signed in when the browser is closed.
    pub keep_signed_in: bool,
    /// When the browser first set out to an external issuer, in seconds since 1970.
    #[serde(default)]
    pub sought_at: Option<i64>,
    /// The organisation whose own issuer the sign-in leads to.
    #[serde(default)]
    pub organization: Option<AtOrganization>,
    /// What an external issuer said of the sign-in, once it is kept.
    #[serde(default)]
    pub voucher: Option<Uuid>,
    /// What the form of the person's details says of the documents that its page showed.
    #[serde(default)]
    pub documents: Option<String>,
    /// Where it stands.
    pub step: Step,
}

/// An organisation whose own issuer a sign-in leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtOrganization {
    /// Which.
    pub id: String,
    /// Whether the page of the person's details sends the browser there by itself.
    pub leads_there: bool,
}

/// Where a sign-in leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// Back to the application that asked.
    Application(Box<AuthorizationRequest>),
    /// To the pages of the person's own account.
    Account,
    /// To the page where a device is let in (RFC 8628).
    Device {
        /// The code of the device, if it came with the address.
        user_code: Option<String>,
    },
    /// To the pages of the person's organisations.
    Organizations,
    /// To the page where an invitation of this handle is accepted.
    Joining(String),
}

impl From<AuthorizationRequest> for Destination {
    fn from(request: AuthorizationRequest) -> Self {
        Self::Application(Box::new(request))
    }
}

impl Destination {
    /// What the application asked for, if there is one.
    pub fn request(&self) -> Option<&AuthorizationRequest> {
        match self {
            Self::Application(request) => Some(request),
            _ => None,
        }
    }

    /// What goes on to another region: what the application knows of the person stays where it was said.
    #[must_use]
    pub fn without_hint(self) -> Self {
        match self {
            Self::Application(request) => Self::Application(Box::new(AuthorizationRequest {
                login_hint: None,
                ..*request
            })),
            own => own,
        }
    }

    /// The page of ours that it leads to; none where it leads to an application.
    pub fn own_page(&self) -> Option<String> {
        match self {
            Self::Application(_) => None,
            Self::Account => Some(account::PATH.to_owned()),
            Self::Device { user_code: None } => Some(verification::PATH.to_owned()),
            Self::Device {
                user_code: Some(code),
            } => Some(appended(verification::PATH, [("user_code", code.as_str())])),
            Self::Organizations => Some(organizations::pages::PATH.to_owned()),
            Self::Joining(handle) => Some(appended(
                organizations::pages::JOIN,
                [("invitation", handle.as_str())],
            )),
        }
    }
}

/// Where a sign-in stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    /// The country of residence is asked for.
    Residence {
        /// The address, if it is proven already: somebody signed in with an address that nobody has.
        verified: Option<Verified>,
    },
    /// Name and address, or the address alone, are asked for.
    Details {
        /// Which of the two.
        intent: Intent,
    },
    /// One of the ways to prove that it is this person is asked for.
    Proof {
        /// Address that was typed.
        email: String,
    },
    /// The e-mailed code or link is asked for.
    Code(Applicant),
    /// Only the name is missing: the address is proven.
    Name {
        /// The address.
        verified: Verified,
    },
    /// The person proved who they are; a second factor is asked for.
    Factor(Pending),
    /// The person proved who they are; a second factor is set up.
    Enrolment(Pending),
    /// A second factor was set up; recovery codes are shown.
    Kept(Pending),
    /// The person is signed in, and a provider knows them; whether the provider shall sign them in is asked for.
    Link {
        /// In this session alone.
        session: Uuid,
    },
    /// Somebody is signed in; whether to go on with that account is asked for.
    Account,
    /// The person is signed in; documents of the brand are to be accepted.
    Documents {
        /// In this session alone.
        session: Uuid,
        /// The application that waits for it.
        client_id: String,
    },
    /// The person is signed in; purposes are asked for.
    Consent {
        /// In this session alone: a flow that was kept answers for no other one.
        session: Uuid,
    },
    /// Purposes are decided; what the application wants to know besides is asked for.
    Profile {
        /// In this session alone.
        session: Uuid,
    },
    /// For whom the person acts is asked for.
    Organization {
        /// In this session alone.
        session: Uuid,
    },
    /// Purposes are decided; whether the application may have what it asks for is asked for.
    Permission {
        /// In this session alone.
        session: Uuid,
    },
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// A new account.
    Register,
    /// The account that is there.
    SignIn,
}

/// Somebody who was mailed a code.
#[derive(Clone, Serialize, Deserialize)]
pub struct Applicant {
    /// Handle of the challenge.
    pub challenge: String,
    /// Address that the code went to.
    pub email: String,
    /// Name, where it was asked for.
    pub name: Option<PersonName>,
}

/// An address that is proven to be this person's.
#[derive(Clone, Serialize, Deserialize)]
pub struct Verified {
    /// Handle of the challenge.
    pub challenge: String,
    /// The address.
    pub email: String,
}

/// Somebody who proved who they are, but not enough. No session is open for it yet, or a weaker one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// Who it is.
    pub sub: String,
    /// What was proven (RFC 8176 `amr` values).
    pub methods: Vec<String>,
    /// Whether only a passkey will do.
    pub passkey: bool,
    /// Seconds since 1970 when the second factor was first asked for.
    pub proven_at: i64,
    /// Handle of the challenge whose code was sent by SMS.
    #[serde(default)]
    pub texted: Option<String>,
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Applicant(…)")
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Verified(…)")
    }
}

impl Step {
    /// The page that asks for it.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Residence { .. } => "/residence",
            Self::Details { .. } | Self::Name { .. } => "/register",
            Self::Proof { .. } => "/sign-in",
            Self::Code(_) => "/code",
            Self::Factor(_) => "/factor",
            Self::Enrolment(_) => "/enrolment",
            Self::Kept(_) => "/recovery-codes",
            Self::Account => "/select-account",
            Self::Link { .. } => LINKING,
            Self::Documents { .. } => acceptance::PATH,
            Self::Consent { .. } => "/consent",
            Self::Profile { .. } => step::PATH,
            Self::Organization { .. } => "/organization",
            Self::Permission { .. } => "/permission",
        }
    }

    /// Who waits for a second factor.
    pub const fn pending(&self) -> Option<&Pending> {
        match self {
            Self::Factor(pending) | Self::Enrolment(pending) | Self::Kept(pending) => Some(pending),
            _ => None,
        }
    }

    /// The session that it was asked for in, where that is open.
    pub const fn session(&self) -> Option<Uuid> {
        match self {
            Self::Link { session }
            | Self::Documents { session, .. }
            | Self::Consent { session }
            | Self::Profile { session }
            | Self::Organization { session }
            | Self::Permission { session } => Some(*session),
            _ => None,
        }
    }

    /// Whether it is asked only of somebody who has accepted what the brand's documents demand.
    pub const fn follows_documents(&self) -> bool {
        matches!(
            self,
            Self::Consent { .. }
                | Self::Profile { .. }
                | Self::Organization { .. }
                | Self::Permission { .. }
        )
    }

    /// Whether somebody waited too long for the second proof.
    fn is_too_late(&self) -> bool {
        self.pending()
            .is_some_and(|pending| now() - pending.proven_at > PATIENCE_SECONDS)
    }

    /// Whether a page may be shown in this step: its own, and those before it that can be gone back to.
    pub fn allows(&self, path: &str) -> bool {
        if path.starts_with(SET_OUT) {
            return matches!(
                self,
                Self::Details { .. } | Self::Proof { .. } | Self::Code(_)
            );
        }
        match self {
            Self::Details { .. } => matches!(path, "/residence" | "/register" | "/passkey"),
            Self::Proof { .. } => {
                matches!(path, "/residence" | "/register" | "/sign-in" | "/passkey")
            }
            Self::Code(_) => {
                matches!(
                    path,
                    "/residence" | "/register" | "/code" | "/link" | "/passkey"
                )
            }
            Self::Residence { .. } => matches!(path, "/residence" | "/passkey"),
            Self::Factor(_) => matches!(path, "/factor" | "/passkey"),
            Self::Enrolment(_) => matches!(
                path,
                "/enrolment" | number_enrolment::NUMBER | number_enrolment::CODE
            ),
            Self::Name { .. }
            | Self::Kept(_)
            | Self::Account
            | Self::Link { .. }
            | Self::Documents { .. }
            | Self::Consent { .. }
            | Self::Profile { .. }
            | Self::Organization { .. }
            | Self::Permission { .. } => path == self.path(),
        }
    }
}

impl Flow {
    /// A new sign-in.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn new(destination: Destination, step: Step) -> Result<Self, AuthError> {
        Ok(Self {
            id: random_token(16)?,
            started_at: now(),
            destination,
            country: None,
            keep_signed_in: false,
            sought_at: None,
            organization: None,
            voucher: None,
            documents: None,
            step,
        })
    }

    /// The sign-in that this browser is in the middle of.
    ///
    /// # Errors
    /// When its application cannot be found out.
    pub async fn of(visit: &Visit) -> Result<Option<Self>, AuthError> {
        let Some(flow) = Self::in_cookie(visit) else {
            return Ok(None);
        };
        Ok(is_allowed(visit, &flow.destination).await?.then_some(flow))
    }

    fn in_cookie(visit: &Visit) -> Option<Self> {
        let sealed = visit.cookie(cookie::FLOW)?;
        let plain = visit.app.keys().seal.open(USAGE, sealed)?;
        let flow: Self = serde_json::from_slice(&plain).ok()?;
        let young = (0..LIFETIME_SECONDS).contains(&(now() - flow.started_at));
        young.then_some(flow)
    }

    /// Keeps it in the browser.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn keep(&self, visit: &Visit, headers: &mut HeaderMap) -> Result<(), AuthError> {
        let plain = serde_json::to_vec(self).map_err(|_| AuthError::Cryptography)?;
        let sealed = visit.app.keys().seal.seal(USAGE, &plain)?;
        if sealed.len() > cookie::LONGEST_VALUE {
            // The request and the fields are bounded so that this does not happen.
            return Err(AuthError::Configuration("room for the sign-in's cookie"));
        }
        cookie::set(headers, cookie::FLOW, &sealed, None);
        Ok(())
    }

    /// Keeps it and goes to the page of its step.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn go_on(&self, visit: &Visit) -> Result<Response, AuthError> {
        let mut response = see_other(self.step.path());
        self.keep(visit, response.headers_mut())?;
        Ok(response)
    }

    /// What the application asked for, if one did.
    pub fn request(&self) -> Option<&AuthorizationRequest> {
        self.destination.request()
    }

    /// Reads from a form of a proof whether the person wants to stay signed in, where the tenant lets them.
    pub fn choose_to_stay(&mut self, visit: &Visit, form: &Parameters) {
        let offered = visit.bundle().sign_in.keep_signed_in.is_some();
        self.keep_signed_in = offered && form.field("keep_signed_in") == "yes";
    }

    /// The token for forms of this sign-in.
    pub fn csrf(&self, visit: &Visit) -> String {
        csrf::token(visit, &self.id)
    }

    /// Ends it because the person does not want to go on: the application is told.
    ///
    /// # Errors
    /// When the answer cannot be made.
    pub fn cancelled(&self, visit: &Visit) -> Result<Response, AuthError> {
        let mut response = match &self.destination {
            Destination::Application(request) => {
                let problem = Problem::new("access_denied", "the person cancelled");
                refuse(visit, &request.recipient(), &problem)?
            }
            _ => see_other("/"),
        };
        cookie::clear(response.headers_mut(), cookie::FLOW);
        cookie::clear(response.headers_mut(), cookie::ARRIVED);
        Ok(response)
    }
}

/// Whether a request is still what its client may ask for: it may have travelled for a while.
///
/// # Errors
/// When the client cannot be found out.
pub async fn is_allowed(visit: &Visit, destination: &Destination) -> Result<bool, AuthError> {
    let Destination::Application(request) = destination else {
        return Ok(true);
    };
    let application = clients::find(&visit.app, visit.bundle(), &request.client_id).await?;
    Ok(application.is_some_and(|application| request.still_allowed(&application)))
}

/// Whether a page or form belongs to the sign-in under way.
pub enum Entry {
    /// It does.
    GoOn(Box<Flow>),
    /// This is answered instead.
    Instead(Result<Response, AuthError>),
}

/// The sign-in for a page that is asked for. Nothing is done in one that waited too long for the second proof.
pub async fn for_page(visit: &Visit) -> Entry {
    match Flow::of(visit).await {
        Ok(Some(flow)) if flow.step.is_too_late() => Entry::Instead(pages::error::no_flow(visit)),
        Ok(Some(flow)) if flow.step.allows(&visit.path) => Entry::GoOn(Box::new(flow)),
        Ok(Some(flow)) => Entry::Instead(Ok(see_other(flow.step.path()))),
        Ok(None) => Entry::Instead(pages::error::no_flow(visit)),
        Err(error) => Entry::Instead(Err(error)),
    }
}

/// The sign-in for a form that was sent. Cancelling is the same everywhere.
pub async fn for_form(visit: &Visit, form: &Parameters) -> Entry {
    let flow = match for_page(visit).await {
        Entry::GoOn(flow) => flow,
        instead @ Entry::Instead(_) => return instead,
    };
    if !csrf::is_genuine(visit, &flow.id, form.field("csrf")) {
        tracing::warn!(
            path = visit.path,
            "a form that is not of this sign-in was refused"
        );
        return Entry::Instead(pages::error::foreign_form(visit));
    }
    if form.field("action") == "cancel" {
        return Entry::Instead(flow.cancelled(visit));
    }
    Entry::GoOn(flow)
}
