use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::apply;
use crate::scim::schema::{GROUP, USER};

fn user() -> Map<String, Value> {
    json!({
        "userName": "camille", "active": true, "name": { "givenName": "Camille", "familyName": "Martin" },
        "emails": [{ "type": "work", "value": "c@a.example", "primary": true }, { "type": "home", "value": "c@b.example" }],
        "groups": [{ "value": "buyer" }]
    })
    .as_object()
    .unwrap()
    .clone()
}

fn patched(operations: &Value) -> Result<Value, Option<&'static str>> {
    let body = json!({ "schemas": [super::SCHEMA], "Operations": operations });
    apply(&user(), &body, &USER)
        .map(Value::Object)
        .map_err(|error| error.scim_type)
}

#[test]
fn operations_of_the_book_do_what_the_book_says() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let table = [
        (
            json!({ "op": "replace", "path": "active", "value": false }),
            "/active",
            json!(false),
        ),
        (
            json!({ "op": "Replace", "path": "active", "value": "False" }),
            "/active",
            json!(false),
        ),
        (
            json!({ "op": "replace", "value": { "active": false } }),
            "/active",
            json!(false),
        ),
        (
            json!({ "op": "replace", "value": { "name.givenName": "C" } }),
            "/name",
            json!({ "givenName": "C", "familyName": "Martin" }),
        ),
        (
            json!({ "op": "remove", "path": "name.familyName" }),
            "/name",
            json!({ "givenName": "Camille" }),
        ),
        (
            json!({ "op": "replace", "path": "name", "value": { "givenName": "C" } }),
            "/name/familyName",
            json!("Martin"),
        ),
        (
            json!({ "op": "add", "path": "title", "value": "Buyer" }),
            "/title",
            json!("Buyer"),
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"home\"].value", "value": "d@b.example" }),
            "/emails/1/value",
            json!("d@b.example"),
        ),
        (
            json!({ "op": "add", "path": "emails[type eq \"other\"].value", "value": "e@b.example" }),
            "/emails/2",
            json!({ "type": "other", "value": "e@b.example" }),
        ),
        (
            json!({ "op": "add", "path": "emails", "value": [{ "type": "home", "value": "c@b.example", "primary": true }] }),
            "/emails/0/primary",
            json!(false),
        ),
        (
            json!({ "op": "remove", "path": "emails[type eq \"work\"]" }),
            "/emails",
            json!([{ "type": "home", "value": "c@b.example" }]),
        ),
        (
            json!({ "op": "add", "path": format!("{enterprise}:department"), "value": "Fleet" }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department",
            json!("Fleet"),
        ),
        (
            json!({ "op": "add", "value": { enterprise: { "department": "Fleet" } } }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department",
            json!("Fleet"),
        ),
        (
            json!({ "op": "add", "path": "active", "value": true }),
            "/groups/0/value",
            json!("buyer"),
        ),
    ];
    for (operation, pointer, expected) in table {
        let after = patched(&json!([operation]))
            .unwrap_or_else(|keyword| panic!("{operation}: {keyword:?}"));
        assert_eq!(after.pointer(pointer), Some(&expected), "{operation}");
    }
    let without = patched(&json!([{ "op": "remove", "path": "emails" }])).unwrap();
    assert_eq!(without.get("emails"), None);
}

#[test]
fn what_cannot_be_done_is_refused_with_its_keyword() {
    for (operation, keyword) in [
        (
            json!({ "op": "move", "path": "title", "value": "x" }),
            "invalidSyntax",
        ),
        (json!({ "op": "remove" }), "noTarget"),
        (
            json!({ "op": "replace", "path": "emails[type eq \"fax\"].value", "value": "x" }),
            "noTarget",
        ),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (
            json!({ "op": "replace", "path": "id", "value": "other" }),
            "mutability",
        ),
        (
            json!({ "op": "add", "path": "groups", "value": [{ "value": "administrator" }] }),
            "mutability",
        ),
        (
            json!({ "op": "add", "path": "groups[value eq \"x\"].value", "value": "administrator" }),
            "mutability",
        ),
        (
            json!({ "op": "replace", "path": "shoeSize", "value": 1 }),
            "invalidPath",
        ),
        (
            json!({ "op": "replace", "path": "active", "value": 3 }),
            "invalidValue",
        ),
        (json!({ "op": "replace", "path": "title" }), "invalidValue"),
        (
            json!({ "op": "replace", "value": { "userName": null } }),
            "invalidValue",
        ),
    ] {
        assert_eq!(
            patched(&json!([operation])),
            Err(Some(keyword)),
            "{operation}"
        );
    }
    // Without a path, what is read-only is left out, as with a whole resource.
    let same = patched(
        &json!([{ "op": "add", "value": { "groups": [{ "value": "administrator" }], "id": "x" } }]),
    );
    assert_eq!(same.unwrap(), Value::Object(user()));
}

#[test]
fn a_group_keeps_its_name_and_changes_its_members() {
    let group =
        json!({ "displayName": "buyer", "members": [{ "value": "eu.a" }, { "value": "eu.b" }] });
    let group = group.as_object().unwrap();
    let run = |operation: Value| {
        let body = json!({ "schemas": [super::SCHEMA], "Operations": [operation] });
        apply(group, &body, &GROUP)
            .map(|group| group["members"].clone())
            .map_err(|error| error.scim_type)
    };
    let c = json!([{ "value": "eu.a" }, { "value": "eu.b" }, { "value": "eu.c" }]);
    assert_eq!(
        run(
            json!({ "op": "add", "path": "members", "value": [{ "value": "eu.c" }, { "value": "eu.a" }] })
        ),
        Ok(c)
    );
    let b = json!([{ "value": "eu.b" }]);
    assert_eq!(
        run(json!({ "op": "remove", "path": "members[value eq \"eu.a\"]" })),
        Ok(b.clone())
    );
    assert_eq!(
        run(json!({ "op": "Remove", "path": "members", "value": [{ "value": "eu.a" }] })),
        Ok(b)
    );
    assert!(run(json!({ "op": "replace", "path": "displayName", "value": "buyer" })).is_ok());
    assert_eq!(
        run(json!({ "op": "replace", "path": "displayName", "value": "boss" })),
        Err(Some("mutability"))
    );
}

proptest! {
    #[test]
    fn whatever_is_sent_the_outcome_is_a_normal_resource(
        verb in prop::sample::select(vec!["add", "remove", "replace"]),
        path in prop::sample::select(vec!["userName", "name", "name.givenName", "emails", "emails.value", "emails[type eq \"work\"]",
            "emails[value pr].value", "active", "groups", "addresses[type eq \"a\" and country eq \"FR\"].locality"]),
        value in prop_oneof![Just(json!(null)), any::<bool>().prop_map(Value::from), "[a-z]{0,5}".prop_map(Value::from),
            Just(json!({ "value": "x", "givenName": 1 })), Just(json!([{ "value": "x" }, null, {}])), Just(json!([[]]))],
    ) {
        if let Ok(after) = patched(&json!([{ "op": verb, "path": path, "value": value }])) {
            prop_assert_eq!(&after["groups"], &json!([{ "value": "buyer" }]));
            let again = crate::scim::resource::normalised(&after, &USER).unwrap();
            for (name, value) in &again {
                prop_assert_eq!(Some(value), after.get(name));
            }
        }
    }

    #[test]
    fn no_body_makes_the_patch_panic(path in "\\PC{0,40}", op in "\\PC{0,10}") {
        let _ = patched(&json!([{ "op": op, "path": path, "value": path }]));
        let _ = patched(&json!([{ "op": "add", "path": path, "value": { path.as_str(): path } }]));
    }
}
