//! `/account`: what a person sees and changes of their own sign-in, at home only.
//!
//! One file per section. A section has a function `section` that renders it, and `routes` for its forms; both are
//! named once here. Every form goes through [`member::for_form`], or [`member::for_change`] where a stranger at an
//! unlocked device must not get through: then the person has to have proven themselves within the last ten minutes.

pub mod devices;
pub mod member;
pub mod memberships;
mod moment;
pub mod overview;
pub(crate) mod passkey_names;
pub mod passkeys;
pub mod password;
pub mod phone;
pub mod second_factors;
pub mod social;

use axum::{Router, response::Response, routing::get};

use crate::{
    app::App, error::AuthError, external, openid::authorization_response::see_other,
    password::choice::Refused, web::Visit,
};
use member::Member;

/// The page.
pub const PATH: &str = "/account";

/// One part of the page.
pub struct Section {
    /// Element id.
    pub id: &'static str,
    /// Rendered by the section's own template, whose values are escaped there.
    pub html: String,
}

/// All sections in the order of the page. `refused` is why a new password was not taken.
async fn sections(
    visit: &Visit,
    member: &Member,
    refused: Option<Refused>,
) -> Result<Vec<Section>, AuthError> {
    let mut sections = Vec::new();
    sections.extend(password::section(visit, member, refused).await?);
    if external::of(visit.bundle()).is_none() {
        sections.push(passkeys::section(visit, member).await?);
    }
    if second_factors::is_offered(visit) {
        sections.push(second_factors::section(visit, member).await?);
    }
    sections.extend(phone::section(visit, member).await?);
    sections.extend(social::section(visit, member).await?);
    sections.extend(memberships::section(visit, member).await?);
    sections.push(devices::section(visit, member).await?);
    Ok(sections)
}

/// The page and the forms of all sections.
pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(overview::show))
        .merge(password::routes())
        .merge(devices::routes())
        .merge(passkeys::routes())
        .merge(second_factors::routes())
        .merge(phone::routes())
        .merge(social::routes())
        .merge(memberships::routes())
}

/// What was done, said once at the top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// One other session was ended.
    SessionEnded,
    /// All other sessions were ended.
    SessionsEnded,
    /// There is one passkey more.
    PasskeyAdded,
    /// There is one passkey less.
    PasskeyRemoved,
    /// A passkey has another name.
    PasskeyRenamed,
    /// The authenticator app is gone.
    AppRemoved,
    /// The only second factor stays, since the tenant requires one.
    LastFactor,
    /// A password was set or changed.
    PasswordSet,
    /// The password was removed.
    PasswordRemoved,
    /// A provider signs the person in no more.
    SocialRemoved,
    /// A provider is linked already, here or elsewhere.
    SocialTaken,
    /// A membership was linked.
    MembershipLinked,
    /// A membership was removed.
    MembershipRemoved,
    /// A membership was not confirmed, or is linked with another account.
    MembershipUnconfirmed,
    /// The system that confirms memberships does not answer.
    MembershipLater,
    /// A telephone number was proven.
    PhoneAdded,
    /// The telephone number was removed.
    PhoneRemoved,
    /// The person proved who they are, and may change how they sign in.
    Proven,
}

impl Notice {
    /// All of them.
    const ALL: [Self; 18] = [
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyRenamed,
        Self::AppRemoved,
        Self::LastFactor,
        Self::PasswordSet,
        Self::PasswordRemoved,
        Self::SocialRemoved,
        Self::SocialTaken,
        Self::MembershipLinked,
        Self::MembershipRemoved,
        Self::MembershipUnconfirmed,
        Self::MembershipLater,
        Self::PhoneAdded,
        Self::PhoneRemoved,
        Self::Proven,
    ];

    /// The key of its text.
    const fn key(self) -> &'static str {
        match self {
            Self::SessionEnded => "account-notice-session-ended",
            Self::SessionsEnded => "account-notice-sessions-ended",
            Self::PasskeyAdded => "account-notice-passkey-added",
            Self::PasskeyRemoved => "account-notice-passkey-removed",
            Self::PasskeyRenamed => "account-notice-passkey-renamed",
            Self::AppRemoved => "account-notice-app-removed",
            Self::LastFactor => "account-notice-last-factor",
            Self::PasswordSet => "account-notice-password-set",
            Self::PasswordRemoved => "account-notice-password-removed",
            Self::SocialRemoved => "account-notice-social-removed",
            Self::SocialTaken => "account-notice-social-taken",
            Self::MembershipLinked => "account-notice-membership-linked",
            Self::MembershipRemoved => "account-notice-membership-removed",
            Self::MembershipUnconfirmed => "account-notice-membership-unconfirmed",
            Self::MembershipLater => "account-notice-membership-later",
            Self::PhoneAdded => "account-notice-phone-added",
            Self::PhoneRemoved => "account-notice-phone-removed",
            Self::Proven => "account-notice-proven",
        }
    }

    /// Its name in the address of the page.
    fn name(self) -> &'static str {
        self.key().trim_start_matches("account-notice-")
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.name() == name)
    }
}

/// Back to the page after a form, with what was done (a reload repeats nothing).
pub fn done(notice: Notice) -> Response {
    see_other(&format!("{PATH}?notice={}", notice.name()))
}
