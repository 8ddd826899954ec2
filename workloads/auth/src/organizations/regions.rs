//! Asking the regions. This region answers itself without a network in between.

use std::time::Duration;

use domicile_bundle::Bundle;
use domicile_residency::RegionName;
use serde::de::DeserializeOwned;

use super::questions::{self, Question};
use crate::{app::App, error::AuthError, openid::forwarding::ForwardingError};

/// How long a region may take for an answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Asks one region.
///
/// # Errors
/// When there is no such region, or it does not answer.
pub async fn ask<T: DeserializeOwned>(
    app: &App,
    bundle: &Bundle,
    region: &str,
    question: Question,
) -> Result<T, AuthError> {
    let value = if region == app.region().as_str() {
        questions::answer(app, question).await?
    } else {
        over_the_mesh(app, bundle, region, &question).await?
    };
    serde_json::from_value(value).map_err(|_| unreachable(region))
}

/// Asks every region at once.
///
/// # Errors
/// When one of them does not answer: half a list would look like a whole one.
pub async fn ask_all<T: DeserializeOwned>(
    app: &App,
    bundle: &Bundle,
    question: &Question,
) -> Result<Vec<(String, T)>, AuthError> {
    let answers = ask_each(app, bundle, question).await;
    answers
        .into_iter()
        .map(|(region, answer)| Ok((region, answer?)))
        .collect()
}

/// Asks every region at once: what each answers, in the order of their names, and of which there is no answer.
pub async fn ask_each<T: DeserializeOwned>(
    app: &App,
    bundle: &Bundle,
    question: &Question,
) -> Vec<(String, Result<T, AuthError>)> {
    let mut asked = tokio::task::JoinSet::new();
    for region in &bundle.regions {
        let (app, question, name) = (app.clone(), question.clone(), region.name.clone());
        let bundle = bundle.clone();
        asked.spawn(async move {
            let answer = ask::<serde_json::Value>(&app, &bundle, &name, question).await;
            (name, answer)
        });
    }
    let mut answers = Vec::with_capacity(bundle.regions.len());
    for (region, answer) in asked.join_all().await {
        let answer = answer
            .and_then(|value| serde_json::from_value(value).map_err(|_| unreachable(&region)));
        answers.push((region, answer));
    }
    answers.sort_by(|(one, _), (other, _)| one.cmp(other));
    answers
}

async fn over_the_mesh(
    app: &App,
    bundle: &Bundle,
    region: &str,
    question: &Question,
) -> Result<serde_json::Value, AuthError> {
    let entry = bundle
        .region_named(region)
        .ok_or(ForwardingError::UnknownRegion)?;
    let answer = app
        .mesh_client()
        .post(format!(
            "{}/mesh/v1/organizations/questions",
            entry.mesh.auth
        ))
        .timeout(TIMEOUT)
        .json(question)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(|_| unreachable(region))?;
    answer.json().await.map_err(|_| unreachable(region))
}

fn unreachable(region: &str) -> AuthError {
    match RegionName::parse(region) {
        Ok(region) => ForwardingError::Unreachable(region).into(),
        Err(_) => ForwardingError::UnknownRegion.into(),
    }
}
