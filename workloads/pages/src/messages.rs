//! Texts in several languages (Project Fluent).

mod audit;

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// Texts of one crate in every language that it speaks; the first language has every text.
pub struct Messages {
    languages: Vec<(String, FluentBundle<FluentResource>)>,
    /// By language and key: names of the values that the text puts in.
    variables: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// Why texts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    /// A language tag is none.
    #[error("`{tag}` is not a language tag (BCP 47)")]
    Language {
        /// The tag.
        tag: String,
    },
    /// A text file has a mistake.
    #[error("the texts in `{tag}` have a mistake: {problem}")]
    Syntax {
        /// Language of the file.
        tag: String,
        /// What and where.
        problem: String,
    },
}

impl Messages {
    /// Reads the texts, one or more `(language tag, Fluent text)`; the first language is the fallback of the others.
    ///
    /// # Errors
    /// When a tag or a text is not valid.
    pub fn parse(sources: &[(&str, &str)]) -> Result<Self, MessagesError> {
        let mut messages = Self {
            languages: Vec::new(),
            variables: BTreeMap::new(),
        };
        for (tag, text) in sources {
            messages.add(tag, text)?;
        }
        Ok(messages)
    }

    fn add(&mut self, tag: &str, text: &str) -> Result<(), MessagesError> {
        let syntax = |problem: String| MessagesError::Syntax {
            tag: tag.to_owned(),
            problem,
        };
        let identifier: LanguageIdentifier = tag.parse().map_err(|_| MessagesError::Language {
            tag: tag.to_owned(),
        })?;
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| syntax(format!("{errors:?}")))?;
        self.variables
            .entry(tag.to_owned())
            .or_default()
            .extend(audit::variables(&resource));
        if let Some((_, bundle)) = self.languages.iter_mut().find(|(own, _)| own == tag) {
            return bundle
                .add_resource(resource)
                .map_err(|errors| syntax(format!("{errors:?}")));
        }
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Values are escaped and marked up by the templates; isolation marks would end up in attributes.
        bundle.set_use_isolating(false);
        bundle
            .add_resource(resource)
            .map_err(|errors| syntax(format!("{errors:?}")))?;
        self.languages.push((tag.to_owned(), bundle));
        Ok(())
    }

    /// Tags of the languages, the fallback first.
    pub fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(|(tag, _)| tag.as_str()).collect()
    }

    /// The texts in a language; one that is not there speaks the fallback.
    pub fn in_language(&self, tag: &str) -> Text<'_> {
        let chosen = self
            .languages
            .iter()
            .position(|(own, _)| own == tag)
            .unwrap_or(0);
        Text {
            messages: self,
            chosen,
        }
    }

    /// `tag: key` of every text that one language has and another lacks, and of every text that puts in other values
    /// than the same text in another language. Tests assert that there is none.
    pub fn incomplete(&self) -> Vec<String> {
        let mut all: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for (key, names) in self.variables.values().flatten() {
            all.entry(key).or_default().extend(names);
        }
        let fault =
            |own: &BTreeMap<String, BTreeSet<String>>, key: &str, wanted: &BTreeSet<&String>| {
                match own.get(key) {
                    None => Some(String::new()),
                    Some(names) => wanted
                        .iter()
                        .find(|name| !names.contains(**name))
                        .map(|name| format!(" without ${name}")),
                }
            };
        self.variables
            .iter()
            .flat_map(|(tag, own)| {
                all.iter().filter_map(move |(key, wanted)| {
                    fault(own, key, wanted).map(|fault| format!("{tag}: {key}{fault}"))
                })
            })
            .collect()
    }

    /// Keys that no source file names in quotes: nobody can see these texts. Tests assert that there is none.
    pub fn unused_in<'a>(&self, sources: impl IntoIterator<Item = &'a str>) -> Vec<&str> {
        let quoted = audit::quoted(sources);
        self.keys().filter(|key| !quoted.contains(key)).collect()
    }

    /// Keys of all texts, each once.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let all: BTreeSet<&str> = self
            .variables
            .values()
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .collect();
        all.into_iter()
    }

    fn find(&self, chosen: usize, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let (_, bundle) = self.languages.get(chosen)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut problems = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut problems);
        problems.is_empty().then(|| text.into_owned())
    }
}

/// The texts in one language, for a template.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    messages: &'a Messages,
    chosen: usize,
}

impl Text<'_> {
    /// The text of a key; the key itself if nobody wrote one.
    pub fn say(&self, key: &str) -> String {
        self.look_up(key, None)
    }

    /// The text of a key with one value put in.
    pub fn say_with(&self, key: &str, name: &str, value: &str) -> String {
        self.say_all(key, &[(name, value)])
    }

    /// The text of a key with a number put in, in the plural form that the language asks for.
    pub fn say_count(&self, key: &str, name: &str, number: i64) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set(name, FluentValue::from(number));
        self.look_up(key, Some(&arguments))
    }

    /// The text of a key with values put in.
    pub fn say_all(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.say_mixed(key, values, &[])
    }

    /// The text of a key with values put in, some of them numbers that the language may choose its words by.
    pub fn say_mixed(&self, key: &str, values: &[(&str, &str)], numbers: &[(&str, i64)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, FluentValue::from(*value));
        }
        for (name, number) in numbers {
            arguments.set(*name, FluentValue::from(*number));
        }
        self.look_up(key, Some(&arguments))
    }

    fn look_up(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        self.messages
            .find(self.chosen, key, arguments)
            .or_else(|| self.messages.find(0, key, arguments))
            .unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "hello = Hello, { $name }\nbye = Goodbye\ndays = { $count ->\n    [one] one day\n   *[other] { $count } days\n }\n";

    #[test]
    fn a_text_that_is_not_translated_speaks_the_fallback() {
        let messages =
            Messages::parse(&[("en", ENGLISH), ("fr", "hello = Bonjour { $name }\n")]).unwrap();
        let french = messages.in_language("fr");
        assert_eq!(
            french.say_with("hello", "name", "Camille"),
            "Bonjour Camille"
        );
        assert_eq!(french.say("bye"), "Goodbye");
        assert_eq!(french.say("nowhere"), "nowhere");
        assert_eq!(
            messages.in_language("ja").say_count("days", "count", 1),
            "one day"
        );
        assert_eq!(messages.incomplete(), ["fr: bye", "fr: days"]);
    }

    #[test]
    fn a_text_that_forgets_a_value_in_one_language_is_found() {
        let sources = [
            ("en", ENGLISH),
            (
                "fr",
                "hello = Bonjour\nbye = Au revoir\ndays = { $count } jours\n",
            ),
        ];
        let messages = Messages::parse(&sources).unwrap();
        assert_eq!(messages.incomplete(), ["fr: hello without $name"]);
    }

    #[test]
    fn a_text_that_nobody_shows_is_found() {
        let messages = Messages::parse(&[("en", ENGLISH)]).unwrap();
        let sources = [
            "text.say(\"bye\")",
            "<p>{{ text.say_count(\"days\", 1) }}</p> hello",
        ];
        assert_eq!(messages.unused_in(sources), ["hello"]);
    }

    #[test]
    fn a_mistake_in_a_text_is_found_when_the_process_starts() {
        assert!(Messages::parse(&[("en", "hello = { $name\n")]).is_err());
        assert!(Messages::parse(&[("not a tag", "hello = Hello\n")]).is_err());
    }
}
