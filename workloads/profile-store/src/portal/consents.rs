//! Giving and withdrawing.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domicile_bundle::{Purpose, application::PORTAL_CLIENT_ID};
use domicile_consent::{DecisionKind, ledger};
use serde::Deserialize;

use super::{failure::Failure, signed_in::SignedIn};
use crate::{
    ProfileStore,
    decision::{self, Place},
};

/// The form behind each button.
#[derive(Deserialize)]
pub(super) struct Decision {
    csrf: String,
    purpose: String,
    choice: Choice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Give,
    Withdraw,
}

/// `POST /consents`: answers once the decision is in force everywhere, also for what is queued (invariant I3).
pub(super) async fn decide(
    State(store): State<ProfileStore>,
    signed_in: SignedIn,
    Form(form): Form<Decision>,
) -> Result<Response, Failure> {
    signed_in.check_form(&store, &form.csrf)?;
    let visit = &signed_in.visit;
    let bundle = &visit.loaded.bundle;
    let chosen = bundle
        .purpose(&form.purpose)
        .and_then(|purpose| Some((purpose, kind_of(purpose, form.choice)?)));
    // A purpose that the person has no say in has no button: such a form is not ours.
    let (purpose, kind) = chosen.ok_or_else(|| Failure::forged(visit))?;
    let brand = visit.brand_name();
    let place = Place {
        application: PORTAL_CLIENT_ID,
        page: "/",
        language: &visit.language,
        brand: &brand,
    };
    let version = decision::document_version(purpose);
    let record = decision::record(
        bundle,
        &signed_in.person.subject,
        purpose,
        version,
        kind,
        &place,
    );
    ledger::decide(&store.pool, &[record])
        .await
        .map_err(|error| visit.broken(error))?;
    tracing::info!(
        person = store.context.pseudonym(signed_in.person.subject.as_str()),
        purpose = purpose.name,
        decision = kind.as_str(),
        "decided in the portal"
    );
    let done = match form.choice {
        Choice::Give => "given",
        Choice::Withdraw => "withdrawn",
    };
    Ok(Redirect::to(&format!(
        "/?{done}={}#consent-{}",
        form.purpose, form.purpose
    ))
    .into_response())
}

fn kind_of(purpose: &Purpose, choice: Choice) -> Option<DecisionKind> {
    let refusal = decision::refusal_of(purpose.legal_basis)?;
    Some(match choice {
        Choice::Give => DecisionKind::Given,
        Choice::Withdraw => refusal,
    })
}
