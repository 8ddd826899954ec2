//! Signatures that were proven before. A token is shown many times in its life, and its signature does not change.

use std::{
    collections::HashSet,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use ring::digest::{SHA256, digest};

/// Digests in a generation. Both take less than a megabyte.
const MOST: usize = 8192;

/// Digests of whole tokens (header, payload and signature) whose signature was proven with the keys that hold this.
///
/// Two generations: a full young one becomes the old one, and what is shown again comes back into the young one. So
/// whoever shows a flood of good tokens makes others be proven once more, and nothing grows.
#[derive(Debug, Default)]
pub(crate) struct Proven(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashSet<[u8; 32]>,
    old: HashSet<[u8; 32]>,
}

impl Proven {
    /// Whether exactly this text was proven before.
    pub(crate) fn holds(&self, token: &Digest) -> bool {
        let mut generations = self.generations();
        if generations.young.contains(&token.0) {
            return true;
        }
        let held = generations.old.contains(&token.0);
        if held {
            generations.remember(token.0);
        }
        held
    }

    /// Remembers a text whose signature was proven.
    pub(crate) fn remember(&self, token: &Digest) {
        self.generations().remember(token.0);
    }

    fn generations(&self) -> MutexGuard<'_, Generations> {
        // Whoever panicked left at worst a digest out.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn remember(&mut self, token: [u8; 32]) {
        if self.young.len() >= MOST {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(token);
    }
}

/// SHA-256 of a compact token.
pub(crate) struct Digest([u8; 32]);

impl Digest {
    pub(crate) fn of(token: &str) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_text_is_held() {
        let proven = Proven::default();
        proven.remember(&Digest::of("a.b.c"));
        assert!(proven.holds(&Digest::of("a.b.c")));
        assert!(!proven.holds(&Digest::of("a.b.d")));
    }

    #[test]
    fn what_is_shown_again_outlives_a_flood_and_nothing_grows() {
        let proven = Proven::default();
        let often = Digest::of("often");
        proven.remember(&often);
        for number in 0..5 * MOST {
            proven.remember(&Digest::of(&number.to_string()));
            assert!(proven.holds(&often));
        }
        let generations = proven.generations();
        assert!(generations.young.len() <= MOST && generations.old.len() <= MOST);
    }
}
