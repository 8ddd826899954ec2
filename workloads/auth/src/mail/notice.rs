//! Tells a person that something about how they sign in has changed. There is nothing secret in it and no link: a
//! letter that looks like ours teaches nobody to click.

use askama::Template;
use domicile_bundle::Brand;
use domicile_pages::Text;

use super::frame::{Frame, Worded};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// There is one passkey more.
    PasskeyAdded,
    /// There is one passkey less.
    PasskeyRemoved,
    /// A passkey may have been copied, and signs nobody in any more.
    PasskeyCloned,
    /// An authenticator app was set up.
    AppAdded,
    /// The authenticator app is gone.
    AppRemoved,
    /// There are new recovery codes.
    RecoveryCodesMade,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A provider signs the person in from now on.
    SocialLinked,
    /// A provider signs the person in no more.
    SocialRemoved,
    /// A password was set or changed.
    PasswordSet,
    /// The password is gone.
    PasswordRemoved,
    /// A telephone number was proven.
    PhoneAdded,
    /// The telephone number is gone.
    PhoneRemoved,
}

impl Change {
    const fn key(self) -> &'static str {
        match self {
            Self::PasskeyAdded => "notice-passkey-added",
            Self::PasskeyRemoved => "notice-passkey-removed",
            Self::PasskeyCloned => "notice-passkey-cloned",
            Self::AppAdded => "notice-app-added",
            Self::AppRemoved => "notice-app-removed",
            Self::RecoveryCodesMade => "notice-recovery-codes-made",
            Self::RecoveryCodeUsed => "notice-recovery-code-used",
            Self::SocialLinked => "notice-social-linked",
            Self::SocialRemoved => "notice-social-removed",
            Self::PasswordSet => "notice-password-set",
            Self::PasswordRemoved => "notice-password-removed",
            Self::PhoneAdded => "notice-phone-added",
            Self::PhoneRemoved => "notice-phone-removed",
        }
    }
}

/// A notice.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Who writes.
    pub brand: Brand,
    /// BCP 47 tag.
    pub language: String,
    /// What has changed.
    pub change: Change,
}

#[derive(Template)]
#[template(path = "letters/notice.txt")]
struct Plain<'a> {
    frame: &'a Frame<'a>,
    what: &'a str,
}

#[derive(Template)]
#[template(path = "letters/notice.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    what: &'a str,
}

impl Notice {
    /// Puts the notice into words.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn worded(&self, text: Text<'_>) -> Result<Worded, askama::Error> {
        let brand = &self.brand;
        let what = text.say(self.change.key());
        let subject = text.say_with("notice-subject", "brand", &brand.display_name);
        let frame = Frame::new(brand, &self.language, text, subject);
        frame.worded(
            &Plain {
                frame: &frame,
                what: &what,
            },
            &Html {
                frame: &frame,
                what: &what,
            },
        )
    }
}
