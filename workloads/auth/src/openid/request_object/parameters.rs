//! The claims of a request object as parameters (RFC 9101, section 4).

use domicile_bundle::Application;
use serde_json::{Map, Value};

use crate::{openid::authorization_request::Problem, web::parameters::Parameters};

/// Claims that say something of the token, not of the request (RFC 7519, section 4.1).
const OF_THE_TOKEN: [&str; 6] = ["iss", "aud", "exp", "nbf", "iat", "jti"];

/// The parameters in the claims of a request object.
///
/// # Errors
/// When it is for another client, holds a request object itself, or a claim is no parameter.
pub fn parameters_of(
    application: &Application,
    claims: &Map<String, Value>,
) -> Result<Parameters, Problem> {
    let client_id = application.client_id.as_str();
    let names_another = |name: &str| {
        claims
            .get(name)
            .is_some_and(|own| own.as_str() != Some(client_id))
    };
    if names_another("client_id") || names_another("iss") {
        return Err(invalid("its `client_id` or `iss` is another client's"));
    }
    // What a client proves itself with is no request (RFC 9101, section 10.8).
    if claims.get("sub").and_then(Value::as_str) == Some(client_id) {
        return Err(invalid(
            "its `sub` is the client: that is a client assertion",
        ));
    }
    if claims.contains_key("request") || claims.contains_key("request_uri") {
        return Err(invalid("it holds another one"));
    }
    let mut pairs = vec![("client_id".to_owned(), client_id.to_owned())];
    for (name, value) in claims {
        if OF_THE_TOKEN.contains(&name.as_str()) || name == "client_id" {
            continue;
        }
        for text in
            texts(value).ok_or_else(|| invalid("a claim has a value that is no parameter"))?
        {
            pairs.push((name.clone(), text));
        }
    }
    Ok(Parameters::from(pairs))
}

/// A claim as parameters: lists are parameters that are sent several times, objects are JSON (section 4).
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(vec![]),
        Value::String(text) => Some(vec![text.clone()]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Bool(truth) => Some(vec![truth.to_string()]),
        Value::Object(_) => Some(vec![value.to_string()]),
        Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect(),
    }
}

pub(super) fn invalid(description: &str) -> Problem {
    Problem::new(
        "invalid_request_object",
        format!("the request object is not good: {description}"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::parameters_of;
    use crate::{
        example::bundle, openid::authorization_request::Problem, web::parameters::Parameters,
    };

    fn read(claims: &Value) -> Result<Parameters, Problem> {
        let bundle = bundle("eu");
        parameters_of(
            bundle.application("aurora.shop").unwrap(),
            claims.as_object().unwrap(),
        )
    }

    #[test]
    fn claims_are_parameters_and_those_of_the_token_are_not() {
        let parameters = read(&json!({
            "iss": "aurora.shop", "aud": "https://login.example", "exp": 1, "jti": "x", "client_id": "aurora.shop",
            "scope": "openid", "max_age": 300, "claims": { "userinfo": { "email": null } },
            "resource": ["https://a.example/", "https://b.example/"]
        }))
        .unwrap();
        assert_eq!(parameters.field("client_id"), "aurora.shop");
        assert_eq!(parameters.field("max_age"), "300");
        assert_eq!(parameters.field("claims"), r#"{"userinfo":{"email":null}}"#);
        assert_eq!(parameters.all("resource").count(), 2);
        for name in ["iss", "aud", "exp", "jti"] {
            assert!(!parameters.has(name), "{name}");
        }
    }

    #[test]
    fn an_object_that_is_confused_with_something_else_is_refused() {
        for claims in [
            json!({ "client_id": "aurora.app" }),
            json!({ "iss": "aurora.app" }),
            json!({ "client_id": 1 }),
            json!({ "iss": "aurora.shop", "sub": "aurora.shop" }),
            json!({ "request": "x.y.z" }),
            json!({ "request_uri": "https://shop.example/request" }),
            json!({ "scope": [1] }),
        ] {
            assert_eq!(
                read(&claims).unwrap_err().error,
                "invalid_request_object",
                "{claims}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_claim_makes_it_panic(name in "[a-z_]{0,12}", text in "\\PC{0,30}", number in any::<f64>()) {
            for value in [json!(text), json!(number), json!([text]), json!({ "x": number })] {
                let claims = Map::from_iter([(name.clone(), value)]);
                let _ = read(&Value::Object(claims));
            }
        }
    }
}
