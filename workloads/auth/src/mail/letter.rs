//! The letter, as plain text and as HTML in the brand's colours.

use askama::Template;
use domicile_bundle::Brand;
use domicile_pages::Text;

use super::frame::{Frame, Worded};

/// What a letter says.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// Who writes.
    pub brand: &'a Brand,
    /// BCP 47 tag.
    pub language: &'a str,
    /// What about.
    pub content: Content<'a>,
}

/// What a letter is about.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Proves the mailbox: a code, a link, or both.
    Proof {
        /// Six digits.
        code: Option<&'a str>,
        /// Good in the browser that asked.
        link: Option<&'a str>,
        /// How long both are good.
        minutes: i64,
    },
    /// Lets a person choose a new password.
    PasswordReset {
        /// Once, for one account.
        link: &'a str,
        /// How long it is good.
        minutes: i64,
    },
    /// Somebody asked for a new password for an address that nobody has.
    NoAccount,
}

impl<'a> Content<'a> {
    const fn subject_key(&self) -> &'static str {
        match self {
            Self::Proof { code: Some(_), .. } => "letter-subject",
            Self::Proof { code: None, .. } => "letter-subject-link",
            Self::PasswordReset { .. } | Self::NoAccount => "letter-subject-password",
        }
    }

    const fn intro_key(&self) -> &'static str {
        match self {
            Self::Proof { link: None, .. } => "letter-intro",
            Self::Proof { link: Some(_), .. } => "letter-intro-link",
            Self::PasswordReset { .. } => "letter-intro-password",
            Self::NoAccount => "letter-intro-no-account",
        }
    }

    const fn link(&self) -> Option<&'a str> {
        match self {
            Self::Proof { link, .. } => *link,
            Self::PasswordReset { link, .. } => Some(link),
            Self::NoAccount => None,
        }
    }

    const fn link_key(&self) -> &'static str {
        match self {
            Self::PasswordReset { .. } => "letter-link-password",
            Self::Proof { .. } | Self::NoAccount => "letter-link",
        }
    }

    const fn code(&self) -> Option<&'a str> {
        match self {
            Self::Proof { code, .. } => *code,
            Self::PasswordReset { .. } | Self::NoAccount => None,
        }
    }

    const fn minutes(&self) -> Option<i64> {
        match self {
            Self::Proof { minutes, .. } | Self::PasswordReset { minutes, .. } => Some(*minutes),
            Self::NoAccount => None,
        }
    }

    const fn closing_key(&self) -> &'static str {
        match self {
            Self::Proof { code: Some(_), .. } => "letter-unexpected",
            Self::Proof { code: None, .. } => "letter-unexpected-link",
            Self::PasswordReset { .. } | Self::NoAccount => "letter-unexpected-password",
        }
    }
}

#[derive(Template)]
#[template(path = "letters/letter.txt")]
struct Plain<'a> {
    frame: &'a Frame<'a>,
    letter: Letter<'a>,
}

#[derive(Template)]
#[template(path = "letters/letter.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    letter: Letter<'a>,
}

impl Letter<'_> {
    /// Puts the letter into words.
    ///
    /// # Errors
    /// When a template cannot be rendered.
    pub fn worded(&self, text: Text<'_>) -> Result<Worded, askama::Error> {
        let subject = text.say_with(
            self.content.subject_key(),
            "brand",
            &self.brand.display_name,
        );
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_loads_nothing_from_anywhere_in_any_language_and_in_the_dark() {
        let messages = crate::texts::messages().unwrap();
        let brand = Brand {
            name: "aurora/aurora".to_owned(),
            display_name: "Aurora".to_owned(),
            hosts: Vec::new(),
            look: domicile_bundle::Look::plain("#1b3a7a", "#f2f6fc"),
            languages: Vec::new(),
            documents: Vec::new(),
            support_email: Some("help@aurora.example".to_owned()),
        };
        for language in messages.languages() {
            let letter = Letter {
                brand: &brand,
                language,
                content: Content::Proof {
                    code: Some("123456"),
                    link: None,
                    minutes: 10,
                },
            };
            let worded = letter.worded(messages.in_language(language)).unwrap();
            for part in [&worded.text, &worded.html] {
                assert!(part.contains("123456") && part.contains("Aurora"), "{part}");
                for remote in [
                    "http", "src=", "url(", "@import", "<link", "<script", "cid:",
                ] {
                    assert!(!part.contains(remote), "{remote} in {part}");
                }
            }
            assert!(worded.html.contains(&format!("<html lang=\"{language}\">")));
            assert!(worded.html.contains("prefers-color-scheme: dark"));
            assert!(!worded.subject.contains("123456"));
        }
    }
}
