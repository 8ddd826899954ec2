//! Texts with a grammar: languages, places, versions, amounts, pictures.

use kube::core::Rule;

use super::{each, format};

/// No item twice, where the order means something and the list therefore is no set.
pub fn no_duplicates(message: &str) -> Rule {
    // `FieldValueDuplicate` would be the reason, but the API server leaves out the message of such a rule.
    format(
        "self.all(item, self.exists_one(other, other == item))",
        message,
    )
}

/// Some way to prove an e-mail address.
pub fn proves_an_address() -> Rule {
    format(
        "self.exists(item, item in ['EmailCode', 'EmailLink'])",
        "must have EmailCode or EmailLink: an address is proven before there is anything else to sign in with",
    )
}

/// A duration from `1s` to `60s`.
pub fn up_to_a_minute() -> Rule {
    format(
        "self.matches('^(([1-9]|[1-5][0-9]|60)s|1m)$')",
        "must be from 1s to 60s",
    )
}

/// A duration from `1m` to `60m`.
pub fn up_to_an_hour() -> Rule {
    format(
        "self.matches('^(([1-9]|[1-5][0-9]|60)m|1h)$')",
        "must be whole minutes from 1m to 60m",
    )
}

/// A duration in whole days.
pub fn whole_days() -> Rule {
    format(
        "self.matches('^[1-9][0-9]{0,3}d$')",
        "must be whole days, for example 90d",
    )
}

/// A duration of `2h` or more.
pub fn two_hours_or_longer() -> Rule {
    format(
        "self.matches('^([2-9]h|[1-9][0-9]{1,3}h|[1-9][0-9]{0,3}d)$')",
        "must be whole hours from 2h, or whole days",
    )
}

/// A duration of at most `24h`.
pub fn up_to_a_day() -> Rule {
    format(
        "self.matches('^([1-9][0-9]{0,3}s|[1-9][0-9]{0,2}m|1[0-3][0-9]{2}m|14[0-3][0-9]m|1440m|([1-9]|1[0-9]|2[0-4])h|1d)$')",
        "must be at most 24h",
    )
}

/// A text with something in it.
pub fn not_blank() -> Rule {
    format("self.trim().size() > 0", "must not be empty")
}

/// A colour as pages use it.
pub fn colour() -> Rule {
    format(
        "self.matches('^#[0-9a-f]{6}$')",
        "must be a colour as # and six lower-case hexadecimal digits, for example #0b3d91",
    )
}

/// A BCP 47 language tag.
pub fn language() -> Rule {
    format(format!("self.matches('{LANGUAGE}')"), LANGUAGE_MESSAGE)
}

/// Each item is a BCP 47 language tag.
pub fn languages() -> Rule {
    each(&format!("item.matches('{LANGUAGE}')"), LANGUAGE_MESSAGE)
}

const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";
const LANGUAGE_MESSAGE: &str = "a language must be a BCP 47 tag such as en, fr-CA or zh-Hant";

/// Each item is a country of ISO 3166-1.
pub fn countries() -> Rule {
    each(
        "item.matches('^[A-Z]{2}$')",
        "each country must be an ISO 3166-1 code of two capital letters, for example FR",
    )
}

/// The name of a jurisdiction.
pub fn jurisdiction() -> Rule {
    format(
        format!("self.matches('{JURISDICTION}')"),
        JURISDICTION_MESSAGE,
    )
}

/// Each item is the name of a jurisdiction.
pub fn jurisdictions() -> Rule {
    each(
        &format!("item.matches('{JURISDICTION}')"),
        JURISDICTION_MESSAGE,
    )
}

const JURISDICTION: &str = "^[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{1,7})?$";
const JURISDICTION_MESSAGE: &str =
    "a jurisdiction must be capital letters and digits, for example EU, US or US-CA";

/// The version of a document.
pub fn version() -> Rule {
    format(
        "self.matches('^[A-Za-z0-9]([A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$')",
        "a version must be at most 32 letters, digits, dots, hyphens and underscores, for example 2026-11",
    )
}

/// A Kubernetes quantity above zero.
pub fn positive_quantity() -> Rule {
    format(
        "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
        "must be a Kubernetes quantity above zero, for example 10Gi",
    )
}

/// SVG text that shows a picture and does nothing else.
pub fn harmless_svg() -> Rule {
    format(
        r"self.startsWith('<svg') && self.endsWith('</svg>') && !self.matches('(?i)<(script|style|foreignobject|iframe|image|use|a)[^a-z]') && !self.matches('(?i)[^a-z]on[a-z]+ *=') && !self.matches('(?i)(href|url[(]|javascript:|data:|<!)')",
        "must be one <svg> element without script, style, links, event handlers or references to anything outside",
    )
}

/// A moment in UTC (RFC 3339).
pub fn utc_time() -> Rule {
    format(
        // Months end where they do, so that every time that is taken can be read.
        "self.matches('^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|[0-9]{2}(0[48]|[2468][048]|[13579][26])-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$')",
        "must be a time in UTC, for example 2026-11-22T00:00:00Z",
    )
}

/// One certificate in PEM (RFC 7468, section 5); whether it can be read is asked later.
pub fn certificate() -> Rule {
    format(
        r"self.matches('^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$')",
        "must be one certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
    )
}

/// AAGUIDs (Web Authentication, section 6.5.1), which the zeros of makers that say none are not.
pub fn authenticator_models() -> Rule {
    each(
        "item.matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') && item != '00000000-0000-0000-0000-000000000000'",
        "each item must be the AAGUID of a model, for example ee882879-721c-4913-9775-3dfcce97072a",
    )
}
