//! The `claims` request parameter (`OpenID` Connect Core, section 5.5): claims asked for one by one.

use std::collections::BTreeMap;

use domicile_bundle::{Application, Claim};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Problem;

/// Most bytes of the parameter.
const MOST_BYTES: usize = 4000;
/// Claims of the provider itself that may be asked for.
const OF_THE_PROVIDER: [&str; 4] = ["acr", "amr", "auth_time", "sub"];

/// Claims by the place where they are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsParameter {
    /// Wanted from userinfo.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub userinfo: BTreeMap<String, Option<Wish>>,
    /// Wanted in the ID token.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub id_token: BTreeMap<String, Option<Wish>>,
}

/// How one claim is wanted; `null` asks for it in the default manner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Whether the application cannot do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub essential: Option<bool>,
    /// The value that it must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Values that it may have, the preferred first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Value>>,
}

impl Wish {
    fn accepted(&self) -> Vec<String> {
        let values = self.values.iter().flatten();
        let accepted = self.value.iter().chain(values);
        accepted
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    fn is_flat(&self) -> bool {
        let mut values = self.value.iter().chain(self.values.iter().flatten());
        values.all(|value| !value.is_array() && !value.is_object())
    }
}

impl ClaimsParameter {
    /// Reads it; keeps what the client may have at all, so that nothing else travels. Members that are not known are
    /// ignored, as the specification wants it.
    pub(super) fn parse(application: &Application, text: &str) -> Result<Self, Problem> {
        if text.len() > MOST_BYTES {
            return Err(Problem::invalid(
                "`claims` is too long: at most 4000 bytes of JSON",
            ));
        }
        // By way of an object: serde would take an array for a structure as well.
        let object = serde_json::from_str::<Map<String, Value>>(text);
        let claims = object.and_then(|object| serde_json::from_value(Value::Object(object)));
        let mut claims: Self = claims.map_err(|_| {
            Problem::invalid(
                "`claims` is not as it should be: a JSON object with `userinfo` and `id_token`, each an object of claims \
                 with `null` or `essential`, `value`, `values`",
            )
        })?;
        for wishes in [&mut claims.userinfo, &mut claims.id_token] {
            if wishes.values().flatten().any(|wish| !wish.is_flat()) {
                return Err(Problem::invalid(
                    "a `value` in `claims` is a text, a number or a truth value",
                ));
            }
            wishes.retain(|name, _| {
                OF_THE_PROVIDER.contains(&name.as_str())
                    || application.claims.iter().any(|own| of(own) == name)
            });
        }
        Ok(claims)
    }

    /// Whether a claim is asked for somewhere.
    pub fn names(&self, claim: &Claim) -> bool {
        let name = of(claim);
        self.userinfo.contains_key(name) || self.id_token.contains_key(name)
    }

    /// People of whom the answer must be about one.
    pub(super) fn subjects(&self) -> Vec<String> {
        let wish = |wishes: &BTreeMap<String, Option<Wish>>| {
            let wish = wishes.get("sub").and_then(Option::as_ref);
            wish.map(Wish::accepted).unwrap_or_default()
        };
        let in_id_token = wish(&self.id_token);
        if in_id_token.is_empty() {
            wish(&self.userinfo)
        } else {
            in_id_token
        }
    }

    /// Authentication context classes asked for in the ID token, and whether one of them is a must
    /// (section 5.5.1.1).
    pub fn authentication_context(&self) -> (Vec<String>, bool) {
        let wish = self.id_token.get("acr").and_then(Option::as_ref);
        wish.map_or_else(Default::default, |wish| {
            (wish.accepted(), wish.essential.unwrap_or(false))
        })
    }
}

/// The claim as it is asked for: `address` for a member of it.
fn of(claim: &Claim) -> &str {
    claim.claim.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ClaimsParameter;
    use crate::example::bundle;

    fn parse(text: &str) -> Result<ClaimsParameter, super::Problem> {
        let bundle = bundle("eu");
        ClaimsParameter::parse(bundle.application("aurora.shop").unwrap(), text)
    }

    #[test]
    fn claims_that_the_client_can_have_are_kept_and_others_do_not_travel() {
        let text = r#"{"userinfo":{"given_name":{"essential":true},"salary":null,"email":null},
            "id_token":{"acr":{"essential":true,"values":["phr","urn:x"]},"auth_time":{"essential":true}},"other":1}"#;
        let claims = parse(text).unwrap();
        assert_eq!(
            claims.userinfo.keys().collect::<Vec<_>>(),
            ["email", "given_name"]
        );
        assert_eq!(
            claims.authentication_context(),
            (vec!["phr".to_owned(), "urn:x".to_owned()], true)
        );
    }

    #[test]
    fn a_person_can_be_asked_for() {
        let claims = parse(r#"{"id_token":{"sub":{"value":"someone"}}}"#).unwrap();
        assert_eq!(claims.subjects(), ["someone"]);
        let claims = parse(r#"{"userinfo":{"sub":{"values":["someone","other"]}}}"#).unwrap();
        assert_eq!(claims.subjects(), ["someone", "other"]);
    }

    #[test]
    fn deep_long_and_misshapen_claims_are_refused() {
        let deep = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
        for text in [
            "",
            "[]",
            "null",
            "{\"userinfo\":[]}",
            "{\"userinfo\":{\"email\":1}}",
            "{\"userinfo\":{\"email\":{\"value\":{\"deep\":1}}}}",
            "{\"userinfo\":{\"email\":{\"values\":[[1]]}}}",
            deep.as_str(),
            &format!("{{\"x\":\"{}\"}}", "x".repeat(5000)),
        ] {
            assert_eq!(
                parse(text).unwrap_err().error,
                "invalid_request",
                "{text:.80}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\[\\]{}:,\"a-z0-9]{0,200}") {
            let _ = parse(&text);
        }
    }
}
