//! What this service needs to know of a user.

use serde_json::{Map, Value};

/// A normalised user.
#[derive(Clone, Copy)]
pub struct User<'a>(&'a Map<String, Value>);

impl<'a> User<'a> {
    /// Looks at a normalised user.
    pub const fn of(resource: &'a Map<String, Value>) -> Self {
        Self(resource)
    }

    /// Name of the account in the directory.
    pub fn user_name(self) -> &'a str {
        text(self.0, "userName").unwrap_or_default()
    }

    /// Whether the person may act; a user who is not said to be inactive is active.
    pub fn active(self) -> bool {
        self.0.get("active") != Some(&Value::Bool(false))
    }

    /// The address that the person signs in by: the primary one, else the one of work, else the first, else the user
    /// name where it is an address.
    pub fn email(self) -> Option<&'a str> {
        preferred(self.0, "emails")
            .and_then(|email| text(email, "value"))
            .or_else(|| Some(self.user_name()).filter(|name| name.contains('@')))
    }

    /// All addresses.
    pub fn emails(self) -> impl Iterator<Item = &'a str> {
        list(self.0, "emails").filter_map(|email| text(email, "value"))
    }

    /// Country of residence (ISO 3166-1 alpha-2, upper case): of the preferred address, else of the locale.
    pub fn country(self) -> Option<String> {
        let of_address =
            preferred(self.0, "addresses").and_then(|address| text(address, "country"));
        let of_locale = || {
            text(self.0, "locale")?
                .split(['-', '_'])
                .skip(1)
                .find(|part| part.len() == 2)
        };
        of_address
            .or_else(of_locale)
            .map(str::to_ascii_uppercase)
            .filter(|country| {
                country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
            })
    }

    /// Language of the person, as a BCP 47 tag.
    pub fn language(self) -> Option<&'a str> {
        text(self.0, "preferredLanguage").or_else(|| text(self.0, "locale"))
    }

    /// Given name; where only a whole name is known, that.
    pub fn given_name(self) -> Option<&'a str> {
        self.name("givenName")
            .or_else(|| text(self.0, "displayName"))
            .or_else(|| self.name("formatted"))
    }

    /// Family name.
    pub fn family_name(self) -> Option<&'a str> {
        self.name("familyName")
    }

    fn name(self, part: &str) -> Option<&'a str> {
        text(self.0.get("name")?.as_object()?, part)
    }
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

fn list<'a>(
    object: &'a Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    object
        .get(name)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_object)
}

fn preferred<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    let primary = |value: &&Map<String, Value>| value.get("primary") == Some(&Value::Bool(true));
    let of_work = |value: &&Map<String, Value>| text(value, "type") == Some("work");
    list(object, name)
        .find(primary)
        .or_else(|| list(object, name).find(of_work))
        .or_else(|| list(object, name).next())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::User;

    #[test]
    fn residence_is_that_of_the_address_and_then_of_the_locale() {
        for (user, country) in [
            (
                json!({ "addresses": [{ "country": "JP" }, { "country": "de", "primary": true }], "locale": "fr-FR" }),
                Some("DE"),
            ),
            (json!({ "locale": "fr-FR" }), Some("FR")),
            (json!({ "locale": "zh-Hant-TW" }), Some("TW")),
            (json!({ "locale": "fr" }), None),
            (json!({ "addresses": [{ "country": "Germany" }] }), None),
            (json!({}), None),
        ] {
            assert_eq!(
                User::of(user.as_object().unwrap()).country().as_deref(),
                country,
                "{user}"
            );
        }
    }

    #[test]
    fn the_address_to_sign_in_by_is_the_primary_one() {
        let user = json!({ "userName": "c@x.example", "emails": [{ "value": "a" }, { "value": "b", "type": "work" }] });
        assert_eq!(User::of(user.as_object().unwrap()).email(), Some("b"));
        let user = json!({ "userName": "c@x.example" });
        assert_eq!(
            User::of(user.as_object().unwrap()).email(),
            Some("c@x.example")
        );
        let user = json!({ "userName": "camille" });
        assert_eq!(User::of(user.as_object().unwrap()).email(), None);
    }
}
