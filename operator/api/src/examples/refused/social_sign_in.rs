//! What is wrong with providers that people may sign in by.

use serde_json::json;

use super::Change;

pub(super) fn providers() -> Vec<Change> {
    vec![
        (
            "lets an issuer stand in for the ways to sign in that it names",
            "/spec/signIn/external",
            json!({ "displayName": "Aurora", "issuer": "https://id.example", "clientId": "aurora" }),
            "external stands in for every other way to sign in",
        ),
        (
            "asks a system of the brand without encryption",
            "/spec/signIn/membershipLinks",
            json!([{ "name": "miles", "attribute": "mileageNumber", "purpose": "service",
                "verify": { "url": "http://miles.example/verify", "secretRef": { "name": "miles" } } }]),
            "must be an absolute https address without user or fragment",
        ),
        (
            "sends messages without encryption",
            "/spec/sms",
            json!({ "url": "http://sms.example/send", "secretRef": { "name": "sms" }, "countries": ["FR"],
                "attribute": "phoneNumber", "purpose": "service" }),
            "must be an absolute https address without user or fragment",
        ),
        (
            "sends messages to a country by a name of its own",
            "/spec/sms",
            json!({ "url": "https://sms.example/send", "secretRef": { "name": "sms" }, "countries": ["FR", "uk"],
                "attribute": "phoneNumber", "purpose": "service" }),
            "each country must be an ISO 3166-1 code",
        ),
        (
            "names a provider by issuer and by endpoints",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example",
                "oauth2": { "authorizationEndpoint": "https://id.example/authorize", "tokenEndpoint": "https://id.example/token",
                    "userEndpoint": "https://id.example/user", "subject": "id" } }]),
            "name the issuer of an OpenID Connect provider, or oauth2 endpoints",
        ),
        (
            "calls a provider as the source of telephone numbers is called",
            "/spec/signIn/social",
            json!([{ "name": "verified-phone", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example" }]),
            "say where other values of a profile come from",
        ),
        (
            "names a provider by an issuer without encryption",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "http://id.example" }]),
            "must be an https address without user, query or fragment",
        ),
        (
            "keeps the secret of a provider under a key that cannot exist",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example",
                "clientSecretRef": { "name": "example", "key": "client secret" } }]),
            "must be the key of a Secret",
        ),
        (
            "asks a provider for a scope with a space",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example",
                "scopes": ["email profile"] }]),
            "each scope must be of printable ASCII characters",
        ),
        (
            "keeps a claim as an attribute that cannot exist",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example",
                "claims": [{ "claim": "given_name", "attribute": "given name", "purpose": "service" }] }]),
            "must begin with a letter",
        ),
        (
            "speaks to a provider without encryption",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora",
                "oauth2": { "authorizationEndpoint": "http://id.example/authorize", "tokenEndpoint": "https://id.example/token",
                    "userEndpoint": "https://id.example/user", "subject": "id" } }]),
            "must be an absolute https address without user or fragment",
        ),
        (
            "takes a claim that cannot be found",
            "/spec/signIn/social",
            json!([{ "name": "example", "displayName": "Example", "clientId": "aurora", "issuer": "https://id.example",
                "claims": [{ "claim": "/name~2", "attribute": "givenName", "purpose": "service" }] }]),
            "must be the name of a claim, or a JSON pointer",
        ),
    ]
}
