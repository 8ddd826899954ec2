//! Refused applications.

use serde_json::{Value, json};

use super::{Change, airline, any_kind::with_any_kind};
use crate::Application;

pub(super) fn application() -> Vec<Change> {
    with_any_kind([itself(), claims()].concat())
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
