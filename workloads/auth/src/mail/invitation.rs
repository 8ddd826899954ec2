//! The invitation to join an organisation, and the code that proves a mail domain.

use askama::Template;
use domicile_bundle::Brand;
use domicile_pages::{Text, look};

use super::letter::{Colors, Worded, font_of};

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
#[template(path = "invitation_letter.txt")]
struct Plain<'a> {
    text: Text<'a>,
    letter: InvitationLetter<'a>,
}

#[derive(Template)]
#[template(path = "invitation_letter.html")]
struct Html<'a> {
    text: Text<'a>,
    letter: InvitationLetter<'a>,
    subject: &'a str,
    colors: Colors,
    /// Colours for programs that show mail in the dark.
    dark: Colors,
    font: String,
}

impl InvitationLetter<'_> {
    /// Puts the letter into words.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn worded(&self, text: Text<'_>) -> Result<Worded, askama::Error> {
        let subject = text.say_with("invitation-subject", "organization", self.organization);
        let (light, dark) = look::palettes(&self.brand.look);
        let html = Html {
            text,
            letter: *self,
            subject: &subject,
            colors: Colors::of(&light),
            dark: Colors::of(&dark),
            font: font_of(self.brand),
        };
        Ok(Worded {
            text: Plain {
                text,
                letter: *self,
            }
            .render()?,
            html: html.render()?,
            subject,
        })
    }
}
