//! `response_mode`: how the answer reaches the application (OAuth 2.0 Multiple Response Types, section 2.1; OAuth 2.0
//! Form Post Response Mode; JARM).

use domicile_bundle::Application;
use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::web::parameters::Parameters;

/// What carries an answer, and whether it travels as a signed token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseMode {
    /// What carries it.
    pub carrier: Carrier,
    /// What it is signed with where it is one parameter `response` (JARM, section 2.3).
    #[serde(default)]
    pub signed_with: Option<Algorithm>,
}

/// What carries an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// The query of the redirect URI: the default of the code flow.
    #[default]
    Query,
    /// Its fragment.
    Fragment,
    /// A form that the browser sends.
    FormPost,
}

impl ResponseMode {
    /// All of them, as discovery names them, each with its carrier and whether it is signed. `jwt` alone means the default
    /// of the response type (JARM, section 2.3.4).
    pub const SUPPORTED: [(&'static str, Carrier, bool); 7] = [
        ("query", Carrier::Query, false),
        ("fragment", Carrier::Fragment, false),
        ("form_post", Carrier::FormPost, false),
        ("jwt", Carrier::Query, true),
        ("query.jwt", Carrier::Query, true),
        ("fragment.jwt", Carrier::Fragment, true),
        ("form_post.jwt", Carrier::FormPost, true),
    ];
}

pub(super) fn of(
    application: &Application,
    parameters: &Parameters,
) -> Result<ResponseMode, Problem> {
    let Some(name) = parameters.single("response_mode")? else {
        return Ok(ResponseMode::default());
    };
    let known = ResponseMode::SUPPORTED
        .into_iter()
        .find(|(known, ..)| *known == name);
    let mode = known.map(|(_, carrier, signed)| ResponseMode {
        carrier,
        signed_with: signed.then_some(application.signing.authorization),
    });
    mode.ok_or_else(|| {
        Problem::invalid(
            "`response_mode` is not supported: use query, fragment, form_post, or one of them with `.jwt`",
        )
    })
}
