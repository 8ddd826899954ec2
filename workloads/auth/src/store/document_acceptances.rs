//! What people accepted, or were shown.

use domicile_bundle::Acceptance;
use domicile_service::Database;
use jiff_sqlx::Timestamp;

use crate::legal_documents::due::Past;

/// Who accepted, for whom.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// The person.
    pub sub: &'a str,
    /// The brand whose documents they are.
    pub brand: &'a str,
    /// The application that waited for it.
    pub application: &'a str,
}

/// One document that was accepted or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewAcceptance<'a> {
    /// Its name.
    pub document: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Whether the person agreed to it, or was shown it.
    pub manner: Acceptance,
    /// Language in which it was read.
    pub language: &'a str,
}

/// How the table says it.
pub const fn word(manner: Acceptance) -> &'static str {
    match manner {
        Acceptance::Required => "accepted",
        Acceptance::Shown => "shown",
    }
}

/// Records what a person accepted now. What is there already stays as it is: the first time counts.
pub async fn record(
    pool: &Database,
    who: Who<'_>,
    acceptances: &[NewAcceptance<'_>],
) -> Result<(), sqlx::Error> {
    if acceptances.is_empty() {
        return Ok(());
    }
    let column = |of: fn(&NewAcceptance<'_>) -> String| acceptances.iter().map(of).collect();
    let documents: Vec<String> = column(|one| one.document.to_owned());
    let versions: Vec<String> = column(|one| one.version.to_owned());
    let manners: Vec<String> = column(|one| word(one.manner).to_owned());
    let languages: Vec<String> = column(|one| one.language.to_owned());
    sqlx::query(
        "INSERT INTO auth.document_acceptance (sub, brand, application, document, version, manner, language) \
         SELECT $1, $2, $3, * FROM UNNEST($4::text[], $5::text[], $6::text[], $7::text[]) \
         ON CONFLICT DO NOTHING",
    )
    .bind(who.sub)
    .bind(who.brand)
    .bind(who.application)
    .bind(documents)
    .bind(versions)
    .bind(manners)
    .bind(languages)
    .execute(pool)
    .await?;
    Ok(())
}

/// Everything that a person accepted or was shown of a brand.
pub async fn of_person(pool: &Database, sub: &str, brand: &str) -> Result<Vec<Past>, sqlx::Error> {
    let rows: Vec<(String, String, bool, Timestamp)> = sqlx::query_as(
        "SELECT document, version, manner = 'accepted', accepted_at FROM auth.document_acceptance \
         WHERE sub = $1 AND brand = $2",
    )
    .bind(sub)
    .bind(brand)
    .fetch_all(pool)
    .await?;
    let past = rows
        .into_iter()
        .map(|(document, version, accepted, at)| Past {
            document,
            version,
            manner: if accepted {
                Acceptance::Required
            } else {
                Acceptance::Shown
            },
            at: at.to_jiff().as_second(),
        });
    Ok(past.collect())
}
