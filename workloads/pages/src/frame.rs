//! What surrounds the content of every page.

use std::sync::Arc;

use domicile_bundle::Brand;

use crate::{Messages, MessagesError, assets, dress::Dress, language};

/// Texts of the frame itself, in every language that it speaks.
pub fn messages() -> Result<Messages, MessagesError> {
    Messages::parse(&[
        ("en", include_str!("../messages/en.ftl")),
        ("fr", include_str!("../messages/fr.ftl")),
        ("de", include_str!("../messages/de.ftl")),
        ("es", include_str!("../messages/es.ftl")),
        ("ja", include_str!("../messages/ja.ftl")),
        ("th", include_str!("../messages/th.ftl")),
    ])
}

/// What surrounds the content: a field named `frame` in every template that extends `frame.html`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// BCP 47 tag for `<html lang>`.
    pub language: String,
    /// What people call the brand.
    pub brand_name: String,
    /// Colours and drawings of the brand.
    pub dress: Arc<Dress>,
    /// Path of the style sheet.
    pub stylesheet: String,
    /// Text of the link that skips to the content.
    pub skip: String,
    /// Heading of the footer for screen readers.
    pub about: String,
    /// Terms and privacy notices in the page's language.
    pub documents: Vec<Link>,
    /// Where people get help.
    pub support: Option<Link>,
    /// Other languages of this page.
    pub languages: Vec<Link>,
    /// The script of this page; most have none.
    pub script: Option<Script>,
}

/// A script of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its path.
    pub path: String,
    /// What the content security policy lets it run by: random, another one in each answer, base64.
    pub nonce: String,
}

/// A link in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Language of what it says.
    pub language: String,
}

impl Frame {
    /// The frame of a brand in a language; `messages` are those of [`messages`].
    pub fn new(messages: &Messages, brand: &Brand, language: &str) -> Self {
        let text = messages.in_language(language);
        let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
        let link = |href: String, text: String| Link {
            href,
            text,
            language: language.to_owned(),
        };
        Self {
            language: language.to_owned(),
            brand_name: brand.display_name.clone(),
            dress: Dress::of(&brand.look),
            stylesheet: assets::stylesheet_path(),
            skip: text.say("frame-skip"),
            about: text.say("frame-about"),
            documents: brand
                .documents
                .iter()
                .flat_map(|document| &document.texts)
                .filter(|text| primary(&text.language) == primary(language))
                .filter(|text| text.url.starts_with("https://"))
                .map(|text| link(text.url.clone(), text.title.clone()))
                .collect(),
            support: brand
                .support_email
                .as_ref()
                .map(|address| link(format!("mailto:{address}"), text.say("frame-support"))),
            languages: Vec::new(),
            script: None,
        }
    }

    /// Adds the script of the page. `nonce` is at least 128 random bits as base64 or base64url.
    #[must_use]
    pub fn with_script(mut self, path: String, nonce: String) -> Self {
        self.script = Some(Script { path, nonce });
        self
    }

    /// Adds links `<path>?language=<tag>` to the page's other languages.
    #[must_use]
    pub fn with_languages(mut self, offered: &[&str], path: &str) -> Self {
        self.languages = offered
            .iter()
            .filter(|tag| **tag != self.language)
            .map(|tag| Link {
                href: format!("{path}?language={tag}"),
                text: language::own_name(tag).to_owned(),
                language: (*tag).to_owned(),
            })
            .collect();
        self
    }
}
