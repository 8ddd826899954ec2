//! Refused applications.

use serde_json::{Value, json};

use super::{Change, airline, any_kind::with_any_kind};
use crate::Application;

pub(super) fn application() -> Vec<Change> {
    with_any_kind(
        [
            itself(),
            claims(),
            authentication(),
            requests(),
            profile(),
            secret(),
        ]
        .concat(),
    )
}

/// An application that was let off PKCE.
pub(super) fn application_without_pkce() -> Application {
    let mut shop = airline::application::shop();
    shop.spec.require_pkce = Some(false);
    shop
}

pub(super) fn changes_without_pkce() -> Vec<Change> {
    vec![(
        "does without PKCE in the browser",
        "/spec/type",
        json!("SinglePage"),
        "only an application of type Web can do without PKCE",
    )]
}

fn itself() -> Vec<Change> {
    vec![
        (
            "has no name for people",
            "/spec/displayName",
            json!(""),
            "must not be empty",
        ),
        (
            "is sent back without encryption",
            "/spec/redirectUris/0",
            json!("http://shop.aurora.example/callback"),
            "each redirect URI must be absolute, exact and without fragment",
        ),
        (
            "is sent back to anywhere after sign-out",
            "/spec/postLogoutRedirectUris/0",
            json!("https://shop.aurora.example/*"),
            "each redirect URI must be absolute, exact and without fragment",
        ),
        (
            "names a scope with a space",
            "/spec/scopes/-",
            json!("all data"),
            "each item must begin with a letter",
        ),
        (
            "does without openid",
            "/spec/scopes/0",
            json!("address"),
            "scopes must hold openid",
        ),
        (
            "signs people in and has no address to send them back to",
            "/spec/redirectUris",
            json!(null),
            "redirectUris must be given",
        ),
        (
            "names a Secret that cannot exist",
            "/spec/secretName",
            json!("Shop Client"),
            "must be the name of a Secret",
        ),
        (
            "names a brand that cannot exist",
            "/spec/brandRef/name",
            json!("Aurora!"),
            "must be a name of at most 63",
        ),
    ]
}

/// A program with nobody behind it that is no API itself.
pub(super) fn program_without_api() -> Value {
    let mut program = airline::application::bookings();
    program.spec.resource_server = None;
    json!(program)
}

/// The same without scopes, which such a program may leave out.
pub(super) fn program_without_scopes() -> Value {
    let mut program = airline::application::bookings();
    program.spec.resource_server = None;
    program.spec.resources.clear();
    program.spec.scopes.clear();
    json!(program)
}

pub(super) fn claims_without_scopes() -> Vec<Change> {
    vec![(
        "gets a claim and may ask for no scope at all",
        "/spec/claims",
        json!([email()]),
        "the scope of every claim must be one of spec.scopes",
    )]
}

/// A claim by a scope that the bookings API has.
fn email() -> Value {
    json!({ "claim": "email", "scope": "bookings_read", "attribute": "email", "purpose": "service" })
}

pub(super) fn device() -> Vec<Change> {
    vec![(
        "lets a device ask about tokens without a secret",
        "/spec/resourceServer",
        json!(airline::tenant::BOOKINGS),
        "a resource server is of type Web",
    )]
}

pub(super) fn program() -> Vec<Change> {
    vec![
        (
            "lets a browser act with nobody behind it",
            "/spec/type",
            json!("SinglePage"),
            "grant types ClientCredentials and TokenExchange are for type Web only",
        ),
        (
            "refreshes what nobody began",
            "/spec/grantTypes/-",
            json!("RefreshToken"),
            "grant type RefreshToken goes on from AuthorizationCode or DeviceCode",
        ),
        (
            "asks for offline access without refresh tokens",
            "/spec/scopes/-",
            json!("offline_access"),
            "scope offline_access means refresh tokens",
        ),
        (
            "exchanges tokens and is no API that they could be meant for",
            "/spec/grantTypes/-",
            json!("TokenExchange"),
            "grant type TokenExchange is for a resource server",
        ),
        (
            "asks for two factors where nobody signs in",
            "/spec/minimumAcr",
            json!("MultiFactor"),
            "minimumAcr is about people who sign in",
        ),
        (
            "gets a claim about people where nobody signs in",
            "/spec/claims",
            json!([email()]),
            "claims are about people who sign in",
        ),
    ]
}

fn claims() -> Vec<Change> {
    vec![
        (
            "gets a claim by a scope that it may not ask for",
            "/spec/claims/0/scope",
            json!("address"),
            "the scope of every claim must be one of spec.scopes",
        ),
        (
            "replaces the claim that says who signed in",
            "/spec/claims/0/claim",
            json!("sub"),
            "set by the OpenID provider itself",
        ),
        (
            "replaces the claim that says which scopes were granted",
            "/spec/claims/0/claim",
            json!("scope"),
            "set by the OpenID provider itself",
        ),
        (
            "names a claim with a hyphen",
            "/spec/claims/0/claim",
            json!("e-mail"),
            "must begin with a letter",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/claims/0/attribute",
            json!("e-mail"),
            "must begin with a letter",
        ),
        (
            "names no purpose",
            "/spec/claims/0/purpose",
            json!(""),
            "must be a name of at most 63",
        ),
    ]
}

fn authentication() -> Vec<Change> {
    vec![
        (
            "runs on a server and does not prove itself",
            "/spec/tokenEndpointAuthMethod",
            json!("None"),
            "an application of type Web proves itself",
        ),
        (
            "runs in the browser and keeps a secret",
            "/spec",
            with(&json!({ "type": "SinglePage", "tokenEndpointAuthMethod": "ClientSecretPost" })),
            "the other types cannot keep a secret",
        ),
        (
            "signs with a key that nobody knows",
            "/spec/tokenEndpointAuthMethod",
            json!("PrivateKeyJwt"),
            "without jwks or jwksUri nothing proves the application",
        ),
        (
            "signs assertions and proves itself by a secret",
            "/spec/tokenEndpointAuthSigningAlg",
            json!("ES256"),
            "tokenEndpointAuthSigningAlg is about the assertions",
        ),
        (
            "shows any certificate",
            "/spec/tokenEndpointAuthMethod",
            json!("TlsClientAuth"),
            "tlsClientAuth says what the certificate",
        ),
        (
            "has a certificate of two subjects",
            "/spec",
            with(&json!({ "tokenEndpointAuthMethod": "TlsClientAuth",
                "tlsClientAuth": { "subjectDn": "CN=shop", "sanDns": "shop.aurora.example" } })),
            "name exactly one of subjectDn",
        ),
        (
            "has keys in two places",
            "/spec",
            with(
                &json!({ "jwksUri": "https://shop.aurora.example/jwks", "jwks": { "keys": [key()] } }),
            ),
            "keys are either in jwks or at jwksUri",
        ),
        (
            "has half a key",
            "/spec/jwks",
            json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU" }] }),
            "a key of type EC has crv, x and y",
        ),
        (
            "has its keys where everybody can change them",
            "/spec/jwksUri",
            json!("http://shop.aurora.example/jwks"),
            "must be an absolute https address without user or fragment",
        ),
        (
            "is told of logouts under somebody's password",
            "/spec/backchannelLogoutUri",
            json!("https://me:secret@shop.aurora.example/logout"),
            "must be an absolute https address without user or fragment",
        ),
        (
            "needs sessions and has no address for them",
            "/spec/backchannelLogoutSessionRequired",
            json!(true),
            "goes with backchannelLogoutUri",
        ),
    ]
}

fn requests() -> Vec<Change> {
    vec![
        (
            "signs requests with a key that nobody knows",
            "/spec/requireSignedRequestObject",
            json!(true),
            "need keys: give jwks or jwksUri",
        ),
        (
            "lets requests be fetched that nobody can prove",
            "/spec/requestUris",
            json!(["https://shop.aurora.example/request"]),
            "need keys: give jwks or jwksUri",
        ),
        (
            "signs requests in one way with a key that nobody knows",
            "/spec/requestObjectSigningAlg",
            json!("ES256"),
            "requestObjectSigningAlg is about requests that the application signs",
        ),
        (
            "lets requests be fetched where everybody can change them",
            "/spec",
            with(
                &json!({ "jwks": { "keys": [key()] }, "requestUris": ["http://shop.aurora.example/request"] }),
            ),
            "each address must be an absolute https address without user or fragment",
        ),
    ]
}

/// A specification that the FAPI 2.0 Security Profile allows, with other fields.
fn of_fapi(fields: &Value) -> Value {
    let mut spec = with(&json!({
        "securityProfile": "Fapi2", "tokenEndpointAuthMethod": "PrivateKeyJwt", "jwks": { "keys": [key()] },
        "dpopBoundAccessTokens": true, "redirectUris": ["https://shop.aurora.example/callback"],
    }));
    if let (Some(spec), Some(fields)) = (spec.as_object_mut(), fields.as_object()) {
        spec.extend(fields.clone());
    }
    spec
}

fn profile() -> Vec<Change> {
    vec![
        (
            "binds tokens twice",
            "/spec",
            with(
                &json!({ "dpopBoundAccessTokens": true, "tlsClientCertificateBoundAccessTokens": true }),
            ),
            "not to both",
        ),
        (
            "has a certificate in the browser",
            "/spec",
            with(&json!({ "type": "SinglePage", "tlsClientCertificateBoundAccessTokens": true })),
            "an application in the browser has no certificate",
        ),
        (
            "follows FAPI and proves itself by a secret",
            "/spec",
            of_fapi(&json!({ "tokenEndpointAuthMethod": "ClientSecretBasic" })),
            "securityProfile Fapi2 is for applications that prove themselves by a key",
        ),
        (
            "follows FAPI and has tokens that a thief can use",
            "/spec",
            of_fapi(&json!({ "dpopBoundAccessTokens": false })),
            "securityProfile Fapi2 wants access tokens that a thief cannot use",
        ),
        (
            "follows FAPI without PKCE",
            "/spec",
            of_fapi(&json!({ "requirePkce": false })),
            "securityProfile Fapi2 always wants PKCE and pushed requests",
        ),
        (
            "follows FAPI without pushed requests",
            "/spec",
            of_fapi(&json!({ "requirePushedAuthorizationRequests": false })),
            "securityProfile Fapi2 always wants PKCE and pushed requests",
        ),
        (
            "follows FAPI and signs assertions as of old",
            "/spec",
            of_fapi(&json!({ "tokenEndpointAuthSigningAlg": "RS256" })),
            "securityProfile Fapi2 takes nothing that is signed with RS256",
        ),
        (
            "follows FAPI and wants ID tokens of old",
            "/spec",
            of_fapi(&json!({ "idTokenSignedResponseAlg": "RS256" })),
            "securityProfile Fapi2 forbids RS256",
        ),
        (
            "follows FAPI and is sent back without encryption",
            "/spec",
            of_fapi(&json!({ "redirectUris": ["http://127.0.0.1:5555/callback"] })),
            "securityProfile Fapi2 sends people back by https only",
        ),
    ]
}

fn secret() -> Vec<Change> {
    vec![
        (
            "keeps two values under one key",
            "/spec/secretTemplate",
            json!({ "keys": { "clientId": "client-secret" } }),
            "each key must have a name of its own",
        ),
        (
            "names a key that cannot exist",
            "/spec/secretTemplate",
            json!({ "keys": { "clientId": "client id" } }),
            "must be the key of a Secret",
        ),
        (
            "takes a label of the operator",
            "/spec/secretTemplate",
            json!({ "labels": { "domicile.dev/tenant": "other" } }),
            "the operator's own",
        ),
        (
            "never says when its secret changes",
            "/spec/secretRotation",
            json!({ "overlap": "1h" }),
            "say when: after (a time) or every (a duration)",
        ),
        (
            "changes its secret now and then",
            "/spec/secretRotation",
            json!({ "every": "soon" }),
            "must be a whole number from 1 to 9999",
        ),
        (
            "changes its secret at no time that there is",
            "/spec/secretRotation",
            json!({ "after": "tomorrow" }),
            "must be a time in UTC",
        ),
    ]
}

/// The shop's specification with other fields.
fn with(fields: &Value) -> Value {
    let mut spec = json!(airline::application::shop().spec);
    if let (Some(spec), Some(fields)) = (spec.as_object_mut(), fields.as_object()) {
        spec.extend(fields.clone());
    }
    spec
}

/// The key of RFC 7515, appendix A.3.
fn key() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    })
}
