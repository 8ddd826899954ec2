use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::Filter;
use crate::scim::schema::USER;

fn user() -> Map<String, Value> {
    json!({
        "id": "eu.Abc",
        "userName": "bjensen@example.com",
        "externalId": "Ext-1",
        "active": true,
        "name": { "familyName": "O'Malley", "givenName": "B" },
        "emails": [
            { "type": "work", "value": "bjensen@example.com", "primary": true },
            { "type": "home", "value": "babs@jensen.org" }
        ],
        "meta": { "lastModified": "2026-05-13T04:42:34Z" },
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "employeeNumber": "701984" }
    })
    .as_object()
    .unwrap()
    .clone()
}

#[test]
fn filters_of_the_book_decide_as_the_book_says() {
    let table = [
        ("userName eq \"BJENSEN@example.com\"", true),
        ("USERNAME Eq \"bjensen@example.com\"", true),
        ("externalId eq \"ext-1\"", false),
        ("name.familyName co \"o'malley\"", true),
        ("userName sw \"J\"", false),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"b\"",
            true,
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq \"701984\"",
            true,
        ),
        ("title pr", false),
        ("userName pr", true),
        ("title eq null", true),
        ("meta.lastModified gt \"2026-05-13T04:42:33.5Z\"", true),
        ("meta.lastModified ge \"2026-05-13T06:42:34+02:00\"", true),
        ("meta.lastModified lt \"2026-05-13T04:42:34Z\"", false),
        ("active eq true", true),
        ("active eq \"true\"", false),
        ("emails eq \"babs@jensen.org\"", true),
        ("emails.type eq \"work\"", true),
        (
            "emails[type eq \"work\" and value co \"@example.com\"]",
            true,
        ),
        (
            "emails[type eq \"home\" and value co \"@example.com\"]",
            false,
        ),
        ("emails[not (type eq \"work\")]", true),
        ("not (userName eq \"x\")", true),
        ("title pr or userName pr and active eq false", false),
        ("(title pr or userName pr) and active eq true", true),
        ("title ne \"x\"", true),
        ("userName ew \".com\"", true),
        ("unknown eq \"x\"", false),
    ];
    for (text, expected) in table {
        let filter = Filter::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.matches(&user(), &USER), expected, "{text}");
    }
}

#[test]
fn what_is_no_filter_is_refused_with_its_keyword() {
    for bad in [
        "",
        "userName",
        "userName eq",
        "userName xx \"a\"",
        "eq \"a\"",
        "(userName pr",
        "userName pr)",
        "not userName pr",
        "userName eq \"a",
        "userName eq a",
        "userName pr and",
        "emails[type pr",
        "active gt true",
        "title co null",
        "userName eq \"\\x\"",
        "a eq 'b'",
        "userName pr userName pr",
    ] {
        let error = Filter::parse(bad).unwrap_err();
        assert_eq!(
            (error.status, error.scim_type),
            (400, Some("invalidFilter")),
            "{bad}"
        );
    }
}

#[test]
fn a_filter_bomb_is_refused_before_it_costs_anything() {
    let deep = format!("{}a pr{}", "(".repeat(500), ")".repeat(500));
    let negated = format!("{}a pr{}", "not (".repeat(200), ")".repeat(200));
    let wide = vec!["a pr"; 200].join(" or ");
    let long = format!("a eq \"{}\"", "x".repeat(3000));
    let bracketed = format!("{}a pr{}", "a[".repeat(300), "]".repeat(300));
    for bomb in [deep, negated, wide, long, bracketed] {
        assert_eq!(
            Filter::parse(&bomb).unwrap_err().scim_type,
            Some("invalidFilter")
        );
    }
}

fn filters() -> impl Strategy<Value = String> {
    let path = prop::sample::select(vec![
        "userName",
        "name.givenName",
        "emails.value",
        "title",
        "active",
    ]);
    let leaf = (
        path,
        prop::sample::select(vec!["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]),
        "[a-z ()\\[\\]]{0,6}",
    )
        .prop_map(|(path, operator, value)| format!("{path} {operator} {}", Value::from(value)));
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,120}", mixed in "[a-e\\[\\]().\" eqpr0-9\\\\]{0,80}") {
        for text in [&text, &mixed] {
            if let Ok(filter) = Filter::parse(text) {
                let _ = filter.matches(&user(), &USER);
            }
        }
    }

    #[test]
    fn a_filter_and_its_negation_never_agree(text in filters()) {
        let plain = Filter::parse(&text).unwrap();
        let negated = Filter::parse(&format!("not ({text})")).unwrap();
        prop_assert_ne!(plain.matches(&user(), &USER), negated.matches(&user(), &USER));
    }
}
