//! What an authorization request must say, rule by rule.

use domicile_bundle::{Application, GrantType};

use super::{AuthorizationRequest, Prompt};
use crate::{
    openid::pkce,
    web::parameters::{Parameters, Repeated},
};

/// Most bytes of the parameters that are carried along: they travel in a cookie and in a hand-off.
const MOST_BYTES: usize = 2000;

/// What the application is told.
pub(super) struct Problem {
    pub(super) error: &'static str,
    pub(super) description: String,
}

impl From<Repeated> for Problem {
    fn from(repeated: Repeated) -> Self {
        invalid(&repeated.to_string())
    }
}

fn invalid(description: &str) -> Problem {
    Problem {
        error: "invalid_request",
        description: description.to_owned(),
    }
}

/// Checks everything but client and address, which are known to fit.
pub(super) fn checked(
    application: &Application,
    redirect_uri: &str,
    parameters: &Parameters,
) -> Result<AuthorizationRequest, Problem> {
    refuse_unsupported(parameters)?;
    if !application
        .grant_types
        .contains(&GrantType::AuthorizationCode)
    {
        let description = "this client may not use the authorization code flow".to_owned();
        return Err(Problem {
            error: "unauthorized_client",
            description,
        });
    }
    let text = |name| Ok::<_, Problem>(parameters.single(name)?.map(str::to_owned));
    let request = AuthorizationRequest {
        client_id: application.client_id.clone(),
        brand: application.brand.clone(),
        redirect_uri: redirect_uri.to_owned(),
        scopes: scopes(application, parameters)?,
        state: text("state")?,
        nonce: text("nonce")?,
        code_challenge: code_challenge(parameters)?,
        ui_locales: text("ui_locales")?,
        prompt: prompt(parameters)?,
        max_age: max_age(parameters)?,
    };
    if request.to_query().len() > MOST_BYTES {
        return Err(invalid(
            "the request is too long: at most 2000 bytes of parameters",
        ));
    }
    Ok(request)
}

fn refuse_unsupported(parameters: &Parameters) -> Result<(), Problem> {
    for (name, error) in [
        ("request", "request_not_supported"),
        ("request_uri", "request_uri_not_supported"),
        ("registration", "registration_not_supported"),
    ] {
        if parameters.single(name)?.is_some() {
            return Err(Problem {
                error,
                description: format!("`{name}` is not supported"),
            });
        }
    }
    match parameters.single("response_type")? {
        Some("code") => {}
        Some(_) => {
            let description = "only `response_type=code` is supported".to_owned();
            return Err(Problem {
                error: "unsupported_response_type",
                description,
            });
        }
        None => return Err(invalid("`response_type=code` is missing")),
    }
    match parameters.single("response_mode")? {
        None | Some("query") => Ok(()),
        Some(_) => Err(invalid("only `response_mode=query` is supported")),
    }
}

/// The scopes that the client may have; others are left out (RFC 6749, section 3.3).
fn scopes(application: &Application, parameters: &Parameters) -> Result<Vec<String>, Problem> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in parameters.single("scope")?.unwrap_or_default().split(' ') {
        if application.scopes.iter().any(|own| own == scope)
            && !scopes.iter().any(|own| own == scope)
        {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.iter().any(|scope| scope == "openid") {
        return Ok(scopes);
    }
    let description = "the scope `openid` is missing, or this client may not use it".to_owned();
    Err(Problem {
        error: "invalid_scope",
        description,
    })
}

fn code_challenge(parameters: &Parameters) -> Result<String, Problem> {
    // A missing method means `plain` (RFC 7636, section 4.3): that downgrade is refused.
    if parameters.single("code_challenge_method")? != Some("S256") {
        return Err(invalid(
            "`code_challenge_method=S256` is required (RFC 7636)",
        ));
    }
    parameters
        .single("code_challenge")?
        .filter(|challenge| pkce::is_challenge(challenge))
        .map(str::to_owned)
        .ok_or_else(|| invalid("`code_challenge` is required: base64url of a SHA-256 (RFC 7636)"))
}

fn prompt(parameters: &Parameters) -> Result<Option<Prompt>, Problem> {
    let values: Vec<&str> = parameters
        .single("prompt")?
        .unwrap_or_default()
        .split_ascii_whitespace()
        .collect();
    if values.contains(&"none") {
        return if values.len() == 1 {
            Ok(Some(Prompt::None))
        } else {
            Err(invalid(
                "`prompt=none` cannot be combined with other values",
            ))
        };
    }
    Ok(if values.contains(&"create") {
        Some(Prompt::Create)
    } else if values.contains(&"login") || values.contains(&"select_account") {
        Some(Prompt::Login)
    } else {
        None
    })
}

fn max_age(parameters: &Parameters) -> Result<Option<u32>, Problem> {
    parameters
        .single("max_age")?
        .map(|text| {
            text.parse()
                .map_err(|_| invalid("`max_age` is a number of seconds"))
        })
        .transpose()
}
