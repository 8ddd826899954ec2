//! What every letter has: who writes, in which language, and the brand's colours and font.

use askama::Template;
use domicile_bundle::Brand;
use domicile_pages::{Text, look};

/// A letter that was put into words.
pub struct Worded {
    /// Subject. The code is not in it: subjects show on locked screens and in logs of mail servers.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// The frame around what a letter says; see `templates/letters`.
pub(super) struct Frame<'a> {
    pub(super) brand: &'a Brand,
    /// BCP 47 tag.
    pub(super) language: &'a str,
    pub(super) text: Text<'a>,
    pub(super) subject: String,
    pub(super) colors: Colors,
    /// Colours for programs that show mail in the dark.
    pub(super) dark: Colors,
    pub(super) font: String,
}

impl<'a> Frame<'a> {
    pub(super) fn new(
        brand: &'a Brand,
        language: &'a str,
        text: Text<'a>,
        subject: String,
    ) -> Self {
        let (light, dark) = look::palettes(&brand.look);
        Self {
            brand,
            language,
            text,
            subject,
            colors: Colors::of(&light),
            dark: Colors::of(&dark),
            // In single quotes: it stands in an attribute.
            font: look::font_stack(brand.look.font).replace('"', "'"),
        }
    }

    /// The letter that this is the frame of, as plain text and as HTML.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub(super) fn worded(
        &self,
        text: &impl Template,
        html: &impl Template,
    ) -> askama::Result<Worded> {
        Ok(Worded {
            subject: self.subject.clone(),
            text: text.render()?,
            html: html.render()?,
        })
    }
}

/// Colours of the letter: mail programs know no variables.
pub(super) struct Colors {
    pub(super) background: String,
    pub(super) surface: String,
    pub(super) text: String,
    pub(super) muted: String,
    pub(super) line: String,
    pub(super) primary: String,
    pub(super) on_primary: String,
}

impl Colors {
    fn of(palette: &look::Palette) -> Self {
        Self {
            background: palette.background.to_string(),
            surface: palette.surface.to_string(),
            text: palette.text.to_string(),
            muted: palette.muted.to_string(),
            line: palette.line.to_string(),
            primary: palette.primary.to_string(),
            on_primary: palette.on_primary.to_string(),
        }
    }
}
