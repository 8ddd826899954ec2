//! In which words purposes are explained.

use std::collections::BTreeMap;

use super::{Violation, at};
use crate::{
    model::{PolicyInput, PurposeInput},
    proof::Facts,
};

pub(super) fn languages_are_not_repeated(_: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        for (position, document) in purpose.documents.iter().enumerate() {
            if purpose
                .documents
                .iter()
                .take(position)
                .any(|earlier| earlier.language == document.language)
            {
                let message = format!(
                    "a person reading `{}` would be shown two texts about `{}`; keep one for each language",
                    document.language, purpose.name
                );
                violations.push(Violation::new(
                    format!("{}.documents[{position}].language", at(index)),
                    message,
                ));
            }
        }
    }
    violations
}

pub(super) fn versions_are_the_same(_: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        let Some(first) = purpose.documents.first() else {
            continue;
        };
        for (position, document) in purpose.documents.iter().enumerate() {
            if document.version != first.version {
                let message = format!(
                    "a person reading `{}` would decide about version {} of `{}`, one reading `{}` about version {}; \
                     give every language the same version",
                    document.language,
                    document.version,
                    purpose.name,
                    first.language,
                    first.version
                );
                violations.push(Violation::new(
                    format!("{}.documents[{position}].version", at(index)),
                    message,
                ));
            }
        }
    }
    violations
}

/// Every language that one purpose of the policy has, or in which people are served, is there for all purposes.
pub(super) fn languages_are_complete(facts: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut wanted: BTreeMap<&str, String> = BTreeMap::new();
    for purpose in &policy.purposes {
        for document in &purpose.documents {
            let reason = || format!("`{}` has one", purpose.name);
            wanted.entry(&document.language).or_insert_with(reason);
        }
    }
    for (language, brand) in &facts.languages {
        wanted.insert(language, format!("{brand} is shown in it"));
    }
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        if purpose.documents.is_empty() {
            let message = format!(
                "nobody could read what `{}` means; add a document per language",
                purpose.name
            );
            violations.push(Violation::new(format!("{}.documents", at(index)), message));
            continue;
        }
        for (language, reason) in wanted
            .iter()
            .filter(|(language, _)| !speaks(purpose, language))
        {
            let message = format!(
                "a person reading `{language}` could not read what `{}` means: {reason}; add a document in it",
                purpose.name
            );
            violations.push(Violation::new(format!("{}.documents", at(index)), message));
        }
    }
    violations
}

/// Whether the purpose has a text in that language, or in the language that it is a variant of (RFC 4647, lookup).
pub(in crate::rules) fn speaks(purpose: &PurposeInput, language: &str) -> bool {
    purpose
        .documents
        .iter()
        .any(|document| is_variant_of(language, &document.language))
}

/// Whether somebody who reads a language is served by a text in another one: the same, or the one that it is a variant
/// of (RFC 4647, lookup).
pub(in crate::rules) fn is_variant_of(language: &str, other: &str) -> bool {
    language
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
