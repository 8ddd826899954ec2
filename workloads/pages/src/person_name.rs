//! Names of people in the order, and with the parts, that a language expects.

/// Whether forms of a language ask for the family name first.
///
/// ```
/// use domicile_pages::person_name::asks_family_name_first;
/// assert!(asks_family_name_first("ja-JP"));
/// assert!(!asks_family_name_first("th"));
/// ```
pub fn asks_family_name_first(language: &str) -> bool {
    primary(language) == "ja"
}

/// What a greeting in a language calls somebody: Japanese the whole name (before its 様), formal German the whole name,
/// the others the given name.
pub fn in_greeting(language: &str, given: &str, family: Option<&str>) -> String {
    match (primary(language), family) {
        ("ja" | "de", Some(family)) => whole(given, family),
        _ => given.to_owned(),
    }
}

/// The whole name. Its own script decides the order, not the reader's language (Unicode LDML, part 8, "Person Names"):
/// a name in Chinese characters, kana or Hangul begins with the family.
pub fn whole(given: &str, family: &str) -> String {
    if given.chars().chain(family.chars()).any(is_east_asian) {
        format!("{family} {given}")
    } else {
        format!("{given} {family}")
    }
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Ideographs, kana and Hangul syllables.
const fn is_east_asian(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::in_greeting;

    #[test]
    fn people_are_greeted_as_their_language_does() {
        for (language, given, family, expected) in [
            ("ja", "太郎", Some("山田"), "山田 太郎"),
            ("ja", "Camille", Some("Martin"), "Camille Martin"),
            ("ja", "太郎", None, "太郎"),
            ("de", "Camille", Some("Martin"), "Camille Martin"),
            ("fr", "Camille", Some("Martin"), "Camille"),
            ("th", "สมชาย", Some("ใจดี"), "สมชาย"),
        ] {
            assert_eq!(in_greeting(language, given, family), expected);
        }
    }
}
