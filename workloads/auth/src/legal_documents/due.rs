//! Which documents a person has yet to accept, or to be shown. Pure: the table is tested.

use domicile_bundle::{Acceptance, LegalDocument};

/// What is recorded of a person and a document of the brand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Name of the document.
    pub document: String,
    /// Its version then.
    pub version: String,
    /// Whether the person agreed to it, or was shown it.
    pub manner: Acceptance,
    /// Seconds since 1970.
    pub at: i64,
}

/// A document that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<'a> {
    /// The document.
    pub document: &'a LegalDocument,
    /// Whether the person knows another version of it, so that what changed says something.
    pub knows_another: bool,
}

/// Whether something may be due to somebody: where not, nobody needs to be looked up.
pub fn may_be(documents: &[LegalDocument], now: i64) -> bool {
    documents.iter().any(|document| {
        document.acceptance == Acceptance::Required || asks_again(document, now).is_some()
    })
}

/// What is due to a person.
pub fn due<'a>(documents: &'a [LegalDocument], past: &[Past], now: i64) -> Vec<Due<'a>> {
    documents
        .iter()
        .filter(|document| is_due(document, past, now))
        .map(|document| Due {
            document,
            knows_another: past
                .iter()
                .any(|own| own.document == document.name && own.version != document.version),
        })
        .collect()
}

fn is_due(document: &LegalDocument, past: &[Past], now: i64) -> bool {
    // To have been shown something is no agreement to it.
    let mut counts = past.iter().filter(|own| {
        own.document == document.name
            && (own.manner == Acceptance::Required || document.acceptance == Acceptance::Shown)
    });
    match asks_again(document, now) {
        Some(moment) => !counts.any(|own| own.version == document.version || own.at >= moment),
        // A notice is linked on every page: nobody is stopped to be shown it for the first time.
        None => document.acceptance == Acceptance::Required && counts.next().is_none(),
    }
}

/// From when on acceptances count, where that time has come.
fn asks_again(document: &LegalDocument, now: i64) -> Option<i64> {
    document.reconsent_before.filter(|moment| *moment <= now)
}

#[cfg(test)]
mod tests {
    use domicile_bundle::Acceptance::{self, Required, Shown};

    use super::{LegalDocument, Past, due, may_be};

    const NOW: i64 = 1000;

    fn document(acceptance: Acceptance, reconsent_before: Option<i64>) -> LegalDocument {
        LegalDocument {
            name: "terms".to_owned(),
            version: "2".to_owned(),
            acceptance,
            effective_at: None,
            reconsent_before,
            texts: Vec::new(),
        }
    }

    fn past(version: &str, manner: Acceptance, at: i64) -> Past {
        Past {
            document: "terms".to_owned(),
            version: version.to_owned(),
            manner,
            at,
        }
    }

    #[test]
    fn the_table_of_what_is_due() {
        for (acceptance, reconsent_before, past, expected) in [
            // Nobody gets on without having agreed to the terms once.
            (Required, None, vec![], Some(false)),
            // A notice stops nobody for the first time.
            (Shown, None, vec![], None),
            // A new version alone asks nobody.
            (Required, None, vec![past("1", Required, 10)], None),
            // It does when it says so, from then on.
            (
                Required,
                Some(500),
                vec![past("1", Required, 10)],
                Some(true),
            ),
            (
                Required,
                Some(1000),
                vec![past("1", Required, 999)],
                Some(true),
            ),
            (Required, Some(1001), vec![past("1", Required, 10)], None),
            (Required, Some(1001), vec![], Some(false)),
            (Shown, Some(500), vec![past("1", Shown, 10)], Some(true)),
            (Shown, Some(500), vec![], Some(false)),
            (Shown, Some(1001), vec![], None),
            // Who accepted this version, or another one since that time, is not asked.
            (Required, Some(500), vec![past("2", Required, 10)], None),
            (Required, Some(500), vec![past("1", Required, 500)], None),
            (Shown, Some(500), vec![past("2", Shown, 10)], None),
            // To have seen is not to have agreed; to have agreed is to have seen.
            (Required, None, vec![past("2", Shown, 990)], Some(false)),
            (
                Required,
                Some(500),
                vec![past("2", Shown, 990)],
                Some(false),
            ),
            (Shown, Some(500), vec![past("2", Required, 990)], None),
        ] {
            let documents = [document(acceptance, reconsent_before)];
            let found = due(&documents, &past, NOW);
            let found = found.first().map(|due| due.knows_another);
            assert_eq!(
                found, expected,
                "{acceptance:?} {reconsent_before:?} {past:?}"
            );
            assert!(
                found.is_none() || may_be(&documents, NOW),
                "nothing is due where nobody would look: {acceptance:?} {reconsent_before:?}"
            );
        }
    }

    #[test]
    fn another_document_counts_for_nothing() {
        let other = Past {
            document: "privacy".to_owned(),
            ..past("2", Required, 990)
        };
        assert_eq!(due(&[document(Required, None)], &[other], NOW).len(), 1);
    }

    #[test]
    fn nobody_is_looked_up_where_nothing_can_be_due() {
        assert!(!may_be(&[document(Shown, None)], NOW));
        assert!(!may_be(&[document(Shown, Some(1001))], NOW));
        assert!(!may_be(&[], NOW));
    }
}
