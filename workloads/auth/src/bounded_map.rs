//! A map that never grows beyond a size: what was used longest ago makes room.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Values by text, at most so many. Shared by all requests.
#[derive(Debug)]
pub struct BoundedMap<V> {
    most: usize,
    entries: Mutex<Entries<V>>,
}

#[derive(Debug)]
struct Entries<V> {
    /// Counts uses.
    clock: u64,
    by_key: HashMap<String, (u64, V)>,
}

impl<V: Clone> BoundedMap<V> {
    /// An empty map that holds at most so many values.
    pub fn holding(most: usize) -> Self {
        let entries = Entries {
            clock: 0,
            by_key: HashMap::new(),
        };
        Self {
            most,
            entries: Mutex::new(entries),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<V> {
        let mut entries = self.entries();
        entries.clock += 1;
        let now = entries.clock;
        let (used, value) = entries.by_key.get_mut(key)?;
        *used = now;
        Some(value.clone())
    }

    /// Keeps a value.
    pub fn insert(&self, key: &str, value: V) {
        let mut entries = self.entries();
        entries.clock += 1;
        let now = entries.clock;
        if entries.by_key.len() >= self.most && !entries.by_key.contains_key(key) {
            let used = |(_, (used, _)): &(&String, &(u64, V))| *used;
            let oldest = entries.by_key.iter().min_by_key(used);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                entries.by_key.remove(&oldest);
            }
        }
        entries.by_key.insert(key.to_owned(), (now, value));
    }

    /// Forgets a key.
    pub fn remove(&self, key: &str) {
        self.entries().by_key.remove(key);
    }

    fn entries(&self) -> MutexGuard<'_, Entries<V>> {
        // Nothing in here can be half done: a panic elsewhere leaves whole entries.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::BoundedMap;

    #[test]
    fn what_was_used_longest_ago_makes_room() {
        let map = BoundedMap::holding(2);
        map.insert("a", 1);
        map.insert("b", 2);
        assert_eq!(map.get("a"), Some(1));
        map.insert("c", 3);
        assert_eq!(
            (map.get("a"), map.get("b"), map.get("c")),
            (Some(1), None, Some(3))
        );
        map.remove("a");
        assert_eq!(map.get("a"), None);
    }

    proptest! {
        #[test]
        fn it_never_grows_beyond_its_size(keys in prop::collection::vec("[a-z]{1,2}", 0..200), most in 1_usize..10) {
            let map = BoundedMap::holding(most);
            for key in keys {
                map.insert(&key, ());
                prop_assert!(map.entries().by_key.len() <= most);
                prop_assert_eq!(map.get(&key), Some(()));
            }
        }
    }
}
