//! `response_mode`: how the answer reaches the application (OAuth 2.0 Multiple Response Types, section 2.1; OAuth 2.0
//! Form Post Response Mode; JARM).

use domicile_bundle::Application;
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::web::parameters::Parameters;

/// What carries an answer, and whether it travels as a signed token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseMode {
    /// What carries it.
    pub carrier: Carrier,
    /// Whether it is one signed parameter `response` (JARM, section 2.3).
    pub signed: bool,
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
    /// All of them, as discovery names them. `jwt` alone means the default of the response type (JARM, section 2.3.4).
    pub const SUPPORTED: [(&'static str, Self); 7] = [
        ("query", Self::plain(Carrier::Query)),
        ("fragment", Self::plain(Carrier::Fragment)),
        ("form_post", Self::plain(Carrier::FormPost)),
        ("jwt", Self::signed(Carrier::Query)),
        ("query.jwt", Self::signed(Carrier::Query)),
        ("fragment.jwt", Self::signed(Carrier::Fragment)),
        ("form_post.jwt", Self::signed(Carrier::FormPost)),
    ];

    const fn plain(carrier: Carrier) -> Self {
        Self {
            carrier,
            signed: false,
        }
    }

    const fn signed(carrier: Carrier) -> Self {
        Self {
            carrier,
            signed: true,
        }
    }
}

pub(super) fn of(
    _application: &Application,
    parameters: &Parameters,
) -> Result<ResponseMode, Problem> {
    let Some(name) = parameters.single("response_mode")? else {
        return Ok(ResponseMode::default());
    };
    let known = ResponseMode::SUPPORTED
        .iter()
        .find(|(known, _)| *known == name);
    known.map(|(_, mode)| *mode).ok_or_else(|| {
        Problem::invalid(
            "`response_mode` is not supported: use query, fragment, form_post, or one of them with `.jwt`",
        )
    })
}
