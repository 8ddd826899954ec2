//! How a bundle travels: canonical JSON, split so that no `ConfigMap` passes the API server's 1 MiB.
//!
//! The operator writes `index.json` and `part-000`, `part-001`, …, each part in a `ConfigMap` of its own, all
//! projected into one directory, which the kubelet swaps atomically. A reader takes the whole or nothing.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{Bundle, Revision, canonical_json};

/// Most bytes in one part; leaves room for the rest of a `ConfigMap` under 1 MiB.
pub const PART_BYTES: usize = 768 * 1024;
/// File that says how many parts there are and which revision they make.
pub const INDEX_FILE: &str = "index.json";

/// What `index.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Index {
    /// Hash of the parts joined.
    pub revision: Revision,
    /// Number of parts.
    pub parts: usize,
}

/// A bundle ready to be written: the index and the parts by file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Index, also the content of `index.json`.
    pub index: Index,
    /// `part-NNN` and its text.
    pub parts: BTreeMap<String, String>,
}

/// Why a bundle cannot be read. Texts name no content of the bundle.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file is missing or unreadable.
    #[error(
        "cannot read {file} of the bundle: {source}; the operator writes it, see the tenant's status"
    )]
    File {
        /// Name of the file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what it should be.
    #[error("the bundle's {file} is not valid: {source}")]
    Syntax {
        /// Name of the file.
        file: String,
        /// Where and what.
        source: serde_json::Error,
    },
    /// The parts are not those that the index was written for.
    #[error(
        "the bundle's parts make revision {found}, the index says {expected}: parts of two revisions are mixed"
    )]
    Mixed {
        /// What the index says.
        expected: Revision,
        /// What was found.
        found: Revision,
    },
}

/// Splits a bundle into parts.
///
/// # Errors
/// When the bundle has no JSON form.
pub fn encode(bundle: &Bundle) -> Result<Encoded, serde_json::Error> {
    let canonical = canonical_json::to_string(bundle)?;
    let revision = Revision::of(&canonical);
    let parts: BTreeMap<_, _> = split(&canonical, PART_BYTES)
        .into_iter()
        .enumerate()
        .map(|(number, part)| (part_file(number), part.to_owned()))
        .collect();
    Ok(Encoded {
        index: Index {
            revision,
            parts: parts.len(),
        },
        parts,
    })
}

/// Cuts a text into pieces of at most `most` bytes (4 or more, the longest character), never through a character.
fn split(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(rest.floor_char_boundary(most.max(4)));
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

/// File name of a part.
pub fn part_file(number: usize) -> String {
    format!("part-{number:03}")
}

/// Reads a bundle from the directory where the kubelet mounts it.
///
/// # Errors
/// When a file is missing, is not valid, or belongs to another revision.
pub fn read(directory: &Path) -> Result<(Bundle, Revision), ReadError> {
    // The kubelet swaps the link `..data`: resolving it once reads all files from one generation.
    let generation =
        fs::canonicalize(directory.join("..data")).unwrap_or_else(|_| directory.to_owned());
    let file = |name: &str| {
        fs::read_to_string(generation.join(name)).map_err(|source| ReadError::File {
            file: name.to_owned(),
            source,
        })
    };
    let index: Index =
        serde_json::from_str(&file(INDEX_FILE)?).map_err(|source| ReadError::Syntax {
            file: INDEX_FILE.to_owned(),
            source,
        })?;
    let canonical = (0..index.parts)
        .map(|number| file(&part_file(number)))
        .collect::<Result<String, _>>()?;
    let found = Revision::of(&canonical);
    if found != index.revision {
        return Err(ReadError::Mixed {
            expected: index.revision,
            found,
        });
    }
    let bundle = serde_json::from_str(&canonical).map_err(|source| ReadError::Syntax {
        file: "parts".to_owned(),
        source,
    })?;
    Ok((bundle, found))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_are_short_and_make_the_text_again(text in any::<String>(), most in 4_usize..40) {
            let pieces = split(&text, most);
            prop_assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= most));
            prop_assert_eq!(pieces.concat(), text);
        }
    }

    #[test]
    fn a_character_is_never_cut() {
        assert_eq!(split("aéé€", 4), ["aé", "é", "€"]);
        assert_eq!(split("", 4), Vec::<&str>::new());
    }
}
