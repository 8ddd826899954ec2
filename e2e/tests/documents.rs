//! Documents that speak of tests speak of tests that there are.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Names of all functions in Rust code below a folder.
fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let declared = text.split("fn ").skip(1);
            names.extend(declared.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
        }
    }
}

/// Names in backticks that read like a sentence: five words or more, which no protocol word has.
fn sentences(document: &str) -> impl Iterator<Item = &str> {
    document.split('`').skip(1).step_by(2).filter(|name| {
        name.matches('_').count() > 3
            && name
                .bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

#[test]
fn documents_name_only_tests_that_there_are() {
    let mut names = BTreeSet::new();
    for folder in ["workloads", "operator"] {
        functions(&root().join(folder), &mut names);
    }
    for name in ["attacks.md", "conformance.md"] {
        let document = fs::read_to_string(root().join("docs").join(name)).unwrap();
        let (known, unknown): (Vec<&str>, Vec<&str>) =
            sentences(&document).partition(|sentence| names.contains(*sentence));
        assert_eq!(unknown, Vec::<&str>::new(), "docs/{name}");
        assert!(known.len() > 20, "docs/{name} names tests");
    }
}
