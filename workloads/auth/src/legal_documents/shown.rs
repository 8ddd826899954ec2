//! Documents as a page shows them, and how its form tells which they were: what is recorded is what was read, though
//! the configuration changes while somebody reads.

use std::iter;

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Acceptance, Brand, LegalDocument, LegalText};
use domicile_pages::language;
use ring::digest::{SHA256, digest};

use crate::store::document_acceptances::{self, NewAcceptance};

/// The hidden field of forms that show documents.
pub const FIELD: &str = "documents";
/// Bytes of a SHA-256 that tell one list of documents from another.
const FINGERPRINT_BYTES: usize = 16;
/// More than a language tag and a fingerprint.
const LONGEST_TOKEN: usize = 64;

/// A document in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The document.
    pub document: &'a LegalDocument,
    /// What is read.
    pub text: &'a LegalText,
}

impl<'a> Shown<'a> {
    /// In a language, or else in the first that it has; none where it can be read nowhere.
    pub fn of(document: &'a LegalDocument, language: &str) -> Option<Self> {
        let mut texts = document.texts.iter().filter(|text| is_web_page(text));
        let offered: Vec<&str> = texts.clone().map(|text| text.language.as_str()).collect();
        if offered.is_empty() {
            return None;
        }
        let chosen = language::choose(&offered, [language]);
        let text = texts.find(|text| text.language == chosen)?;
        Some(Self { document, text })
    }

    /// Whether people have to agree to it.
    pub fn is_required(&self) -> bool {
        self.document.acceptance == Acceptance::Required
    }
}

/// The operator takes no other address; nothing else becomes a link, whatever a bundle says.
fn is_web_page(text: &LegalText) -> bool {
    text.url.starts_with("https://")
}

/// All documents of a brand in a language.
pub fn all<'a>(brand: &'a Brand, language: &str) -> Vec<Shown<'a>> {
    let documents = brand.documents.iter();
    documents
        .filter_map(|document| Shown::of(document, language))
        .collect()
}

/// What a form carries: the language of the page, and a fingerprint of what it showed.
pub fn token(brand: &Brand, language: &str, shown: &[Shown<'_>]) -> String {
    // None of these has a line break or a space in it.
    let lines = shown.iter().map(|one| {
        let (name, version) = (&one.document.name, &one.document.version);
        let manner = document_acceptances::word(one.document.acceptance);
        format!("{name} {version} {manner} {}", one.text.language)
    });
    let text = iter::once(brand.name.clone())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n");
    let digest = digest(&SHA256, text.as_bytes());
    let fingerprint = Base64UrlUnpadded::encode_string(&digest.as_ref()[..FINGERPRINT_BYTES]);
    format!("{language}.{fingerprint}")
}

/// What a form carried, as far as it can be one of ours.
pub fn carried(field: &str) -> Option<String> {
    (1..=LONGEST_TOKEN)
        .contains(&field.len())
        .then(|| field.to_owned())
}

/// What somebody read on the page whose form carried this, if it is what these documents are now.
pub fn read_on_the_page<'a>(
    brand: &Brand,
    documents: impl Iterator<Item = &'a LegalDocument>,
    carried: &str,
) -> Option<Vec<Shown<'a>>> {
    let (language, _) = carried.split_once('.')?;
    let shown: Vec<Shown<'a>> = documents
        .filter_map(|document| Shown::of(document, language))
        .collect();
    (token(brand, language, &shown) == carried).then_some(shown)
}

/// As they are recorded.
pub fn records<'a>(shown: &[Shown<'a>]) -> Vec<NewAcceptance<'a>> {
    shown
        .iter()
        .map(|one| NewAcceptance {
            document: &one.document.name,
            version: &one.document.version,
            manner: one.document.acceptance,
            language: &one.text.language,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domicile_bundle::Acceptance;

    use super::{all, read_on_the_page, token};
    use crate::example::bundle;

    #[test]
    fn a_form_speaks_of_what_its_page_showed_and_of_nothing_else() {
        let brand = bundle("eu").brands.swap_remove(0);
        let carried = token(&brand, "fr", &all(&brand, "fr"));
        let found = read_on_the_page(&brand, brand.documents.iter(), &carried).unwrap();
        assert_eq!(found, all(&brand, "fr"));
        let mut another_version = brand.clone();
        another_version.documents[0].version = "2026-02".to_owned();
        let mut agreed_to = brand.clone();
        agreed_to.documents[0].acceptance = Acceptance::Required;
        let mut another_brand = brand.clone();
        another_brand.name = "aurora/other".to_owned();
        for changed in [&another_version, &agreed_to, &another_brand] {
            let documents = changed.documents.iter();
            assert_eq!(read_on_the_page(changed, documents, &carried), None);
        }
        for forged in ["", "fr", "fr.", "en.AAAA"] {
            let documents = brand.documents.iter();
            assert_eq!(read_on_the_page(&brand, documents, forged), None);
        }
    }

    #[test]
    fn what_is_no_web_page_is_not_shown() {
        let mut brand = bundle("eu").brands.swap_remove(0);
        for text in &mut brand.documents[0].texts {
            text.url = "javascript:alert(1)".to_owned();
        }
        assert_eq!(all(&brand, "en").len(), brand.documents.len() - 1);
    }
}
