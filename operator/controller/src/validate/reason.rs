//! One word for a rejection, for programs; the message is for people.

use domicile_api::condition::Reason;
use domicile_policy::{ObjectKind, Rejection};

use super::Verdict;

/// Adds a rejection to what an object is told; the first one gives the reason.
pub(super) fn add(verdict: &mut Verdict, rejection: &Rejection, names_object: bool) {
    let said = if names_object {
        format!(
            "{}: {}: {}",
            rejection.object, rejection.path, rejection.message
        )
    } else {
        format!("{}: {}", rejection.path, rejection.message)
    };
    match verdict {
        Verdict::Accepted => {
            *verdict = Verdict::Rejected {
                reason: of(rejection),
                message: said,
            }
        }
        Verdict::Rejected { message, .. } => {
            message.push_str("; ");
            message.push_str(&said);
        }
    }
}

/// The word, from the field and from what is said about it.
fn of(rejection: &Rejection) -> Reason {
    let Rejection {
        object,
        path,
        message,
    } = rejection;
    let unknown = |kind: &str| {
        message.contains(&format!("no {kind} of the tenant defines"))
            || message.contains("is not accepted; correct that object first")
    };
    if path == "spec.tenantRef" {
        return Reason::TenantNotAccepted;
    }
    if path.contains("brandRef") || path.contains("defaultBrand") {
        return Reason::BrandNotFound;
    }
    if message.contains("would reach") {
        return Reason::UnlawfulFlow;
    }
    if message.contains("is longer than") {
        return Reason::InvalidValue;
    }
    if object.kind == ObjectKind::IdentityTenant && path.starts_with("spec.regions[")
        || message.contains("there is no Region")
    {
        return Reason::RegionNotFound;
    }
    if path.contains("purpose") && unknown("ConsentPolicy") {
        return Reason::UnknownPurpose;
    }
    if path.contains("event") && unknown("ProfileSchema") {
        return Reason::UnknownEvent;
    }
    if unknown("ProfileSchema") {
        return Reason::UnknownAttribute;
    }
    if message.contains("already") || message.contains("would be homed in") {
        return Reason::Conflict;
    }
    Reason::InvalidValue
}

#[cfg(test)]
mod tests {
    use domicile_policy::ObjectKey;

    use super::*;

    fn rejection(path: &str, message: &str) -> Rejection {
        let object = ObjectKey::new(ObjectKind::ActivationTarget, "aurora", "us-ads");
        Rejection {
            object,
            path: path.to_owned(),
            message: message.to_owned(),
        }
    }

    #[test]
    fn each_kind_of_rejection_has_its_word() {
        for (path, message, reason) in [
            (
                "spec.attributes[0]",
                "no ProfileSchema of the tenant defines `emial`; did you mean `email`?",
                Reason::UnknownAttribute,
            ),
            (
                "spec.events[1]",
                "no ProfileSchema of the tenant defines `Order`",
                Reason::UnknownEvent,
            ),
            (
                "spec.purposes[0]",
                "no ConsentPolicy of the tenant defines `x`",
                Reason::UnknownPurpose,
            ),
            (
                "spec.jurisdiction",
                "attribute `email` would reach `us-ads` in US",
                Reason::UnlawfulFlow,
            ),
            (
                "spec.hosts[0]",
                "is already served by Brand a/b",
                Reason::Conflict,
            ),
            ("spec.filter", "is no CEL", Reason::InvalidValue),
        ] {
            assert_eq!(of(&rejection(path, message)), reason, "{path}: {message}");
        }
    }

    #[test]
    fn a_region_that_cannot_be_named_is_not_a_region_that_is_missing() {
        let of_tenant = |message: &str| {
            of(&Rejection {
                object: ObjectKey::new(ObjectKind::IdentityTenant, "aurora", "aurora"),
                ..rejection("spec.regions[3]", message)
            })
        };
        assert_eq!(of_tenant("there is no Region br"), Reason::RegionNotFound);
        assert_eq!(
            of_tenant("`aurora-br`, which is longer than 34 characters"),
            Reason::InvalidValue
        );
    }

    #[test]
    fn every_field_that_is_wrong_is_told() {
        let mut verdict = Verdict::Accepted;
        add(&mut verdict, &rejection("spec.filter", "is no CEL"), false);
        add(
            &mut verdict,
            &rejection(
                "spec.attributes[0]",
                "no ProfileSchema of the tenant defines `a`",
            ),
            false,
        );
        let Verdict::Rejected { reason, message } = verdict else {
            panic!("it is rejected")
        };
        assert_eq!(reason, Reason::InvalidValue);
        assert_eq!(
            message,
            "spec.filter: is no CEL; spec.attributes[0]: no ProfileSchema of the tenant defines `a`"
        );
    }
}
