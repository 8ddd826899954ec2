use domicile_bundle::{
    Application, ApplicationType, ClientAuthenticationMethod, ClientKeys, ResponseSigning,
    SecurityProfile, SigningAlgorithms,
};
use domicile_jose::Algorithm;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ClientMetadata, Refusal};
use crate::example::bundle;

fn template() -> Application {
    bundle("eu").application("aurora.shop").unwrap().clone()
}

fn offered() -> SigningAlgorithms {
    SigningAlgorithms::of([Algorithm::ES256, Algorithm::RS256])
}

/// Good metadata with other members.
fn registered(members: &Value) -> Result<Application, Refusal> {
    let mut metadata =
        json!({ "redirect_uris": ["https://client.example/cb"], "client_name": "Client" });
    for (name, value) in members.as_object().unwrap() {
        metadata[name] = value.clone();
    }
    let metadata: ClientMetadata = serde_json::from_value(metadata).unwrap();
    metadata.to_application(&template(), &offered())
}

#[test]
fn a_client_gets_what_it_asks_for_and_never_more_than_the_template_has() {
    let all = registered(&json!({})).unwrap();
    assert_eq!(all.scopes, template().scopes);
    assert_eq!(all.claims, template().claims);
    assert_eq!(all.brand, template().brand);
    assert_eq!(all.redirect_uris, ["https://client.example/cb"]);
    assert!(
        all.secret_digests.is_empty(),
        "the template's secret is the template's"
    );
    assert_eq!(
        all.authentication_methods,
        [ClientAuthenticationMethod::ClientSecretBasic]
    );
    let some = registered(&json!({ "scope": "openid email admin payments" })).unwrap();
    assert_eq!(some.scopes, ["openid", "email"]);
    assert!(some.claims.iter().all(|claim| claim.scope == "email"));
}

#[test]
fn the_type_of_an_application_follows_from_what_it_says() {
    let of = |members: Value| registered(&members).unwrap().application_type;
    assert_eq!(of(json!({})), ApplicationType::Web);
    assert_eq!(
        of(json!({ "token_endpoint_auth_method": "none" })),
        ApplicationType::SinglePage
    );
    assert_eq!(
        of(json!({ "application_type": "native" })),
        ApplicationType::Native
    );
}

#[test]
fn what_cannot_be_is_refused_with_the_code_of_the_book() {
    let key = json!({ "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" });
    let mut private = key.clone();
    private["d"] = json!("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    for members in [
        json!({ "redirect_uris": [] }),
        json!({ "redirect_uris": ["http://client.example/cb"] }),
        json!({ "redirect_uris": ["https://client.example/cb#fragment"] }),
        json!({ "redirect_uris": vec!["https://client.example/cb"; 33] }),
        json!({ "post_logout_redirect_uris": ["javascript:alert(1)"] }),
    ] {
        let refusal = registered(&members).unwrap_err();
        assert!(matches!(refusal, Refusal::RedirectUri(_)), "{members}");
    }
    for members in [
        json!({ "token_endpoint_auth_method": "client_secret_jwt" }),
        json!({ "token_endpoint_auth_method": "private_key_jwt" }),
        json!({ "token_endpoint_auth_method": "tls_client_auth" }),
        json!({ "grant_types": ["implicit"] }),
        json!({ "grant_types": ["password"] }),
        json!({ "response_types": ["code", "token"] }),
        json!({ "application_type": "desktop" }),
        json!({ "scope": "admin" }),
        json!({ "jwks": { "keys": [private] } }),
        json!({ "jwks": { "keys": [{ "kty": "oct", "k": "c2VjcmV0" }] } }),
        json!({ "jwks": { "keys": [] } }),
        json!({ "jwks": [] }),
        json!({ "jwks": { "keys": [key] }, "jwks_uri": "https://client.example/jwks" }),
        json!({ "jwks_uri": "http://client.example/jwks" }),
        json!({ "jwks_uri": "https://user:pass@client.example/jwks" }),
        json!({ "logo_uri": "javascript:alert(1)" }),
        json!({ "policy_uri": "file:///etc/passwd" }),
        json!({ "backchannel_logout_uri": "http://client.example/logout" }),
        json!({ "backchannel_logout_uri": "https://client.example/logout#x" }),
        json!({ "subject_type": "nobody" }),
        json!({ "subject_type": "pairwise", "redirect_uris": ["https://a.example/cb", "https://b.example/cb"] }),
        json!({ "sector_identifier_uri": "http://client.example/sector" }),
        json!({ "request_uris": ["http://client.example/request"] }),
        json!({ "request_uris": ["http://client.example/#https://client.example/"] }),
        json!({ "request_uris": vec!["https://client.example/request"; 33] }),
        json!({ "request_object_signing_alg": "HS256" }),
        json!({ "dpop_bound_access_tokens": true, "tls_client_certificate_bound_access_tokens": true }),
        json!({ "id_token_signed_response_alg": "none" }),
        json!({ "id_token_signed_response_alg": "HS256" }),
        json!({ "id_token_signed_response_alg": "PS256" }),
        json!({ "userinfo_signed_response_alg": "none" }),
        json!({ "userinfo_signed_response_alg": "PS256" }),
        json!({ "authorization_signed_response_alg": "PS256" }),
        json!({ "authorization_encrypted_response_alg": "RSA-OAEP" }),
        json!({ "token_endpoint_auth_signing_alg": "HS256" }),
        json!({ "token_endpoint_auth_signing_alg": "none" }),
        json!({ "id_token_encrypted_response_alg": "RSA-OAEP" }),
        json!({ "client_name": "a\u{0}b" }),
        json!({ "client_name": "x".repeat(501) }),
    ] {
        let refusal = registered(&members).unwrap_err();
        assert!(matches!(refusal, Refusal::Metadata(_)), "{members}");
    }
    let good = registered(
        &json!({ "token_endpoint_auth_method": "private_key_jwt", "jwks": { "keys": [key] } }),
    );
    assert_eq!(good.unwrap().keys, Some(ClientKeys::Jwks(vec![key])));
}

#[test]
fn a_client_is_held_to_what_the_template_is_held_to() {
    let mut template = template();
    let rules = &mut template.authorization;
    rules.security_profile = SecurityProfile::Fapi2;
    rules.requires_signed_requests = true;
    rules.request_uris = vec!["https://template.example/request".to_owned()];
    template.dpop_bound_access_tokens = true;
    let of = |members: Value| {
        let mut metadata = json!({ "redirect_uris": ["https://client.example/cb"],
            "jwks_uri": "https://client.example/jwks" });
        metadata
            .as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        let metadata: ClientMetadata = serde_json::from_value(metadata).unwrap();
        metadata.to_application(&template, &offered())
    };
    let own = json!({ "token_endpoint_auth_method": "private_key_jwt", "require_signed_request_object": false,
        "request_uris": ["https://client.example/request"], "default_max_age": 60 });
    let good = of(own).unwrap();
    assert!(good.dpop_bound_access_tokens && good.authorization.requires_signed_requests);
    assert_eq!(
        good.authorization.request_uris,
        ["https://client.example/request"]
    );
    assert_eq!(good.authorization.default_max_age_seconds, Some(60));
    assert!(!good.authorization.takes_unsigned_requests_from_there);
    let certificate = of(json!({ "token_endpoint_auth_method": "private_key_jwt",
        "tls_client_certificate_bound_access_tokens": true }))
    .unwrap();
    assert!(certificate.tls_client_certificate_bound_access_tokens);
    assert!(!certificate.dpop_bound_access_tokens);
    for members in [
        json!({}),
        json!({ "token_endpoint_auth_method": "client_secret_post" }),
        json!({ "token_endpoint_auth_method": "none" }),
        json!({ "token_endpoint_auth_method": "private_key_jwt", "dpop_bound_access_tokens": false }),
        json!({ "token_endpoint_auth_method": "private_key_jwt", "id_token_signed_response_alg": "RS256" }),
        json!({ "token_endpoint_auth_method": "private_key_jwt", "request_object_signing_alg": "RS256" }),
        json!({ "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": "RS256" }),
    ] {
        assert!(matches!(of(members), Err(Refusal::Metadata(_))));
    }
}

#[test]
fn what_is_signed_for_a_client_is_what_it_asks_for_else_what_is_signed_for_the_template() {
    let signing = |members: Value| registered(&members).unwrap().signing;
    assert_eq!(signing(json!({})), ResponseSigning::default());
    let asked =
        json!({ "id_token_signed_response_alg": "RS256", "userinfo_signed_response_alg": "RS256" });
    let expected = ResponseSigning {
        id_token: Algorithm::RS256,
        authorization: Algorithm::ES256,
        userinfo: Some(Algorithm::RS256),
    };
    assert_eq!(signing(asked), expected);
    let mut template = template();
    template.signing = expected;
    let metadata: ClientMetadata =
        serde_json::from_value(json!({ "redirect_uris": ["https://client.example/cb"] })).unwrap();
    let application = metadata.to_application(&template, &offered()).unwrap();
    assert_eq!(application.signing, expected);
    let completed = metadata.completed(&application);
    assert_eq!(
        completed.id_token_signed_response_alg.as_deref(),
        Some("RS256")
    );
    assert_eq!(
        completed.userinfo_signed_response_alg.as_deref(),
        Some("RS256")
    );
    assert_eq!(
        completed.authorization_signed_response_alg.as_deref(),
        Some("ES256")
    );
}

#[test]
fn what_a_client_says_that_it_signs_with_it_is_held_to() {
    let members = json!({ "request_object_signing_alg": "EdDSA", "token_endpoint_auth_signing_alg": "PS256" });
    let application = registered(&members).unwrap();
    let rules = application.authorization;
    assert_eq!(rules.request_object_signing_alg, Some(Algorithm::EdDSA));
    assert!(!rules.takes_unsigned_requests_from_there);
    assert_eq!(
        application.token_endpoint_auth_signing_alg,
        Some(Algorithm::PS256)
    );
    // By leaving the algorithm out it leaves open whether it signs what it keeps at its own address.
    for open in [
        json!({ "request_object_signing_alg": "none" }),
        json!({ "request_uris": ["https://client.example/request#version"] }),
    ] {
        let rules = registered(&open).unwrap().authorization;
        assert!(rules.takes_unsigned_requests_from_there, "{open}");
        assert_eq!(rules.request_object_signing_alg, None);
    }
    let nowhere = registered(&json!({})).unwrap();
    assert!(!nowhere.authorization.takes_unsigned_requests_from_there);
}

#[test]
fn what_the_template_is_held_to_its_clients_are_held_to() {
    let mut template = template();
    template.authorization.request_object_signing_alg = Some(Algorithm::PS256);
    template.token_endpoint_auth_signing_alg = Some(Algorithm::EdDSA);
    let of = |members: Value| {
        let mut all = json!({ "redirect_uris": ["https://client.example/cb"] });
        all.as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        let metadata: ClientMetadata = serde_json::from_value(all).unwrap();
        metadata.to_application(&template, &offered())
    };
    let silent = of(json!({ "request_uris": ["https://client.example/request"] })).unwrap();
    let rules = silent.authorization;
    assert_eq!(rules.request_object_signing_alg, Some(Algorithm::PS256));
    assert!(!rules.takes_unsigned_requests_from_there);
    assert_eq!(
        silent.token_endpoint_auth_signing_alg,
        Some(Algorithm::EdDSA)
    );
    for other in [
        json!({ "request_object_signing_alg": "ES256" }),
        json!({ "request_object_signing_alg": "none" }),
        json!({ "token_endpoint_auth_signing_alg": "ES256" }),
    ] {
        assert!(matches!(of(other), Err(Refusal::Metadata(_))));
    }
}

proptest! {
    #[test]
    fn no_text_in_any_member_makes_it_panic(text in "\\PC{0,60}", member in 0_usize..11) {
        let names = ["client_name", "scope", "jwks_uri", "logo_uri", "application_type", "token_endpoint_auth_method",
            "backchannel_logout_uri", "subject_type", "sector_identifier_uri", "software_id", "client_uri"];
        let _ = registered(&json!({ names[member]: text }));
    }

    #[test]
    fn what_a_client_got_it_may_register_again(name in "[a-zA-Z ]{1,40}", native: bool, public: bool) {
        let kind = if native { "native" } else { "web" };
        let method = if public { "none" } else { "client_secret_post" };
        let members = json!({ "client_name": name, "application_type": kind, "token_endpoint_auth_method": method });
        let application = registered(&members).unwrap();
        let metadata: ClientMetadata =
            serde_json::from_value(json!({ "redirect_uris": ["https://client.example/cb"], "client_name": name,
                "application_type": kind, "token_endpoint_auth_method": method })).unwrap();
        let completed = metadata.completed(&application);
        prop_assert_eq!(completed.to_application(&template(), &offered()).unwrap(), application);
    }
}
