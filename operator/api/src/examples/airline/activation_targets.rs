//! Systems that receive data.

use super::{TENANT, metadata, strings};
use crate::{
    ActivationTarget, ActivationTargetSpec, Duration, ObjectReference,
    activation_target::{Delivery, Webhook},
    examples::example,
};

example! {
    /// The system of the service desk, in the European Union: sees everybody whom it serves, from every region,
    /// because every region may hand data to the European Union.
    pub fn crm() -> ActivationTarget {
        target("crm", ActivationTargetSpec {
            display_name: Some("Aurora Service Desk".to_owned()),
            purposes: strings(["service", "marketing"]),
            attributes: strings(["email", "givenName", "familyName", "language", "loyaltyTier", "seatPreference"]),
            ..sends_to("crm", "EU")
        })
    }
}

example! {
    /// The tool that sends the newsletter, in the European Union. It gets three attributes of those people who
    /// want the newsletter.
    pub fn newsletter_tool() -> ActivationTarget {
        target("newsletter-tool", ActivationTargetSpec {
            display_name: Some("Letterbird SAS".to_owned()),
            purposes: strings(["newsletter"]),
            attributes: strings(["email", "givenName", "language"]),
            delivery: Some(Delivery {
                timeout: Some(Duration::of_seconds(5)),
                attempts: Some(8),
                initial_backoff: Some(Duration::of_seconds(2)),
                maximum_backoff: Some(Duration::of_minutes(10)),
            }),
            ..sends_to("newsletter-tool", "EU")
        })
    }
}

example! {
    /// An advertising network in the United States. Only the region us sends to it: with eu in the list, or with
    /// no list at all, the object would not be accepted, because the Region eu names no basis for a transfer to US.
    pub fn us_ads() -> ActivationTarget {
        target("us-ads", ActivationTargetSpec {
            display_name: Some("Roadside Ads, Inc.".to_owned()),
            regions: strings(["us"]),
            purposes: strings(["marketing"]),
            attributes: strings(["email", "loyaltyTier"]),
            ..sends_to("us-ads", "US")
        })
    }
}

fn target(name: &str, spec: ActivationTargetSpec) -> ActivationTarget {
    ActivationTarget {
        metadata: metadata(name),
        spec,
        status: None,
    }
}

/// What the targets have in common: the receiver that `cargo domicile up` runs stands for all three systems.
fn sends_to(name: &str, jurisdiction: &str) -> ActivationTargetSpec {
    ActivationTargetSpec {
        tenant_ref: ObjectReference::local(TENANT),
        display_name: None,
        webhook: Webhook {
            url: format!("http://receiver.receiver.svc:8080/hooks/{name}"),
            signing_secret_name: format!("{name}-signing"),
        },
        jurisdiction: jurisdiction.to_owned(),
        regions: Vec::new(),
        purposes: Vec::new(),
        attributes: Vec::new(),
        events: strings(["Flight Searched", "Order Completed"]),
        filter: None,
        delivery: None,
    }
}
