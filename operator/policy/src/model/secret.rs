//! The Secret that an object names.

use super::{ApplicationInput, ObjectKey, Reference, SourceInput, TargetInput};

/// An object that names a Secret of its own.
pub(crate) trait NamesSecret {
    /// The field that names it.
    const PATH: &'static str;

    /// The object's key.
    fn key(&self) -> &ObjectKey;

    /// Name of the Secret; empty only in what an earlier version kept.
    fn secret_name(&self) -> &str;

    /// The Secret, in the object's namespace.
    fn secret(&self) -> Option<Reference> {
        let name = self.secret_name();
        (!name.is_empty()).then(|| Reference::new(&self.key().namespace, name))
    }
}

macro_rules! names_secret {
    ($($kind:ty { $path:literal, $field:ident })*) => {$(
        impl NamesSecret for $kind {
            const PATH: &'static str = $path;

            fn key(&self) -> &ObjectKey {
                &self.key
            }

            fn secret_name(&self) -> &str {
                &self.$field
            }
        }
    )*};
}

names_secret! {
    ApplicationInput { "spec.secretName", secret_name }
    SourceInput { "spec.writeKeySecretName", write_key_secret_name }
    TargetInput { "spec.webhook.signingSecretName", signing_secret_name }
}
