//! The invitation to join an organisation, and the code that proves a mail domain.

use askama::Template;
use domicile_bundle::Brand;
use domicile_pages::Text;

use super::frame::{Frame, Worded};

/// What an invitation says.
#[derive(Clone, Copy)]
pub struct InvitationLetter<'a> {
    /// Who writes.
    pub brand: &'a Brand,
    /// BCP 47 tag.
    pub language: &'a str,
    /// What the organisation is called.
    pub organization: &'a str,
    /// Where to join.
    pub link: &'a str,
    /// How long the link is good.
    pub days: i64,
}

#[derive(Template)]
#[template(path = "letters/invitation.txt")]
struct Plain<'a> {
    frame: &'a Frame<'a>,
    letter: InvitationLetter<'a>,
}

#[derive(Template)]
#[template(path = "letters/invitation.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    letter: InvitationLetter<'a>,
}

impl InvitationLetter<'_> {
    /// Puts the letter into words.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn worded(&self, text: Text<'_>) -> Result<Worded, askama::Error> {
        let subject = text.say_with("invitation-subject", "organization", self.organization);
        let frame = Frame::new(self.brand, self.language, text, subject);
        frame.worded(
            &Plain {
                frame: &frame,
                letter: *self,
            },
            &Html {
                frame: &frame,
                letter: *self,
            },
        )
    }
}
