//! What clients read before they begin: discovery (`OpenID` Connect Discovery 1.0, RFC 8414) and keys (RFC 7517).

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, ClientAuthenticationMethod, tenant::MUTUAL_TLS_LABEL};
use domicile_jose::Algorithm;
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};

use crate::{
    factors::level::Level,
    openapi::answers::{KeySet, Metadata},
    openid::{
        authorization_request::{Prompt, ResponseMode},
        token_metadata,
    },
    web::Visit,
};

/// What the provider can do and where (`OpenID` Connect Discovery 1.0; RFC 8414).
#[utoipa::path(
    get, path = "/.well-known/openid-configuration", tag = "OpenID Connect",
    responses((status = 200, description = "Metadata of the provider.", body = Metadata), Misdirected)
)]
pub async fn configuration(visit: Visit) -> Response {
    let mut document = document(visit.bundle(), &visit.app.messages().languages());
    if let Value::Object(members) = &mut document {
        members.extend(token_metadata::members(&visit.bundle().issuer));
    }
    cached(document)
}

/// The public keys of all regions, since any of them may have signed (RFC 7517).
#[utoipa::path(
    get, path = "/jwks", tag = "OpenID Connect",
    responses((status = 200, description = "A JWK set.", body = KeySet), Misdirected)
)]
pub async fn jwks(visit: Visit) -> Response {
    let mut keys: Vec<Value> = visit
        .bundle()
        .regions
        .iter()
        .flat_map(|region| region.signing_keys.iter().cloned())
        .collect();
    // A key that this region has is published here even before the bundle names it.
    for own in visit.app.keys().signing.keys().public_jwks() {
        if !keys.iter().any(|key| key.get("kid") == own.get("kid")) {
            keys.push(own.clone());
        }
    }
    cached(json!({ "keys": keys }))
}

fn cached(document: Value) -> Response {
    let mut response = Json(document).into_response();
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    response
}

fn document(bundle: &Bundle, languages: &[&str]) -> Value {
    let issuer = &bundle.issuer;
    let mut scopes: Vec<&str> = Vec::new();
    let mut claims: Vec<&str> = vec![
        "sub",
        "iss",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "amr",
        "acr",
        "nonce",
        "domicile_region",
    ];
    for application in &bundle.applications {
        scopes.extend(application.scopes.iter().map(String::as_str));
        claims.extend(application.claims.iter().map(|claim| claim.claim.as_str()));
    }
    for list in [&mut scopes, &mut claims] {
        list.sort_unstable();
        list.dedup();
    }
    let signed_with = &bundle.openid.signing_algorithms;
    let mutual_tls = bundle.global_origin(MUTUAL_TLS_LABEL);
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": scopes,
        "claims_supported": claims,
        "response_types_supported": ["code"],
        "response_modes_supported": ResponseMode::SUPPORTED.map(|(name, ..)| name),
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": signed_with,
        "userinfo_signing_alg_values_supported": signed_with,
        "token_endpoint_auth_methods_supported": authentication_methods(),
        "token_endpoint_auth_signing_alg_values_supported": Algorithm::ALL,
        // RFC 8705, section 5: where a client is asked for its certificate.
        "mtls_endpoint_aliases": {
            "token_endpoint": format!("{mutual_tls}/token"),
            "pushed_authorization_request_endpoint": format!("{mutual_tls}/par"),
            "device_authorization_endpoint": format!("{mutual_tls}/device_authorization"),
            "introspection_endpoint": format!("{mutual_tls}/introspect"),
            "revocation_endpoint": format!("{mutual_tls}/revoke"),
            "userinfo_endpoint": format!("{mutual_tls}/userinfo"),
        },
        // RFC 8705, section 3.3.
        "tls_client_certificate_bound_access_tokens": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "acr_values_supported": Level::ALL.map(Level::acr),
        "pushed_authorization_request_endpoint": format!("{issuer}/par"),
        "require_pushed_authorization_requests": false,
        "authorization_signing_alg_values_supported": signed_with,
        "prompt_values_supported": Prompt::SUPPORTED.map(|(name, _)| name),
        "display_values_supported": ["page", "popup", "touch"],
        "claim_types_supported": ["normal"],
        "claims_parameter_supported": true,
        // RFC 9101: signed requests, by value and from registered addresses.
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
        "require_signed_request_object": false,
        "request_object_signing_alg_values_supported": Algorithm::ALL,
        "ui_locales_supported": languages,
    });
    if bundle.openid.dynamic_registration.is_some() {
        document["registration_endpoint"] = Value::from(format!("{issuer}/register-client"));
        // Only a client that registers itself can say that what it keeps at its address is not signed.
        if let Some(Value::Array(algorithms)) =
            document.get_mut("request_object_signing_alg_values_supported")
        {
            algorithms.push(Value::from("none"));
        }
    }
    document
}

fn authentication_methods() -> [&'static str; 6] {
    ClientAuthenticationMethod::ALL.map(ClientAuthenticationMethod::as_str)
}
