//! Countries of residence by name (Unicode CLDR), in the order that people of a language expect.

/// A country in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, upper case.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
}

const ENGLISH: &str = include_str!("../countries/en.tsv");
const FRENCH: &str = include_str!("../countries/fr.tsv");
const GERMAN: &str = include_str!("../countries/de.tsv");
const SPANISH: &str = include_str!("../countries/es.tsv");
const JAPANESE: &str = include_str!("../countries/ja.tsv");
const THAI: &str = include_str!("../countries/th.tsv");

/// All countries in a language; languages without a list of their own read English.
pub fn all(language: &str) -> Vec<Country> {
    let list = match language.split('-').next() {
        Some("de") => GERMAN,
        Some("es") => SPANISH,
        Some("fr") => FRENCH,
        Some("ja") => JAPANESE,
        Some("th") => THAI,
        _ => ENGLISH,
    };
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(code, name)| Country { code, name })
        .collect()
}

/// The code of a country as a form sent it; nothing when it is none of the list.
pub fn parse(text: &str) -> Option<&'static str> {
    all("en")
        .into_iter()
        .map(|country| country.code)
        .find(|code| *code == text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{all, parse};

    #[test]
    fn every_language_names_the_same_countries_once() {
        let codes = |language| {
            all(language)
                .iter()
                .map(|country| country.code)
                .collect::<BTreeSet<_>>()
        };
        for language in ["de", "es", "fr", "ja", "th"] {
            assert_eq!(codes("en"), codes(language), "{language}");
        }
        assert_eq!(codes("en").len(), all("en").len());
        assert!(all("en").len() > 200);
        assert!(
            all("fr-CA")
                .iter()
                .any(|country| country.code == "JP" && country.name == "Japon")
        );
    }

    #[test]
    fn only_codes_of_the_list_are_countries() {
        assert_eq!(parse("FR"), Some("FR"));
        for other in ["", "fr", "FRA", "ZZ", "FR ", "#"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
