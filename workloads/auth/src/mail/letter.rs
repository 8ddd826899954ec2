//! The letter, as plain text and as HTML in the brand's colours.

use askama::Template;
use domicile_bundle::{Brand, Look};
use domicile_pages::{Text, look};

/// What a letter says.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// Who writes.
    pub brand: &'a Brand,
    /// BCP 47 tag.
    pub language: &'a str,
    /// Six digits.
    pub code: &'a str,
    /// How long they may be typed.
    pub minutes: i64,
}

/// A letter that was put into words.
pub struct Worded {
    /// Subject. The code is not in it: subjects show on locked screens and in logs of mail servers.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Plain<'a> {
    text: Text<'a>,
    letter: Letter<'a>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    text: Text<'a>,
    letter: Letter<'a>,
    subject: &'a str,
    colors: Colors,
}

/// Colours of the letter: mail programs know no variables.
pub(super) struct Colors {
    pub background: String,
    pub surface: String,
    pub text: String,
    pub muted: String,
    pub line: String,
    pub primary: String,
}

impl Colors {
    pub(super) fn of(look: &Look) -> Self {
        let (light, _) = look::palettes(look);
        Self {
            background: light.background.to_string(),
            surface: light.surface.to_string(),
            text: light.text.to_string(),
            muted: light.muted.to_string(),
            line: light.line.to_string(),
            primary: light.primary.to_string(),
        }
    }
}

impl Letter<'_> {
    /// Puts the letter into words.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn worded(&self, text: Text<'_>) -> Result<Worded, askama::Error> {
        let subject = text.say_with("letter-subject", "brand", &self.brand.display_name);
        let html = Html {
            text,
            letter: *self,
            subject: &subject,
            colors: Colors::of(&self.brand.look),
        };
        let html = html.render()?;
        Ok(Worded {
            text: Plain {
                text,
                letter: *self,
            }
            .render()?,
            html,
            subject,
        })
    }
}
