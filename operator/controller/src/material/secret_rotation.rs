//! When a client secret is replaced, and which earlier ones are still accepted: a pure decision over what the Secret's
//! own annotations say. They hold digests, which the bundle holds as well, and no secret.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Secret;
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

/// When the present secret was made.
pub const MADE_AT: &str = "domicile.dev/client-secret-made-at";
/// Earlier secrets that are still accepted: `<digest>@<end>`, separated by spaces.
pub const EARLIER: &str = "domicile.dev/earlier-client-secrets";
/// Key that the present secret is under, so that it is found when the template names another.
pub const KEY: &str = "domicile.dev/client-secret-key";

/// When a secret is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// One that was made before this moment is replaced once the moment has come.
    pub after: Option<OffsetDateTime>,
    /// One that is this old is replaced.
    pub every: Option<Duration>,
    /// How long the earlier one is accepted.
    pub overlap: Duration,
}

/// What is known of the secrets of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretHistory {
    /// When the present one was made.
    pub made_at: OffsetDateTime,
    /// Digests of earlier ones, each with the moment until which it is accepted.
    pub earlier: Vec<(String, OffsetDateTime)>,
}

impl SecretHistory {
    /// The history of a secret that is made now.
    pub fn beginning(now: OffsetDateTime) -> Self {
        Self {
            made_at: now,
            earlier: Vec::new(),
        }
    }

    /// What an existing Secret tells. One without annotations is as old as itself.
    pub fn of(secret: &Secret, now: OffsetDateTime) -> Self {
        let annotation = |name| secret.metadata.annotations.as_ref()?.get(name);
        let created = secret.metadata.creation_timestamp.as_ref();
        let created =
            created.and_then(|time| OffsetDateTime::from_unix_timestamp(time.0.as_second()).ok());
        let made_at =
            annotation(MADE_AT).and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok());
        let earlier = annotation(EARLIER).map(String::as_str).unwrap_or_default();
        Self {
            made_at: made_at.or(created).unwrap_or(now),
            earlier: earlier
                .split_ascii_whitespace()
                .filter_map(|one| {
                    let (digest, end) = one.split_once('@')?;
                    Some((
                        digest.to_owned(),
                        OffsetDateTime::parse(end, &Rfc3339).ok()?,
                    ))
                })
                .collect(),
        }
    }

    /// Whether the present secret is to be replaced.
    pub fn is_due(&self, rotation: Rotation, now: OffsetDateTime) -> bool {
        let passed = |moment: OffsetDateTime| moment <= now;
        let after = rotation.after.filter(|after| self.made_at < *after);
        let old = rotation
            .every
            .map(|every| self.made_at.saturating_add(every));
        after.is_some_and(passed) || old.is_some_and(passed)
    }

    /// The history after the secret of that digest was replaced.
    #[must_use]
    pub fn replaced(mut self, digest: String, rotation: Rotation, now: OffsetDateTime) -> Self {
        self.earlier
            .push((digest, now.saturating_add(rotation.overlap)));
        self.made_at = now;
        self
    }

    /// The same without what is no longer accepted.
    #[must_use]
    pub fn without_ended(mut self, now: OffsetDateTime) -> Self {
        self.earlier.retain(|(_, end)| *end > now);
        self
    }

    /// As annotations of the Secret.
    pub fn annotations(&self, key: &str) -> BTreeMap<String, String> {
        let written = |moment: OffsetDateTime| {
            let whole = moment.replace_nanosecond(0).unwrap_or(moment);
            whole.format(&Rfc3339).unwrap_or_default()
        };
        let mut annotations = BTreeMap::from([
            (MADE_AT.to_owned(), written(self.made_at)),
            (KEY.to_owned(), key.to_owned()),
        ]);
        if !self.earlier.is_empty() {
            let earlier = self.earlier.iter();
            let earlier: Vec<_> = earlier
                .map(|(digest, end)| format!("{digest}@{}", written(*end)))
                .collect();
            annotations.insert(EARLIER.to_owned(), earlier.join(" "));
        }
        annotations
    }
}
