//! "Has this password leaked?", asked of a service that the tenant names, which learns neither the password nor whose it
//! is (`domicile_credentials::leaked_range`).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domicile_credentials::{leaked_range::RangeSearch, password::Password};

use crate::{error::AuthError, web::Visit};

/// Answers are filled up to about the same length, so that nobody on the way learns the digits from it.
const PADDING: HeaderName = HeaderName::from_static("add-padding");

/// Whether the tenant's service knows a password. While it does not answer as agreed, the shipped list, which comes
/// first, has decided alone: people choose passwords all the same.
///
/// # Errors
/// When the tenant's authorities cannot be read.
pub async fn is_known(visit: &Visit, password: &Password) -> Result<bool, AuthError> {
    let (app, bundle) = (&visit.app, visit.bundle());
    let Some(range) = &bundle.sign_in.leaked_passwords_range_url else {
        return Ok(false);
    };
    let search = RangeSearch::of(password);
    let url = format!("{range}{}", search.prefix());
    let headers = HeaderMap::from_iter([(PADDING, HeaderValue::from_static("true"))]);
    let client = app.outbound().client(bundle)?;
    let found = match client.get_with(&url, "text/plain", headers).await {
        Ok(answer) if answer.status == 200 => {
            let text = String::from_utf8_lossy(&answer.body);
            search.finds_in(&text).map_err(|error| error.to_string())
        }
        Ok(answer) => Err(format!("status {}", answer.status)),
        Err(error) => Err(error.to_string()),
    };
    Ok(found.unwrap_or_else(|reason| {
        tracing::warn!(
            reason,
            "a password is judged without the service of leaked ones"
        );
        false
    }))
}
