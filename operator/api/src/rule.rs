//! CEL rules that several kinds share, each with the message that a person reads when it refuses.
//!
//! Formats are CEL rules and not `pattern`s: the API server then answers with a sentence, and the rules run
//! offline in tests. Every text and list that a rule looks at is bounded in the schema, because the API server
//! estimates the cost of a rule from those bounds.

use kube::core::{Reason, Rule};

fn format(rule: impl Into<String>, message: &str) -> Rule {
    Rule::new(rule)
        .message(message)
        .reason(Reason::FieldValueInvalid)
}

fn each(condition: &str, message: &str) -> Rule {
    format(format!("self.all(item, {condition})"), message)
}

fn forbidden(rule: &str, message: &str) -> Rule {
    Rule::new(rule)
        .message(message)
        .reason(Reason::FieldValueForbidden)
}

/// The value never changes after creation.
pub fn immutable(message: &str) -> Rule {
    forbidden("self == oldSelf", message)
}

/// The tenant of an object never changes.
pub fn same_tenant() -> Rule {
    immutable("tenantRef cannot be changed: delete the object and create it for the other tenant")
}

/// Things may be added to a list, never taken away.
pub fn only_grows(message: &str) -> Rule {
    forbidden("oldSelf.all(item, item in self)", message)
}

/// Names of objects become parts of host names, paths and identifiers: an RFC 1123 label.
pub fn object_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "metadata.name must be at most 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit",
    )
}

/// The name begins the names of all children, which the API server limits to 63 characters.
pub fn tenant_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,22}[a-z0-9])?$')",
        "metadata.name of an IdentityTenant must be at most 24 lower-case letters, digits and hyphens, beginning with a letter",
    )
}

/// The name is the first label of regional hosts and the prefix of authorization codes.
pub fn region_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,13}[a-z0-9])?$')",
        "metadata.name of a Region must be at most 15 lower-case letters, digits and hyphens, beginning with a letter",
    )
}

/// An RFC 1123 label.
pub fn label() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "must be a name of at most 63 lower-case letters, digits and hyphens",
    )
}

/// Each item is an RFC 1123 label.
pub fn labels() -> Rule {
    each(
        "item.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "each item must be a name of at most 63 lower-case letters, digits and hyphens",
    )
}

/// An RFC 1123 subdomain.
pub fn secret_name() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$')",
        "must be the name of a Secret: lower-case letters, digits, hyphens and dots",
    )
}

/// The name of an object of another kind, such as a StorageClass: an RFC 1123 subdomain.
pub fn object_reference_name() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$')",
        "must be the name of an object: lower-case letters, digits, hyphens and dots",
    )
}

/// No item twice, where the order means something and the list therefore is no set.
pub fn no_duplicates(message: &str) -> Rule {
    // `FieldValueDuplicate` would be the reason, but the API server leaves out the message of such a rule.
    format(
        "self.all(item, self.exists_one(other, other == item))",
        message,
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

/// A duration of at most `24h`.
pub fn up_to_a_day() -> Rule {
    format(
        "self.matches('^([1-9][0-9]{0,3}s|[1-9][0-9]{0,2}m|1[0-3][0-9]{2}m|14[0-3][0-9]m|1440m|([1-9]|1[0-9]|2[0-4])h|1d)$')",
        "must be at most 24h",
    )
}

/// A word that code can use: attributes, claims, event properties.
pub fn identifier() -> Rule {
    format(
        "self.matches('^[A-Za-z][A-Za-z0-9_]{0,62}$')",
        "must begin with a letter and hold at most 63 letters, digits and underscores, for example seatPreference",
    )
}

/// Each item is such a word.
pub fn identifiers() -> Rule {
    each(
        "item.matches('^[A-Za-z][A-Za-z0-9_]{0,62}$')",
        "each item must begin with a letter and hold at most 63 letters, digits and underscores",
    )
}

/// Name of an event, as in Segment's `event`.
pub fn event_name() -> Rule {
    format(
        "self.matches('^[^ [:cntrl:]]([^[:cntrl:]]*[^ [:cntrl:]])?$')",
        EVENT_NAME,
    )
}

/// Each item is the name of an event.
pub fn event_names() -> Rule {
    each(
        "item.matches('^[^ [:cntrl:]]([^[:cntrl:]]*[^ [:cntrl:]])?$')",
        EVENT_NAME,
    )
}

const EVENT_NAME: &str =
    "the name of an event must not be empty, begin or end with a space, or hold control characters";

/// A text with something in it.
pub fn not_blank() -> Rule {
    format("self.trim().size() > 0", "must not be empty")
}

/// A fully qualified host name in lower case, without port.
pub fn host() -> Rule {
    format(
        format!("self.matches('{HOST}')"),
        "must be a host name in lower case with at least two labels, without port",
    )
}

/// Each item is such a host name.
pub fn hosts() -> Rule {
    each(
        &format!("item.matches('{HOST}')"),
        "each host must be a host name in lower case with at least two labels, without port",
    )
}

const HOST: &str = r"^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

/// An e-mail address, as far as a pattern can tell.
pub fn email() -> Rule {
    format(
        r"self.matches('^[^@[:space:][:cntrl:]<>,;]+@([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$')",
        "must be an e-mail address, for example help@aurora.example",
    )
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

/// A page on the web.
pub fn web_page() -> Rule {
    format(
        r"self.matches('^https://[a-z0-9.-]+(:[0-9]{1,5})?([/?#][^[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address",
    )
}

/// Where data is sent: encrypted, unless it stays inside the cluster.
pub fn webhook_url() -> Rule {
    format(
        r"self.matches('^(https://[a-z0-9.-]+|http://([a-z0-9-]+\\.)+svc(\\.cluster\\.local)?)(:[0-9]{1,5})?(/[^#[:space:][:cntrl:]]*)?$')",
        "must be an absolute https address without user or fragment; plain http only to a Service of this cluster (host ending in .svc or .svc.cluster.local)",
    )
}

/// Where a browser may be sent back to (RFC 6749, section 3.1.2; loopback: RFC 8252, section 7.3).
pub fn redirect_uris() -> Rule {
    each(
        r"item.matches('^(https://[a-z0-9.-]+|http://(127[.]0[.]0[.]1|localhost|\\[::1\\]))(:[0-9]{1,5})?([/?][^#*[:space:][:cntrl:]]*)?$')",
        "each redirect URI must be absolute, exact and without fragment: https, or http to 127.0.0.1, [::1] or localhost",
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

#[cfg(test)]
mod tests {
    use kube::core::cel::Validator;
    use serde_json::json;

    use super::*;

    /// What the API server would say about a value under one rule.
    fn accepts(rule: &Rule, value: &serde_json::Value) -> bool {
        let schema = json!({ "type": if value.is_array() { "array" } else { "string" }, "items": { "type": "string" }, "x-kubernetes-validations": [rule] });
        Validator::new().validate(&schema, value, None).is_ok()
    }

    fn check(rule: &Rule, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(
                accepts(rule, &json!(text)),
                "{text:?} should pass {}",
                rule.rule
            );
        }
        for text in bad {
            assert!(
                !accepts(rule, &json!(text)),
                "{text:?} should fail {}",
                rule.rule
            );
        }
    }

    #[test]
    fn a_host_is_lower_case_and_has_no_port() {
        check(
            &host(),
            &[
                "id.aurora.example",
                "aurora.localhost",
                "xn--bcher-kva.example",
            ],
            &[
                "localhost",
                "ID.aurora.example",
                "id.aurora.example:8443",
                "-a.example",
                "a..example",
                "*.aurora.example",
                "",
            ],
        );
    }

    #[test]
    fn an_email_address_has_two_sides() {
        check(
            &email(),
            &["help@aurora.example", "o'hara+news@sub.aurora.example"],
            &[
                "help",
                "help@",
                "@aurora.example",
                "a b@aurora.example",
                "Aurora <help@aurora.example>",
                "a@b@c.example",
            ],
        );
    }

    #[test]
    fn plain_http_stays_inside_the_cluster() {
        check(
            &webhook_url(),
            &[
                "https://crm.example/hooks?team=1",
                "http://receiver.receiver.svc:8080/hooks/crm",
                "http://receiver.receiver.svc.cluster.local/hooks",
                "https://crm.example:8443",
            ],
            &[
                "http://crm.example/hooks",
                "http://svc/hooks",
                "http://evil.example/.svc",
                "http://evil.example:80.svc/hooks",
                "https://user@crm.example/hooks",
                "https://crm.example/#part",
                "ftp://crm.example",
                "/hooks",
            ],
        );
    }

    #[test]
    fn a_redirect_goes_to_one_exact_place() {
        for (uri, accepted) in [
            ("https://shop.aurora.example/callback", true),
            ("https://shop.aurora.example:8443/callback?from=login", true),
            ("http://127.0.0.1:5555/callback", true),
            ("http://[::1]:5555/callback", true),
            ("http://localhost:5555/callback", true),
            ("http://shop.aurora.example/callback", false),
            ("http://127.0.0.1.evil.example/callback", false),
            ("http://localhost.evil.example/callback", false),
            ("https://shop.aurora.example/callback#done", false),
            ("https://shop.aurora.example/*", false),
            ("https://user@evil.example/callback", false),
            ("/callback", false),
            ("", false),
        ] {
            assert_eq!(accepts(&redirect_uris(), &json!([uri])), accepted, "{uri}");
        }
    }

    #[test]
    fn a_logo_only_shows_a_picture() {
        check(
            &harmless_svg(),
            &[
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\" fill=\"#0b3d91\"/></svg>",
            ],
            &[
                "<svg><script>alert(1)</script></svg>",
                "<svg><SCRIPT>alert(1)</SCRIPT></svg>",
                "<svg onload=\"alert(1)\"></svg>",
                "<svg><rect\nonclick = 'x'/></svg>",
                "<svg><a xlink:href=\"https://evil.example\">x</a></svg>",
                "<svg><use href=\"#x\"/></svg>",
                "<svg><rect fill=\"url(https://evil.example)\"/></svg>",
                "<svg><foreignObject>x</foreignObject></svg>",
                "<!DOCTYPE svg><svg></svg>",
                "<p>no</p>",
            ],
        );
    }

    #[test]
    fn small_formats_are_exact() {
        check(
            &colour(),
            &["#0b3d91"],
            &["0b3d91", "#0B3D91", "#fff", "#0b3d911", "red"],
        );
        check(
            &language(),
            &["en", "fr-CA", "zh-Hant", "zh-Hant-TW", "es-419", "fil"],
            &["EN", "english", "fr_CA", "fr-", ""],
        );
        check(
            &jurisdiction(),
            &["EU", "US", "JP", "US-CA"],
            &["eu", "E", "", "EUROPEANUNION"],
        );
        check(
            &version(),
            &["1", "2026-11", "v1.2_b"],
            &["", "-1", "1 2", "2026/11"],
        );
        check(
            &identifier(),
            &["email", "seatPreference", "loyalty_tier2"],
            &["", "2tier", "seat-preference", "é"],
        );
        check(
            &label(),
            &["aurora", "0", "a-b"],
            &["", "Aurora", "-a", "a-", "a.b"],
        );
        check(
            &secret_name(),
            &["shop-client", "a.b"],
            &["", "Shop", "a/b", ".a"],
        );
        check(
            &event_name(),
            &["Order Completed", "x", "注文完了"],
            &["", " x", "x ", "a\nb"],
        );
        check(
            &positive_quantity(),
            &["1Gi", "500M", "1"],
            &["0", "-1Gi", "much", ""],
        );
        check(
            &web_page(),
            &["https://aurora.example/terms#top"],
            &["http://aurora.example", "aurora.example", ""],
        );
    }
}
