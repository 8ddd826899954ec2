//! The call to the company's adapter, which sends a message on (`docs/sms.md`).

use domicile_bundle::{Bundle, Sms};
use serde::Serialize;

use super::{code::Kind, number::PhoneNumber};
use crate::{app::App, error::AuthError, webhook};

/// What the call is called.
const TYPE: &str = "sms.code";

/// A message.
pub struct Message<'a> {
    pub to: &'a PhoneNumber,
    pub text: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    pub kind: Kind,
}

/// The call. It names no person.
#[derive(Serialize)]
struct Call<'a> {
    #[serde(rename = "type")]
    name: &'a str,
    to: &'a str,
    text: &'a str,
    language: &'a str,
    kind: Kind,
}

/// Hands a message to the adapter; false when it does not take it.
///
/// # Errors
/// When the call cannot be made: a Secret that is not there or cannot sign.
pub async fn send(
    app: &App,
    bundle: &Bundle,
    sms: &Sms,
    message: Message<'_>,
) -> Result<bool, AuthError> {
    let call = Call {
        name: TYPE,
        to: message.to.as_e164(),
        text: message.text,
        language: message.language,
        kind: message.kind,
    };
    let body = serde_json::to_vec(&call).map_err(|_| AuthError::Cryptography)?;
    let missing = "signing secret of the SMS adapter (whsec_ and base64)";
    let headers = webhook::signed(app, Sms::SECRET_FILE, &body, missing)?;
    let client = app.outbound().client(bundle)?;
    let answer = client
        .post_signed(&sms.url, "application/json", headers, body)
        .await;
    let taken = match answer {
        Ok(answer) => {
            let status = answer.status;
            let taken = (200..300).contains(&status);
            if !taken {
                tracing::error!(status, "the SMS adapter did not take a message");
            }
            taken
        }
        Err(error) => {
            tracing::error!(%error, "the SMS adapter did not take a message");
            false
        }
    };
    let measures = app.measures();
    let counter = if taken {
        &measures.codes_texted
    } else {
        &measures.codes_not_texted
    };
    counter.inc();
    Ok(taken)
}
