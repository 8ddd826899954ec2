//! The shop sends what travellers do.

use super::{TENANT, metadata, strings};
use crate::{
    ObjectReference, ProfileSource, ProfileSourceSpec, examples::example,
    profile_source::SourceKind,
};

example! {
    /// The shop sends what travellers do, in the wire format of Segment. It authenticates with the write key that
    /// the operator puts into the Secret `shop-write-key`.
    pub fn shop() -> ProfileSource {
        ProfileSource {
            metadata: metadata("shop"),
            spec: ProfileSourceSpec {
                tenant_ref: ObjectReference::local(TENANT),
                kind: SourceKind::Segment,
                purpose: "service".to_owned(),
                attributes: strings(["language", "loyaltyTier", "seatPreference"]),
                precedence: Some(10),
                write_key_secret_name: "shop-write-key".to_owned(),
            },
            status: None,
        }
    }
}
