//! Whom an answer must be about, when the application says so: by an ID token that it got before (`id_token_hint`),
//! or by asking for a certain `sub` (`OpenID` Connect Core, sections 3.1.2.1 and 5.5.1).

use super::{ClaimsParameter, Context, Problem};
use crate::{openid::id_token_hint, web::parameters::Parameters};

pub(super) fn of(
    context: &Context<'_>,
    parameters: &Parameters,
    claims: Option<&ClaimsParameter>,
) -> Result<Vec<String>, Problem> {
    let hinted = match parameters.single("id_token_hint")? {
        None => None,
        Some(text) => Some(
            id_token_hint::read(text, context.issuer, context.keys)
                .filter(|hint| hint.aud == context.application.client_id)
                .ok_or_else(|| {
                    Problem::invalid(
                        "`id_token_hint` is no ID token of this issuer for this client",
                    )
                })?
                .sub,
        ),
    };
    let asked = claims.map(ClaimsParameter::subjects).unwrap_or_default();
    match hinted {
        Some(hinted) if !asked.is_empty() && !asked.contains(&hinted) => Err(Problem::invalid(
            "`id_token_hint` and the `sub` of `claims` name different people",
        )),
        Some(hinted) => Ok(vec![hinted]),
        None => Ok(asked),
    }
}
