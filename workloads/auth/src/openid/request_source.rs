//! Where the parameters of an authorization request come from: the request itself, a request object that is signed by
//! the client (RFC 9101), one that is fetched from it, or a request that it pushed (RFC 9126).
//!
//! Parameters come from one place only. What stands beside a request object or a handle is not read, so that nobody
//! on the way can add to what the client signed (RFC 9101, section 6.3).

mod reference;

use domicile_bundle::{Application, Bundle};
use domicile_residency::Handle;

use crate::{
    app::App,
    error::AuthError,
    openid::{
        authorization_request::Problem,
        pushed_authorization_request::{self, handle_in},
        request_object, security_profile,
    },
    web::parameters::Parameters,
};

/// Where parameters come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The request itself.
    Plain,
    /// `request`: a request object.
    Object(String),
    /// `request_uri`: an address of the client where the request object is.
    Reference(String),
    /// `request_uri`: the handle of a pushed request.
    Pushed(Handle),
}

/// Parameters with what is known of their way.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The parameters.
    pub parameters: Parameters,
    /// The handle, where they were pushed.
    pub pushed: Option<Handle>,
}

impl Source {
    /// Where the parameters of a request come from.
    ///
    /// # Errors
    /// When it says two places, or one that is none.
    pub fn of(parameters: &Parameters) -> Result<Self, Problem> {
        match (
            parameters.single("request")?,
            parameters.single("request_uri")?,
        ) {
            (None, None) => Ok(Self::Plain),
            (Some(_), Some(_)) => Err(Problem::new(
                "invalid_request",
                "`request` and `request_uri` cannot be used together",
            )),
            (Some(object), None) => Ok(Self::Object(object.to_owned())),
            (None, Some(uri)) if uri.starts_with(pushed_authorization_request::URN) => {
                handle_in(uri).map(Self::Pushed).ok_or_else(unknown_handle)
            }
            (None, Some(uri)) => Ok(Self::Reference(uri.to_owned())),
        }
    }

    /// Whether the parameters are kept elsewhere: they are read where the sign-in goes on, not on the way there.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Reference(_) | Self::Pushed(_))
    }
}

/// Reads the parameters from where they are, and sees to it that the client may send them that way.
///
/// # Errors
/// When a place cannot be asked. What the client is told is the inner error.
pub async fn resolve(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    source: Source,
    parameters: &Parameters,
) -> Result<Result<Resolved, Problem>, AuthError> {
    let rules = &application.authorization;
    let is_signed = matches!(source, Source::Object(_) | Source::Reference(_));
    // Whether a pushed request was signed was seen to when it was pushed.
    if rules.requires_signed_requests && !is_signed && !matches!(source, Source::Pushed(_)) {
        return Ok(Err(Problem::new(
            "invalid_request",
            "this client must sign its requests: send `request` (RFC 9101)",
        )));
    }
    let (resolved, pushed) = match source {
        Source::Plain => (Ok(parameters.clone()), None),
        Source::Object(object) if !may_be_signed(application, &object) => (
            Err(Problem::new(
                "request_not_supported",
                "`request` is for requests that are signed with a key of this client",
            )),
            None,
        ),
        Source::Object(object) => (
            request_object::read(app, bundle, application, &object).await,
            None,
        ),
        Source::Reference(uri) => (reference::read(app, bundle, application, &uri).await, None),
        Source::Pushed(handle) => {
            let client_id = &application.client_id;
            let found = pushed_authorization_request::find(app, bundle, &handle, client_id).await?;
            (found.ok_or_else(unknown_handle), Some(handle))
        }
    };
    Ok(resolved.map(|parameters| Resolved { parameters, pushed }))
}

/// Whether an object is to be looked at. Without keys nothing that the client could send would be believed; an object that
/// does not even claim to be signed is not supported (`OpenID` Connect Core, section 3.1.2.6), but for a client that must
/// sign: its object is not good.
fn may_be_signed(application: &Application, object: &str) -> bool {
    let must_sign = application.authorization.requires_signed_requests
        || security_profile::is_fapi(application);
    application.keys.is_some() && (must_sign || !request_object::is_unsigned(object))
}

/// Whether a request that did not come by way of a push is refused.
///
/// # Errors
/// What the client is told.
pub fn check_pushed(application: &Application, resolved: &Resolved) -> Result<(), Problem> {
    let rules = &application.authorization;
    let required = rules.requires_pushed_requests || security_profile::is_fapi(application);
    if required && resolved.pushed.is_none() {
        return Err(Problem::new(
            "invalid_request",
            "this client must push its requests (RFC 9126)",
        ));
    }
    Ok(())
}

fn unknown_handle() -> Problem {
    Problem::new(
        "invalid_request_uri",
        "`request_uri` is unknown, expired, used, or another client's: push the request again",
    )
}
