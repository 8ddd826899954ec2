//! The texts of every crate that makes pages: the same in each language, and none too many.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use domicile_pages::Messages;

/// The first is the fallback.
const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "ja", "th"];
/// Crate and folder of its texts.
const CRATES: [(&str, &str); 3] = [
    ("pages", "messages"),
    ("auth", "texts"),
    ("profile-store", "messages"),
];

fn workload(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join(name)
}

fn texts_of(name: &str, folder: &str) -> Messages {
    let folder = workload(name).join(folder);
    let files: Vec<String> = LANGUAGES
        .map(|tag| fs::read_to_string(folder.join(format!("{tag}.ftl"))).unwrap())
        .to_vec();
    let sources: Vec<(&str, &str)> = LANGUAGES
        .into_iter()
        .zip(files.iter().map(String::as_str))
        .collect();
    Messages::parse(&sources).unwrap()
}

/// Rust code and templates of a crate.
fn sources_of(name: &str) -> Vec<String> {
    let mut folders = vec![workload(name).join("src"), workload(name).join("templates")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if ["rs", "html", "txt"]
                .iter()
                .any(|own| path.extension().is_some_and(|has| has == *own))
            {
                sources.push(without_comments(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    sources
}

/// Comments give examples.
fn without_comments(source: &str) -> String {
    let lines = source.lines();
    let code: Vec<&str> = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    code.join("\n")
}

#[test]
fn every_text_is_there_in_every_language_with_the_same_values() {
    for (name, folder) in CRATES {
        assert_eq!(
            texts_of(name, folder).incomplete(),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[test]
fn no_text_is_kept_that_nobody_shows() {
    for (name, folder) in CRATES {
        let (texts, sources) = (texts_of(name, folder), sources_of(name));
        let unused = texts.unused_in(sources.iter().map(String::as_str));
        assert_eq!(unused, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn every_text_that_a_page_says_exists() {
    for (name, folder) in CRATES {
        let texts = texts_of(name, folder);
        let known: BTreeSet<&str> = texts.keys().collect();
        for source in sources_of(name) {
            let production = source.split("#[cfg(test)]").next().unwrap_or_default();
            for said in said(production) {
                assert!(known.contains(said), "{name} says `{said}`");
            }
        }
    }
}

/// Keys written right into `say…("…"`.
fn said(source: &str) -> impl Iterator<Item = &str> {
    source.split("text.say").skip(1).filter_map(|call| {
        let (function, rest) = call.split_once("(\"")?;
        function
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            .then_some(rest.split('"').next()?)
    })
}

/// Texts go into the pages' HTML and into attributes escaped; a text that holds markup would show it.
#[test]
fn no_text_holds_markup() {
    for (name, folder) in CRATES {
        for tag in LANGUAGES {
            let path = workload(name).join(folder).join(format!("{tag}.ftl"));
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains('<') && !text.contains("&amp;"), "{path:?}");
        }
    }
}
