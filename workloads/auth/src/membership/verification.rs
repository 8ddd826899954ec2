//! The call to the brand's system: signed as Standard Webhooks says, answered by yes or no.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, MembershipLink};
use serde::{Deserialize, Serialize};

use super::typed;
use crate::{app::App, error::AuthError, webhook};

/// What the call is called.
const TYPE: &str = "membership.verification";

/// The call.
#[derive(Serialize)]
struct Call<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    /// The membership's name in the configuration.
    membership: &'a str,
    number: &'a str,
    answers: &'a BTreeMap<&'a str, &'a str>,
}

/// The answer. Whatever else it has is not read.
#[derive(Deserialize)]
struct Answer {
    confirmed: bool,
    /// The number as the system writes it, where that is not how it was typed.
    number: Option<String>,
}

/// What the brand's system says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is this member's number, which it writes so.
    Confirmed(String),
    /// It is not.
    Denied,
    /// It does not answer, or not as agreed.
    Unanswered,
}

/// Asks.
///
/// # Errors
/// When the call cannot be made: a Secret that is not there or cannot sign.
pub async fn ask(
    app: &App,
    bundle: &Bundle,
    link: &MembershipLink,
    number: &str,
    answers: &BTreeMap<&str, &str>,
) -> Result<Verdict, AuthError> {
    let call = Call {
        kind: TYPE,
        membership: &link.name,
        number,
        answers,
    };
    let body = serde_json::to_vec(&call).map_err(|_| AuthError::Cryptography)?;
    let file = MembershipLink::secret_file(&link.name);
    let missing = "signing secret of a membership link (whsec_ and base64)";
    let headers = webhook::signed(app, &file, &body, missing)?;
    let client = app.outbound().client(bundle)?;
    let url = &link.verification_url;
    let answer = client
        .post_signed(url, "application/json", headers, body)
        .await;
    match answer {
        Ok(answer) if answer.status == 200 => {
            let verdict = judged(&answer.body, number);
            if matches!(verdict, Verdict::Unanswered) {
                tracing::warn!(
                    link = link.name,
                    "the answer about a membership is not as agreed"
                );
            }
            Ok(verdict)
        }
        Ok(answer) => {
            let status = answer.status;
            tracing::warn!(link = link.name, status, "a membership is not confirmed");
            Ok(Verdict::Unanswered)
        }
        Err(error) => {
            tracing::warn!(link = link.name, %error, "a membership is not confirmed");
            Ok(Verdict::Unanswered)
        }
    }
}

fn judged(body: &[u8], number: &str) -> Verdict {
    match serde_json::from_slice::<Answer>(body) {
        Ok(Answer {
            confirmed: false, ..
        }) => Verdict::Denied,
        Ok(Answer {
            number: Some(written),
            ..
        }) => typed(&written).map_or(Verdict::Unanswered, |written| {
            Verdict::Confirmed(written.to_owned())
        }),
        Ok(Answer { number: None, .. }) => Verdict::Confirmed(number.to_owned()),
        Err(_) => Verdict::Unanswered,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judged};

    #[test]
    fn the_answer_is_yes_or_no_and_anything_else_is_none() {
        let confirmed = |number: &str| Verdict::Confirmed(number.to_owned());
        for (body, expected) in [
            (r#"{"confirmed":true}"#, confirmed("1 2")),
            (
                r#"{"confirmed":true,"number":"12","tier":"gold"}"#,
                confirmed("12"),
            ),
            (r#"{"confirmed":false}"#, Verdict::Denied),
            (r#"{"confirmed":false,"number":"12"}"#, Verdict::Denied),
            (r#"{"confirmed":"true"}"#, Verdict::Unanswered),
            (r#"{"confirmed":true,"number":""}"#, Verdict::Unanswered),
            ("{}", Verdict::Unanswered),
            ("true", Verdict::Unanswered),
            ("", Verdict::Unanswered),
        ] {
            assert_eq!(judged(body.as_bytes(), "1 2"), expected, "{body}");
        }
    }
}
