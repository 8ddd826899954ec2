//! Public keys are parsed when the published set changes, not for every token.

use std::sync::{Arc, PoisonError, RwLock};

use domicile_jose::VerifyingKeys;
use serde_json::Value;

/// Published keys with the region that each belongs to.
type Published = Vec<(Option<String>, Value)>;

/// The set that was asked for last.
#[derive(Default)]
pub struct ParsedKeys(RwLock<Option<(Published, Arc<VerifyingKeys>)>>);

impl ParsedKeys {
    /// The keys of a published set.
    pub fn of(&self, published: Published) -> Arc<VerifyingKeys> {
        // A poisoned lock holds a whole set all the same: it is written in one assignment.
        if let Some((known, keys)) = &*self.0.read().unwrap_or_else(PoisonError::into_inner)
            && *known == published
        {
            return keys.clone();
        }
        let keys = Arc::new(VerifyingKeys::of(published.iter().cloned()));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((published, keys.clone()));
        keys
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::ParsedKeys;

    #[test]
    fn a_set_is_parsed_once_and_another_one_anew() {
        let parsed = ParsedKeys::default();
        let set = || vec![(Some("eu".to_owned()), serde_json::json!({ "kid": "a" }))];
        let first = parsed.of(set());
        assert!(Arc::ptr_eq(&first, &parsed.of(set())));
        assert!(!Arc::ptr_eq(&first, &parsed.of(vec![])));
    }
}
