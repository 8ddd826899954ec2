//! Objects in the order in which they are judged.

use crate::model::{
    ApplicationInput, BrandInput, NamesSecret, ObjectKey, PolicyInput, RegionInput, SchemaInput,
    SourceInput, TargetInput, TenantSettings,
};

/// What the stages need to know of any object.
pub(crate) trait Judged: Clone + PartialEq {
    /// The object's key.
    fn key(&self) -> ObjectKey;

    /// When it was created, in seconds since 1970.
    fn created_at(&self) -> i64;

    /// Takes from the present version what the operator makes: key material, digests and addresses are never older
    /// than they are.
    fn take_made_parts_from(&mut self, present: &Self);
}

/// An object as it is now, and as it was accepted last, where that differs.
#[derive(Debug)]
pub(crate) struct Candidate<'a, T> {
    pub(crate) key: ObjectKey,
    pub(crate) present: &'a T,
    pub(crate) last: Option<T>,
}

impl<'a, T: Judged> Candidate<'a, T> {
    pub(crate) fn new(present: &'a T, last_accepted: Option<&T>) -> Self {
        let last = last_accepted.cloned().map(|mut last| {
            last.take_made_parts_from(present);
            last
        });
        Self {
            key: present.key(),
            present,
            last,
        }
    }

    /// Whether it is in force already, exactly as it is.
    fn is_unchanged(&self) -> bool {
        self.last.as_ref() == Some(self.present)
    }

    /// What is in force already comes first, so that a change to one object never takes another's place; then the
    /// older before the younger; then by kind and name.
    pub(crate) fn precedence(&self) -> (bool, i64, &ObjectKey) {
        (!self.is_unchanged(), self.present.created_at(), &self.key)
    }
}

/// All objects of one kind, in the order of their precedence.
pub(crate) fn candidates<'a, T: Judged>(
    present: &'a [T],
    last_accepted: Option<&[T]>,
) -> Vec<Candidate<'a, T>> {
    let mut candidates: Vec<_> = present
        .iter()
        .map(|object| {
            let key = object.key();
            let last = last_accepted.and_then(|all| all.iter().find(|last| last.key() == key));
            Candidate::new(object, last)
        })
        .collect();
    candidates.sort_by(|left, right| left.precedence().cmp(&right.precedence()));
    candidates
}

impl Judged for TenantSettings {
    fn key(&self) -> ObjectKey {
        self.key.clone()
    }

    fn created_at(&self) -> i64 {
        0
    }

    fn take_made_parts_from(&mut self, present: &Self) {
        self.portal_secret_digests
            .clone_from(&present.portal_secret_digests);
        if let (Some(last), Some(present)) = (
            &mut self.openid.dynamic_registration,
            &present.openid.dynamic_registration,
        ) {
            last.initial_access_token_digests
                .clone_from(&present.initial_access_token_digests);
        }
    }
}

impl Judged for RegionInput {
    fn key(&self) -> ObjectKey {
        Self::key(self)
    }

    fn created_at(&self) -> i64 {
        self.created_at
    }

    fn take_made_parts_from(&mut self, present: &Self) {
        self.mesh.clone_from(&present.mesh);
        self.signing_keys.clone_from(&present.signing_keys);
    }
}

/// Whether both versions name the same Secret: digests of another one are not those of the version that is held.
fn same_secret<T: NamesSecret>(last: &T, present: &T) -> bool {
    last.secret_name().is_empty() || last.secret_name() == present.secret_name()
}

/// Kinds with `key` and `created_at`; the digests that the operator makes of a Secret.
macro_rules! judged {
    ($($kind:ty { $($made:ident),* })*) => {$(
        impl Judged for $kind {
            fn key(&self) -> ObjectKey {
                self.key.clone()
            }

            fn created_at(&self) -> i64 {
                self.created_at
            }

            fn take_made_parts_from(&mut self, _present: &Self) {
                $(if same_secret(self, _present) {
                    self.$made.clone_from(&_present.$made);
                })*
            }
        }
    )*};
}

judged! {
    SchemaInput {}
    PolicyInput {}
    BrandInput {}
    ApplicationInput { secret_digests }
    SourceInput { write_key_digests }
    TargetInput {}
}
