//! The leaf of the Merkle tree that a record becomes (RFC 6962, section 2.1, with a salt).
//!
//! `SHA-256(0x00 || salt || canonical JSON)`. Once record and salt are erased, the leaf tells nothing about the
//! person, and the tree over all leaves stays valid.

use domicile_bundle::canonical_json;
use sha2::{Digest, Sha256};

use crate::record::Record;

/// Domain separation of leaves from inner nodes (RFC 6962).
const LEAF_PREFIX: [u8; 1] = [0x00];

/// The leaf hash of a record; whatever its own `leaf_hash` says is not looked at.
pub(crate) fn of(record: &Record) -> Result<[u8; 32], serde_json::Error> {
    let mut hash = Sha256::new();
    hash.update(LEAF_PREFIX);
    hash.update(record.salt);
    hash.update(canonical_json::to_string(record)?.as_bytes());
    Ok(hash.finalize().into())
}

impl Record {
    /// Whether the leaf hash is the one of this content.
    ///
    /// # Errors
    /// When the record has no JSON form.
    pub fn is_intact(&self) -> Result<bool, serde_json::Error> {
        Ok(of(self)? == self.leaf_hash)
    }
}
