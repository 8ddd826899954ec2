//! Where a number is proven.

use domicile_bundle::Sms;

use crate::{
    account::{self, member::Member},
    factors::number_enrolment,
    openid::authorization_request::AuthorizationRequest,
    registration::flow::Flow,
    web::Visit,
};

/// Where a number is proven: the same steps, at addresses of their own.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    /// On the account of somebody who is signed in.
    Account(&'a Member),
    /// On the way of a sign-in that needs a second factor.
    SignIn(&'a Flow),
}

impl<'a> Place<'a> {
    /// How messages are sent, where numbers are proven here.
    pub fn sms(self, visit: &'a Visit) -> Option<&'a Sms> {
        match self {
            Self::Account(_) => visit.bundle().sms.as_ref(),
            Self::SignIn(_) => visit.bundle().sms_as_second_factor(),
        }
    }

    /// What the application asked for, if one did.
    pub fn request(self) -> Option<&'a AuthorizationRequest> {
        match self {
            Self::Account(_) => None,
            Self::SignIn(flow) => flow.request(),
        }
    }

    /// The token for its forms.
    pub fn csrf(self, visit: &Visit) -> String {
        match self {
            Self::Account(member) => member.csrf(visit),
            Self::SignIn(flow) => flow.csrf(visit),
        }
    }

    /// The session or the sign-in that a number waits in for its code, and in no other.
    pub fn bound_to(self) -> String {
        match self {
            Self::Account(member) => member.session.id.to_string(),
            Self::SignIn(flow) => flow.id.clone(),
        }
    }

    /// The page where a number is typed.
    pub const fn number(self) -> &'static str {
        match self {
            Self::Account(_) => account::phone::NUMBER,
            Self::SignIn(_) => number_enrolment::NUMBER,
        }
    }

    /// The page where its code is typed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account(_) => account::phone::CODE,
            Self::SignIn(_) => number_enrolment::CODE,
        }
    }

    /// The page that leads here.
    pub const fn back(self) -> &'static str {
        match self {
            Self::Account(_) => account::PATH,
            Self::SignIn(_) => number_enrolment::BACK,
        }
    }

    /// The key of the text that leads back.
    pub const fn back_text(self) -> &'static str {
        match self {
            Self::Account(_) => "back-to-account",
            Self::SignIn(_) => "enrolment-another-way",
        }
    }

    /// Whether there is something to cancel: the sign-in.
    pub const fn can_be_cancelled(self) -> bool {
        matches!(self, Self::SignIn(_))
    }
}
