//! Which language a page speaks.

use std::collections::BTreeMap;

/// Cookie that remembers a language chosen on the page. It says nothing about the person but that.
pub const COOKIE: &str = "domicile_language";

/// Picks one of the offered languages (BCP 47 tags; the first is the default).
///
/// Wishes come in order of weight: what the page's address asks for, then the cookie, then `Accept-Language`
/// (see [`accepted`]). A wish for `fr-CA` is met by `fr-CA`, else by `fr` (RFC 4647, section 3.4), else by
/// another French.
///
/// ```
/// use domicile_pages::language::{accepted, choose};
/// let wishes = accepted("de;q=0.9, fr-CA, *;q=0.1");
/// assert_eq!(choose(&["en", "fr"], wishes.iter().map(String::as_str)), "fr");
/// assert_eq!(choose(&["en", "fr"], []), "en");
/// ```
pub fn choose<'offered, 'wish>(
    offered: &[&'offered str],
    wishes: impl IntoIterator<Item = &'wish str>,
) -> &'offered str {
    for wish in wishes {
        let primary = wish.split('-').next().unwrap_or(wish);
        let found = offered
            .iter()
            .find(|tag| tag.eq_ignore_ascii_case(wish))
            .or_else(|| offered.iter().find(|tag| tag.eq_ignore_ascii_case(primary)))
            .or_else(|| {
                offered.iter().find(|tag| {
                    tag.split('-')
                        .next()
                        .is_some_and(|own| own.eq_ignore_ascii_case(primary))
                })
            });
        if let Some(tag) = found {
            return tag;
        }
    }
    offered.first().copied().unwrap_or("en")
}

/// The tags of an `Accept-Language` header (RFC 9110, section 12.5.4), best first; refused ones and `*` left out.
pub fn accepted(header: &str) -> Vec<String> {
    let mut weighted: Vec<(u32, String)> = header
        .split(',')
        .take(32)
        .filter_map(|item| {
            let mut parts = item.split(';');
            let tag = parts.next()?.trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q=").map(str::to_owned))
                .map_or(Some(1000), |quality| thousandths(&quality))?;
            let plausible = !tag.is_empty()
                && tag.len() <= 35
                && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            (plausible && weight > 0).then(|| (weight, tag.to_owned()))
        })
        .collect();
    weighted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    weighted.into_iter().map(|(_, tag)| tag).collect()
}

/// `0.85` as 850; nothing for what is not a weight.
fn thousandths(quality: &str) -> Option<u32> {
    let (whole, decimals) = quality
        .trim()
        .split_once('.')
        .unwrap_or((quality.trim(), ""));
    let padded = format!("{decimals:0<3}");
    let (whole, part): (u32, u32) = (whole.parse().ok()?, padded.get(..3)?.parse().ok()?);
    Some((whole * 1000 + part).min(1000)).filter(|_| whole <= 1)
}

/// One of several titles by language: in the page's language, else in its primary one, else in any, which says more than
/// a name.
pub fn title<'a>(titles: &'a BTreeMap<String, String>, language: &str) -> Option<&'a String> {
    let primary = language.split('-').next().unwrap_or(language);
    titles
        .get(language)
        .or_else(|| titles.get(primary))
        .or_else(|| titles.values().next())
}

/// The name of a language in itself, for a list of languages to choose from.
pub fn own_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "it" => "Italiano",
        "ja" => "日本語",
        "th" => "ไทย",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_wish_that_is_offered_wins() {
        for (offered, header, expected) in [
            (&["en", "fr"][..], "", "en"),
            (&["en", "fr"], "fr", "fr"),
            (&["en", "fr"], "FR-fr,en;q=0.8", "fr"),
            (&["en", "fr"], "ja, en;q=0.3, fr;q=0.5", "fr"),
            (&["en", "fr"], "fr;q=0, en", "en"),
            (&["fr-CA", "en"], "fr", "fr-CA"),
            (&["en", "fr"], "fr;q=2;;,,;q=x, <script>", "en"),
            (&[], "fr", "en"),
        ] {
            let wishes = accepted(header);
            assert_eq!(
                choose(offered, wishes.iter().map(String::as_str)),
                expected,
                "{header}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_header_breaks_the_choice(header: String) {
            let wishes = accepted(&header);
            proptest::prop_assert!(["en", "fr"].contains(&choose(&["en", "fr"], wishes.iter().map(String::as_str))));
        }
    }
}
