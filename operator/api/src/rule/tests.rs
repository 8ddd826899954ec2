//! The same answers that the API server gives, offline.

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

#[test]
fn an_issuer_is_an_https_address_without_query() {
    check(
        &issuer(),
        &[
            "https://accounts.example",
            "https://login.example:8443/realms/Aurora/",
        ],
        &[
            "http://accounts.example",
            "https://a@accounts.example",
            "https://accounts.example?a=b",
            "https://accounts.example/#a",
            "accounts.example",
            "",
        ],
    );
}

#[test]
fn a_claim_is_named_or_pointed_at() {
    check(
        &claim_path(),
        &[
            "given_name",
            "https://x.example/tier",
            "/name/first",
            "/a~1b/~0",
            "/",
        ],
        &["", "/a~2", "/a~", "a\nb", "~a"],
    );
}

#[test]
fn scopes_of_others_have_no_spaces() {
    for (scope, good) in [
        ("read:user", true),
        ("https://x.example/auth/profile", true),
        ("a b", false),
        ("a\"b", false),
        ("a\\b", false),
        ("", false),
    ] {
        assert_eq!(
            accepts(&scopes_of_others(), &json!([scope])),
            good,
            "{scope:?}"
        );
    }
}
