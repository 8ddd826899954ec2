//! What is made of the configuration is made when that changes, not for every request.

use std::sync::{Arc, PoisonError, RwLock};

/// Whether two are one and the same, without looking into them.
pub trait Same {
    /// Whether it is the same one.
    fn is_same(&self, other: &Self) -> bool;
}

impl<T> Same for Arc<T> {
    fn is_same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

impl<A: Same, B: Same> Same for (A, B) {
    fn is_same(&self, other: &Self) -> bool {
        self.0.is_same(&other.0) && self.1.is_same(&other.1)
    }
}

/// What was made last, and of what.
pub struct MadeOnce<K, T>(RwLock<Option<(K, Arc<T>)>>);

impl<K, T> Default for MadeOnce<K, T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Same, T> MadeOnce<K, T> {
    /// What was made of `origin`, or what `make` makes of it now. A failure is not remembered.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn of<E>(&self, origin: K, make: impl FnOnce(&K) -> Result<T, E>) -> Result<Arc<T>, E> {
        // A poisoned lock holds a whole value all the same: it is written in one assignment.
        if let Some((own, made)) = &*self.0.read().unwrap_or_else(PoisonError::into_inner)
            && own.is_same(&origin)
        {
            return Ok(made.clone());
        }
        let anew = Arc::new(make(&origin)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((origin, anew.clone()));
        Ok(anew)
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, sync::Arc};

    use super::MadeOnce;

    #[test]
    fn it_is_made_once_of_one_and_anew_of_another() {
        let made = MadeOnce::default();
        let times = Cell::new(0);
        let of = |origin: &Arc<u8>| {
            let result: Result<_, ()> = made.of(origin.clone(), |own| {
                times.set(times.get() + 1);
                Ok(**own)
            });
            *result.unwrap()
        };
        let (first, equal) = (Arc::new(1), Arc::new(1));
        assert_eq!((of(&first), of(&first), times.get()), (1, 1, 1));
        assert_eq!((of(&equal), times.get()), (1, 2));
    }

    #[test]
    fn a_failure_is_tried_again() {
        let made = MadeOnce::default();
        let origin = Arc::new(());
        assert_eq!(
            made.of(origin.clone(), |_| Err::<u8, _>("broken")),
            Err("broken")
        );
        assert_eq!(*made.of(origin, |_| Ok::<_, &str>(7)).unwrap(), 7);
    }
}
