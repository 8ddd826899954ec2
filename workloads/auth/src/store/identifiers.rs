//! Who a keyed identifier digest belongs to.

use domicile_residency::Digest;
use domicile_service::Database;

use crate::store::sessions::{self, Ending};

/// How far the record of a person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierState {
    /// A subject is chosen; the profile-store has not acknowledged the person yet.
    Reserved,
    /// The person exists.
    Active,
}

/// The owner of an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Subject.
    pub sub: String,
    /// How far it has come.
    pub state: IdentifierState,
}

/// Finds the person of an identifier; a merely reserved subject counts as nobody.
pub async fn find(pool: &Database, digest: &Digest) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT sub FROM auth.identifier WHERE digest = $1 AND state = 'active'")
        .bind(digest.as_bytes())
        .fetch_optional(pool)
        .await
}

/// Reserves `proposed` for the identifier, or says who has it already. Two that come at once get the same answer.
pub async fn reserve(
    pool: &Database,
    digest: &Digest,
    proposed: &str,
) -> Result<Owner, sqlx::Error> {
    let (sub, state): (String, String) = sqlx::query_as(
        "INSERT INTO auth.identifier (digest, sub, state) VALUES ($1, $2, 'reserved') \
         ON CONFLICT (digest) DO UPDATE SET digest = excluded.digest RETURNING sub, state",
    )
    .bind(digest.as_bytes())
    .bind(proposed)
    .fetch_one(pool)
    .await?;
    let state = if state == "active" {
        IdentifierState::Active
    } else {
        IdentifierState::Reserved
    };
    Ok(Owner { sub, state })
}

/// Says that the profile-store has the person.
pub async fn activate(pool: &Database, digest: &Digest, sub: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.identifier SET state = 'active' WHERE digest = $1 AND sub = $2")
        .bind(digest.as_bytes())
        .bind(sub)
        .execute(pool)
        .await?;
    Ok(())
}

/// Removes everything that sign-in knows of a person. Repeating it changes nothing.
pub async fn remove_person(pool: &Database, sub: &str) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sessions::end(&mut transaction, Ending::All { sub }).await?;
    for statement in [
        "DELETE FROM auth.challenge WHERE identifier_digest IN (SELECT digest FROM auth.identifier WHERE sub = $1 \
         UNION ALL SELECT digest FROM auth.phone_number WHERE sub = $1)",
        "DELETE FROM auth.phone_number WHERE sub = $1",
        "DELETE FROM auth.password WHERE sub = $1",
        "DELETE FROM auth.password_reset WHERE sub = $1",
        // Codes go with their grants.
        "DELETE FROM auth.client_grant WHERE sub = $1",
        // Passkeys go with their owner.
        "DELETE FROM auth.passkey_owner WHERE sub = $1",
        "DELETE FROM auth.passkey_proof WHERE sub = $1",
        "DELETE FROM auth.authenticator_app WHERE sub = $1",
        "DELETE FROM auth.recovery_code WHERE sub = $1",
        "DELETE FROM auth.organization_membership WHERE sub = $1",
        "DELETE FROM auth.organization_leaver WHERE sub = $1",
        "DELETE FROM auth.federated_identity WHERE sub = $1",
        "DELETE FROM auth.external_session WHERE sub = $1",
        "DELETE FROM auth.membership_number WHERE sub = $1",
        "DELETE FROM auth.application_sign_in WHERE sub = $1",
        "DELETE FROM auth.profile_question WHERE sub = $1",
        "DELETE FROM auth.document_acceptance WHERE sub = $1",
        "DELETE FROM auth.identifier WHERE sub = $1",
    ] {
        sqlx::query(statement)
            .bind(sub)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await
}
