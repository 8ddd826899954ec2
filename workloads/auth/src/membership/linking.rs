//! Links a number with a person, wherever it was typed.

use std::collections::BTreeMap;

use domicile_bundle::MembershipLink;
use serde_json::Value;

use super::{
    digest,
    offer::answer_field,
    typed,
    verification::{Verdict, ask},
};
use crate::{
    error::AuthError,
    profile_store::{ProfileStore, ProvidedValue},
    purpose::applies_by_name,
    store::membership_numbers,
    web::{
        Visit,
        parameters::Parameters,
        throttle::{self, TooMany},
    },
};

/// What came of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the person's from now on.
    Linked,
    /// It could not be confirmed with what was typed, or is somebody else's: who typed it cannot tell the two apart.
    Unconfirmed,
    /// The brand's system does not answer.
    Unanswered,
    /// There is nothing to link: the person has a number of that kind, or its purpose does not apply to them.
    Unwanted,
    /// It was not asked about.
    TooMany(TooMany),
}

/// Reads number and answers from a form and links the number with the person, if the brand's system confirms it.
///
/// # Errors
/// When the database or the profile-store fails, or the call to the brand's system cannot be made.
pub async fn link(
    visit: &Visit,
    sub: &str,
    link: &MembershipLink,
    form: &Parameters,
) -> Result<Outcome, AuthError> {
    let fields: Vec<(&str, String)> = link
        .questions
        .iter()
        .map(|question| (question.name.as_str(), answer_field(&question.name)))
        .collect();
    let answers: Option<BTreeMap<&str, &str>> = fields
        .iter()
        .map(|(name, field)| Some((*name, typed(form.field(field))?)))
        .collect();
    match (typed(form.field("number")), answers) {
        (Some(number), Some(answers)) => confirm(visit, sub, link, number, &answers).await,
        _ => Ok(Outcome::Unconfirmed),
    }
}

async fn confirm(
    visit: &Visit,
    sub: &str,
    link: &MembershipLink,
    number: &str,
    answers: &BTreeMap<&str, &str>,
) -> Result<Outcome, AuthError> {
    let (app, bundle) = (&visit.app, visit.bundle());
    let store = ProfileStore::of(app.mesh_client(), bundle)?;
    let linked = membership_numbers::all(app.pool(), sub).await?;
    if linked.iter().any(|one| one.link == link.name)
        || !applies_by_name(bundle, &link.purpose, &store.purposes(sub).await?)
    {
        return Ok(Outcome::Unwanted);
    }
    let typed_digest = digest(app, link, number);
    if let Err(too_many) = throttle::admit_membership(visit, sub, &typed_digest).await? {
        return Ok(Outcome::TooMany(too_many));
    }
    match ask(app, bundle, link, number, answers).await? {
        Verdict::Confirmed(number) => keep(visit, &store, sub, link, number).await,
        Verdict::Denied => Ok(Outcome::Unconfirmed),
        Verdict::Unanswered => Ok(Outcome::Unanswered),
    }
}

/// Keeps a number that was confirmed, unless it is somebody else's.
async fn keep(
    visit: &Visit,
    store: &ProfileStore<'_>,
    sub: &str,
    link: &MembershipLink,
    number: String,
) -> Result<Outcome, AuthError> {
    let app = &visit.app;
    let whose = digest(app, link, &number);
    // Somebody else's number is told like a wrong one: whoever tries numbers learns nothing of other members.
    if !membership_numbers::link(app.pool(), &whose, sub, &link.name).await? {
        tracing::warn!(link = link.name, "a number is linked with another account");
        return Ok(Outcome::Unconfirmed);
    }
    let value = ProvidedValue {
        attribute: link.attribute.clone(),
        purpose: link.purpose.clone(),
        value: Value::String(number),
    };
    if let Err(error) = store.keep_provided(sub, &link.source(), vec![value]).await {
        // Without the number in the profile there is no link.
        membership_numbers::remove(app.pool(), sub, &link.name).await?;
        return Err(error.into());
    }
    let person = app.pseudonym(sub);
    tracing::info!(person, link = link.name, "a membership was linked");
    Ok(Outcome::Linked)
}
