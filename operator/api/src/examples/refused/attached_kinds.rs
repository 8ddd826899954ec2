//! Refused objects of the kinds that belong to a tenant.

use serde_json::json;

use super::Change;

pub(super) fn another_tenant() -> Vec<Change> {
    vec![
        (
            "takes an object to another tenant",
            "/spec/tenantRef/name",
            json!("borealis"),
            "tenantRef cannot be changed",
        ),
        (
            "takes an object to a tenant of another namespace",
            "/spec/tenantRef/namespace",
            json!("borealis"),
            "tenantRef cannot be changed",
        ),
    ]
}

/// Mistakes that can be made in the name and the tenant of any kind.
fn any_kind() -> Vec<Change> {
    vec![
        (
            "gives an object a name with dots",
            "/metadata/name",
            json!("a.b"),
            "metadata.name must be at most 63",
        ),
        (
            "names no tenant",
            "/spec/tenantRef/name",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "names a namespace that cannot exist",
            "/spec/tenantRef/namespace",
            json!("A"),
            "must be a name of at most 63",
        ),
    ]
}

fn with_any_kind(changes: Vec<Change>) -> Vec<Change> {
    any_kind().into_iter().chain(changes).collect()
}

pub(super) fn brand() -> Vec<Change> {
    with_any_kind(vec![
        (
            "has no name for people",
            "/spec/displayName",
            json!("  "),
            "must not be empty",
        ),
        (
            "writes a host in capital letters",
            "/spec/hosts/0",
            json!("ID.aurora.localhost"),
            "each host must be a host name",
        ),
        (
            "names a colour in words",
            "/spec/look/primaryColor",
            json!("blue"),
            "must be a colour as #",
        ),
        (
            "names a colour in three digits",
            "/spec/look/backgroundColor",
            json!("#fff"),
            "must be a colour as #",
        ),
        (
            "puts a script into the logo",
            "/spec/look/logoSvg",
            json!("<svg><script>alert(1)</script></svg>"),
            "must be one <svg> element without script",
        ),
        (
            "names a language in words",
            "/spec/languages/0",
            json!("English"),
            "a language must be a BCP 47 tag",
        ),
        (
            "offers a language twice",
            "/spec/languages/1",
            json!("en"),
            "each language may be named once",
        ),
        (
            "links to a page that is not encrypted",
            "/spec/documents/0/url",
            json!("http://aurora.example"),
            "an absolute https address",
        ),
        (
            "has a document without kind",
            "/spec/documents/0/name",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "has a document in no language",
            "/spec/documents/0/language",
            json!(""),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a version with spaces",
            "/spec/documents/0/version",
            json!("November 2026"),
            "a version must be",
        ),
        (
            "has a link without text",
            "/spec/documents/0/title",
            json!(""),
            "must not be empty",
        ),
        (
            "gives help at no address",
            "/spec/supportEmail",
            json!("help"),
            "must be an e-mail address",
        ),
    ])
}

pub(super) fn application() -> Vec<Change> {
    with_any_kind(vec![
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
    ])
}

pub(super) fn profile_schema() -> Vec<Change> {
    with_any_kind(vec![
        (
            "names nothing",
            "/spec",
            json!({ "tenantRef": { "name": "aurora" } }),
            "at least one attribute or event",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/attributes/1/name",
            json!("given-name"),
            "must begin with a letter",
        ),
        (
            "has a title in no language",
            "/spec/attributes/0/titles/0/language",
            json!("E"),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a title without text",
            "/spec/attributes/0/titles/0/text",
            json!(" "),
            "must not be empty",
        ),
        (
            "names an event with a space at the end",
            "/spec/events/0/name",
            json!("Flight Searched "),
            "the name of an event",
        ),
        (
            "names a property with a dot",
            "/spec/events/0/properties/0/name",
            json!("from.airport"),
            "must begin with a letter",
        ),
    ])
}

pub(super) fn consent_policy() -> Vec<Change> {
    let mut changes = with_any_kind(vec![
        (
            "names a purpose in capital letters",
            "/spec/purposes/0/name",
            json!("Service"),
            "must be a name of at most 63",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/purposes/0/attributes/0",
            json!("e-mail"),
            "each item must begin with a letter",
        ),
        (
            "names an event without name",
            "/spec/purposes/0/events/0",
            json!(""),
            "the name of an event",
        ),
        (
            "asks for what needs no consent",
            "/spec/purposes/0/askedAtRegistration",
            json!(true),
            "askedAtRegistration needs a jurisdiction whose legal basis is Consent",
        ),
        (
            "keeps data for ever in words",
            "/spec/purposes/1/retention",
            json!("ever"),
            "must be a whole number from 1 to 9999",
        ),
    ]);
    changes.extend(legal_basis_and_documents());
    changes
}

fn legal_basis_and_documents() -> Vec<Change> {
    vec![
        (
            "has two legal bases for all other jurisdictions",
            "/spec/purposes/1/legalBasis",
            json!([{ "basis": "Consent" }, { "basis": "LegitimateInterest" }]),
            "only one legal basis may leave out jurisdictions",
        ),
        (
            "has two legal bases for one jurisdiction",
            "/spec/purposes/1/legalBasis",
            json!([{ "jurisdictions": ["EU", "GB"], "basis": "Consent" }, { "jurisdictions": ["EU"], "basis": "LegitimateInterest" }]),
            "a jurisdiction may be named by one legal basis only",
        ),
        (
            "names a jurisdiction in words",
            "/spec/purposes/1/legalBasis",
            json!([{ "jurisdictions": ["Europe"], "basis": "Consent" }]),
            "a jurisdiction must be capital letters",
        ),
        (
            "translates another version of the text",
            "/spec/purposes/1/documents/1/version",
            json!("2025-01"),
            "the same version in every language",
        ),
        (
            "has a version with spaces in every language",
            "/spec/purposes/1/documents",
            json!([{ "language": "en", "version": "1 a", "title": "News", "text": "We write to you." }]),
            "a version must be",
        ),
        (
            "has a text in no language",
            "/spec/purposes/1/documents/0/language",
            json!("english"),
            "a language must be a BCP 47 tag",
        ),
        (
            "has a text without title",
            "/spec/purposes/1/documents/0/title",
            json!(""),
            "must not be empty",
        ),
        (
            "has a title without text",
            "/spec/purposes/1/documents/0/text",
            json!(""),
            "must not be empty",
        ),
    ]
}

pub(super) fn profile_source() -> Vec<Change> {
    with_any_kind(vec![
        (
            "names no purpose",
            "/spec/purpose",
            json!(""),
            "must be a name of at most 63",
        ),
        (
            "sets an attribute with a hyphen",
            "/spec/attributes/0",
            json!("loyalty-tier"),
            "each item must begin with a letter",
        ),
        (
            "names a Secret that cannot exist",
            "/spec/writeKeySecretName",
            json!(""),
            "must be the name of a Secret",
        ),
    ])
}

pub(super) fn activation_target() -> Vec<Change> {
    with_any_kind(vec![
        (
            "sends without encryption out of the cluster",
            "/spec/webhook/url",
            json!("http://crm.example/hooks"),
            "must be an absolute https address without user or fragment",
        ),
        (
            "names a Secret that cannot exist",
            "/spec/webhook/signingSecretName",
            json!("a b"),
            "must be the name of a Secret",
        ),
        (
            "names a jurisdiction in words",
            "/spec/jurisdiction",
            json!("Europe"),
            "a jurisdiction must be capital letters",
        ),
        (
            "names a region that cannot exist",
            "/spec/regions",
            json!(["E U"]),
            "each item must be a name",
        ),
        (
            "names a purpose in capital letters",
            "/spec/purposes/0",
            json!("Service"),
            "each item must be a name",
        ),
        (
            "names an attribute with a hyphen",
            "/spec/attributes/0",
            json!("e-mail"),
            "each item must begin with a letter",
        ),
        (
            "names an event without name",
            "/spec/events/0",
            json!(""),
            "the name of an event",
        ),
        (
            "has an empty filter",
            "/spec/filter",
            json!(""),
            "must not be empty",
        ),
        (
            "waits for an answer for an hour",
            "/spec/delivery",
            json!({ "timeout": "1h" }),
            "must be from 1s to 60s",
        ),
        (
            "waits for two days",
            "/spec/delivery",
            json!({ "maximumBackoff": "2d" }),
            "must be at most 24h",
        ),
        (
            "waits for two days at first",
            "/spec/delivery",
            json!({ "initialBackoff": "48h" }),
            "must be at most 24h",
        ),
        (
            "writes a duration in words",
            "/spec/delivery",
            json!({ "timeout": "10sec" }),
            "must be",
        ),
    ])
}
