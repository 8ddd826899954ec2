//! What clients read before they begin: discovery (`OpenID` Connect Discovery 1.0, RFC 8414) and keys (RFC 7517).

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::Bundle;
use serde_json::{Value, json};

use crate::{factors::level::Level, openid::token_metadata, web::Visit};

/// `GET /.well-known/openid-configuration`.
pub async fn configuration(visit: Visit) -> Response {
    let mut document = document(visit.bundle(), &visit.app.messages().languages());
    if let Value::Object(members) = &mut document {
        members.extend(token_metadata::members(&visit.bundle().issuer));
    }
    cached(document)
}

/// `GET /jwks`: the public keys of all regions, since any of them may have signed.
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
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": scopes,
        "claims_supported": claims,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "acr_values_supported": Level::ALL.map(Level::acr),
        "prompt_values_supported": ["none", "login", "select_account", "create"],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "ui_locales_supported": languages,
    })
}
