//! `/password/reset`: the link from the mail. Opening it changes nothing (mail programs open links too); the form
//! uses it up, sets the password and ends every session of the person.

use axum::{http::StatusCode, response::Response};
use domicile_residency::{Address, Handle};

use super::choice::{self, Refused};
use crate::{
    error::AuthError,
    factors::notice::tell,
    mail::Change,
    pages,
    registration::csrf,
    store::{
        password_resets, passwords,
        sessions::{self, Ending},
    },
    web::{Visit, cookie, parameters::Parameters},
};

/// `GET /password/reset?token=…`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match owner(&visit, &visit.query).await {
        Ok(Some((handle, _))) => form(&visit, &handle, StatusCode::OK, None),
        Ok(None) => pages::password::ended(&visit),
        Err(error) => Err(error),
    };
    visit.answer(outcome)
}

/// `POST /password/reset`.
pub async fn submit(visit: Visit, body: String) -> Response {
    let outcome = decide(&visit, &Parameters::parse(&body)).await;
    visit.answer(outcome)
}

async fn owner(
    visit: &Visit,
    parameters: &Parameters,
) -> Result<Option<(Handle, String)>, AuthError> {
    let Ok(handle) = Handle::parse(parameters.field("token")) else {
        return Ok(None);
    };
    if visit.host.address != Address::Regional {
        return Ok(None);
    }
    let sub = password_resets::find(visit.app.pool(), &handle).await?;
    Ok(sub.map(|sub| (handle, sub)))
}

async fn decide(visit: &Visit, parameters: &Parameters) -> Result<Response, AuthError> {
    let Some((handle, sub)) = owner(visit, parameters).await? else {
        return pages::password::ended(visit);
    };
    if !csrf::is_genuine(visit, handle.as_str(), parameters.field("csrf")) {
        return pages::error::foreign_form(visit);
    }
    let hash = match choice::chosen(visit, &sub, parameters).await? {
        Ok(hash) => hash,
        Err(Refused::Later(too_many)) => return pages::error::too_many(visit, None, too_many),
        Err(refused) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return form(visit, &handle, status, Some(refused));
        }
    };
    let mut transaction = visit.app.pool().begin().await?;
    let Some(sub) = password_resets::consume(&mut transaction, &handle).await? else {
        return pages::password::ended(visit);
    };
    passwords::put(&mut transaction, &sub, &hash).await?;
    // Whoever was signed in with the old password is not any more.
    sessions::end(&mut transaction, Ending::All { sub: &sub }).await?;
    transaction.commit().await?;
    tracing::info!(
        person = visit.app.pseudonym(&sub),
        "a password was replaced"
    );
    tell(visit, None, &sub, Change::PasswordSet)?;
    let mut response = pages::password::replaced(visit)?;
    cookie::clear(response.headers_mut(), cookie::SESSION);
    Ok(response)
}

fn form(
    visit: &Visit,
    handle: &Handle,
    status: StatusCode,
    refused: Option<Refused>,
) -> Result<Response, AuthError> {
    let csrf = csrf::token(visit, handle.as_str());
    pages::password::reset(visit, status, handle.as_str(), csrf, refused)
}
