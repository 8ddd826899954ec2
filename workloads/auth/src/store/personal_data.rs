//! What the tables say of one person, for their own copy: no digest, no handle, nothing sealed.

use domicile_service::Database;
use serde_json::Value;

/// The rows of one table, as objects with these members.
macro_rules! rows {
    ($table:literal, $members:literal, $order:literal) => {
        concat!(
            "(SELECT coalesce(jsonb_agg(jsonb_build_object(",
            $members,
            ") ORDER BY ",
            $order,
            "), '[]') FROM auth.",
            $table,
            " WHERE sub = $1)"
        )
    };
}

/// One statement, so that all of it is of one moment.
const STATEMENT: &str = concat!(
    "SELECT jsonb_build_object(",
    "'identifiers', ",
    rows!(
        "identifier",
        "'keptAs', 'keyed digest', 'createdAt', created_at",
        "created_at"
    ),
    ", 'documents', ",
    rows!(
        "document_acceptance",
        "'brand', brand, 'document', document, 'version', version, 'manner', manner, 'language', language, \
         'application', application, 'at', accepted_at",
        "accepted_at, brand, document"
    ),
    ", 'passwords', ",
    rows!("password", "'changedAt', changed_at", "changed_at"),
    ", 'authenticatorApps', ",
    rows!(
        "authenticator_app",
        "'createdAt', created_at, 'lastUsedAt', last_used_at",
        "created_at"
    ),
    ", 'unusedRecoveryCodes', ",
    rows!("recovery_code", "'createdAt', created_at", "created_at"),
    ", 'devices', ",
    rows!(
        "session",
        "'browser', browser, 'system', system, 'staysSignedIn', persistent, 'methods', methods, \
         'createdAt', created_at, 'provenAt', coalesce(proven_at, authenticated_at), \
         'lastSeenAt', last_seen_at, 'expiresAt', expires_at",
        "created_at"
    ),
    ", 'grants', ",
    rows!(
        "client_grant",
        "'application', client_id, 'scopes', scopes, 'resources', resources, 'methods', methods, 'acr', acr, \
         'provenAt', authenticated_at, 'createdAt', created_at, 'expiresAt', expires_at, 'revokedAt', revoked_at, \
         'actsAsMember', membership_id IS NOT NULL",
        "created_at"
    ),
    ", 'providers', ",
    rows!(
        "federated_identity",
        "'provider', provider, 'organization', organization_id, 'createdAt', created_at, 'lastUsedAt', last_used_at",
        "created_at"
    ),
    ", 'issuerSignIns', ",
    rows!(
        "external_session",
        "'organization', organization_id, 'acr', acr, 'provenAt', proven_at, 'createdAt', created_at",
        "created_at"
    ),
    ", 'membershipNumbers', ",
    rows!(
        "membership_number",
        "'link', link, 'linkedAt', linked_at",
        "linked_at"
    ),
    ", 'endedMemberships', ",
    rows!(
        "organization_leaver",
        "'organization', organization_id, 'leftAt', left_at",
        "left_at"
    ),
    ", 'applicationSignIns', ",
    rows!(
        "application_sign_in",
        "'application', client_id, 'signIns', sign_ins",
        "client_id"
    ),
    ", 'skippedQuestions', ",
    rows!(
        "profile_question",
        "'attribute', attribute, 'skippedAt', skipped_at",
        "skipped_at"
    ),
    ")"
);

/// An object with one list per table.
pub async fn of_person(pool: &Database, sub: &str) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar(STATEMENT)
        .bind(sub)
        .fetch_one(pool)
        .await
}
