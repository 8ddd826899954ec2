//! A bundle is read as it was written, whole, or not at all.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fixture;

use std::{fs, os::unix::fs::symlink, path::Path};

use domicile_bundle::{
    Revision, canonical_json,
    parts::{self, Encoded, INDEX_FILE, PART_BYTES, ReadError},
};
use fixture::bundle;
use proptest::prelude::*;
use tempfile::TempDir;

fn write(encoded: &Encoded, directory: &Path) {
    fs::create_dir_all(directory).unwrap();
    fs::write(
        directory.join(INDEX_FILE),
        canonical_json::to_string(&encoded.index).unwrap(),
    )
    .unwrap();
    for (file, text) in &encoded.parts {
        fs::write(directory.join(file), text).unwrap();
    }
}

/// A text of three-byte characters that needs more than one part.
fn long_text() -> String {
    "€".repeat(PART_BYTES / 2)
}

#[test]
fn a_bundle_is_read_as_it_was_written() {
    let directory = TempDir::new().unwrap();
    let written = bundle("One letter a month.");
    let encoded = parts::encode(&written).unwrap();
    write(&encoded, directory.path());
    let (read, revision) = parts::read(directory.path()).unwrap();
    assert_eq!(read, written);
    assert_eq!(revision, encoded.index.revision);
}

#[test]
fn a_long_bundle_travels_in_parts_that_are_cut_between_characters() {
    let directory = TempDir::new().unwrap();
    // One of three lengths of the text before the characters puts the limit inside a character.
    for before in ["", "a", "aa"] {
        let written = bundle(&format!("{before}{}", long_text()));
        let encoded = parts::encode(&written).unwrap();
        assert_eq!(encoded.index.parts, 2);
        assert!(encoded.parts.values().all(|part| part.len() <= PART_BYTES));
        write(&encoded, directory.path());
        assert_eq!(parts::read(directory.path()).unwrap().0, written);
    }
}

#[test]
fn parts_of_two_revisions_are_refused() {
    let directory = TempDir::new().unwrap();
    let first = parts::encode(&bundle(&long_text())).unwrap();
    let second = parts::encode(&bundle(&format!("{}!", long_text()))).unwrap();
    write(&first, directory.path());
    fs::write(directory.path().join("part-001"), &second.parts["part-001"]).unwrap();
    let problem = parts::read(directory.path()).unwrap_err();
    let ReadError::Mixed { expected, found } = problem else {
        panic!("{problem}")
    };
    assert_eq!(expected, first.index.revision);
    assert_ne!(found, expected);
}

#[test]
fn a_missing_file_is_named() {
    let directory = TempDir::new().unwrap();
    let read = || parts::read(directory.path()).unwrap_err().to_string();
    assert!(read().contains(INDEX_FILE));
    write(
        &parts::encode(&bundle(&long_text())).unwrap(),
        directory.path(),
    );
    fs::remove_file(directory.path().join("part-001")).unwrap();
    assert!(read().contains("part-001"));
}

#[test]
fn a_field_of_the_future_is_refused_because_it_might_mean_a_restriction() {
    let directory = TempDir::new().unwrap();
    let mut json = serde_json::to_value(bundle("")).unwrap();
    json["onlyOnSundays"] = true.into();
    let text = canonical_json::to_string(&json).unwrap();
    fs::write(directory.path().join("part-000"), &text).unwrap();
    let index = format!(r#"{{"parts":1,"revision":"{}"}}"#, Revision::of(&text));
    fs::write(directory.path().join(INDEX_FILE), index).unwrap();
    assert!(matches!(
        parts::read(directory.path()),
        Err(ReadError::Syntax { .. })
    ));
}

#[test]
fn all_files_come_from_the_generation_that_the_kubelet_links() {
    let directory = TempDir::new().unwrap();
    let (old, new) = (bundle("old"), bundle("new"));
    write(&parts::encode(&old).unwrap(), &directory.path().join("..1"));
    write(&parts::encode(&new).unwrap(), &directory.path().join("..2"));
    symlink("..1", directory.path().join("..data")).unwrap();
    assert_eq!(parts::read(directory.path()).unwrap().0, old);
    symlink("..2", directory.path().join("..next")).unwrap();
    fs::rename(
        directory.path().join("..next"),
        directory.path().join("..data"),
    )
    .unwrap();
    assert_eq!(parts::read(directory.path()).unwrap().0, new);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_refused_and_never_panic(
        index in prop::collection::vec(any::<u8>(), 0..200),
        part in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let directory = TempDir::new().unwrap();
        fs::write(directory.path().join(INDEX_FILE), &index).unwrap();
        fs::write(directory.path().join("part-000"), &part).unwrap();
        prop_assert!(parts::read(directory.path()).is_err());
    }

    #[test]
    fn arbitrary_text_under_the_right_revision_is_refused_and_never_panics(part in any::<String>()) {
        let directory = TempDir::new().unwrap();
        let index = format!(r#"{{"parts":1,"revision":"{}"}}"#, Revision::of(&part));
        fs::write(directory.path().join(INDEX_FILE), index).unwrap();
        fs::write(directory.path().join("part-000"), &part).unwrap();
        let is_syntax = matches!(parts::read(directory.path()), Err(ReadError::Syntax { .. }));
        prop_assert!(is_syntax);
    }

    #[test]
    fn whatever_people_write_arrives(text in any::<String>()) {
        let directory = TempDir::new().unwrap();
        let written = bundle(&text);
        write(&parts::encode(&written).unwrap(), directory.path());
        prop_assert_eq!(parts::read(directory.path()).unwrap().0, written);
    }
}
