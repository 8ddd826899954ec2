//! What an authorization request must say, rule by rule.

use domicile_bundle::{Application, ApplicationType, GrantType};

use super::{
    AuthorizationRequest, ClaimsParameter, Context, LoginHint, Problem, Recipient, expected_person,
    prompt,
};
use crate::{
    openid::{pkce, resource, security_profile},
    organizations::choice::ActingFor,
    web::parameters::{Parameters, Repeated},
};

/// Most bytes of a checked request: it travels in a cookie and in a hand-off.
const MOST_BYTES: usize = 2400;
/// Longest `login_hint`: the longest e-mail address has 254 bytes.
const LONGEST_HINT: usize = 320;

impl From<Repeated> for Problem {
    fn from(repeated: Repeated) -> Self {
        Self::invalid(repeated.to_string())
    }
}

/// Checks everything but client, address and response mode, which are known to fit.
pub(super) fn checked(
    context: &Context<'_>,
    recipient: &Recipient,
    parameters: &Parameters,
) -> Result<AuthorizationRequest, Problem> {
    let application = context.application;
    refuse_unsupported(application, parameters)?;
    let text = |name| match parameters.single(name)? {
        // No text of a database can hold it.
        Some(value) if value.contains('\0') => Err(Problem::invalid(format!(
            "`{name}` holds the character U+0000"
        ))),
        value => Ok::<_, Problem>(value.map(str::to_owned)),
    };
    let claims = parameters
        .single("claims")?
        .map(|text| ClaimsParameter::parse(application, text))
        .transpose()?;
    let request = AuthorizationRequest {
        client_id: application.client_id.clone(),
        brand: application.brand.clone(),
        redirect_uri: recipient.redirect_uri.clone(),
        response_mode: recipient.response_mode,
        scopes: scopes(application, parameters)?,
        state: text("state")?,
        nonce: text("nonce")?,
        code_challenge: code_challenge(application, parameters)?,
        ui_locales: text("ui_locales")?,
        prompts: prompt::parse(parameters.single("prompt")?.unwrap_or_default())?,
        max_age: max_age(parameters)?.or(application.authorization.default_max_age_seconds),
        acr_values: words(parameters.single("acr_values")?),
        login_hint: text("login_hint")?
            .filter(|hint| hint.len() <= LONGEST_HINT)
            .map(LoginHint),
        subjects: expected_person::of(context, parameters, claims.as_ref())?,
        claims,
        resources: resources(application, parameters)?,
        dpop_jkt: dpop_thumbprint(parameters)?,
        pushed: None,
        acting_for: text("organization")?.map_or(ActingFor::Unsaid, ActingFor::Organization),
    };
    let length = serde_json::to_vec(&request).map_or(usize::MAX, |bytes| bytes.len());
    if length > MOST_BYTES {
        return Err(Problem::invalid(
            "the request is too long: shorten `state`, `claims` or `redirect_uri` (about 2000 bytes in all)",
        ));
    }
    Ok(request)
}

fn refuse_unsupported(application: &Application, parameters: &Parameters) -> Result<(), Problem> {
    if parameters.single("registration")?.is_some() {
        return Err(Problem::new(
            "registration_not_supported",
            "`registration` is not supported: register the client beforehand",
        ));
    }
    match parameters.single("response_type")? {
        Some("code") => {}
        Some(_) => {
            return Err(Problem::new(
                "unsupported_response_type",
                "only `response_type=code` is supported",
            ));
        }
        None => return Err(Problem::invalid("`response_type=code` is missing")),
    }
    if !application
        .grant_types
        .contains(&GrantType::AuthorizationCode)
    {
        return Err(Problem::new(
            "unauthorized_client",
            "this client may not use the authorization code flow",
        ));
    }
    Ok(())
}

fn words(text: Option<&str>) -> Vec<String> {
    let words = text.unwrap_or_default().split(' ');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The scopes that the client may have; others are left out (RFC 6749, section 3.3).
fn scopes(application: &Application, parameters: &Parameters) -> Result<Vec<String>, Problem> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in words(parameters.single("scope")?) {
        if application.scopes.contains(&scope) && !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    if scopes.iter().any(|scope| scope == "openid") {
        return Ok(scopes);
    }
    Err(Problem::new(
        "invalid_scope",
        "the scope `openid` is missing, or this client may not use it",
    ))
}

fn code_challenge(
    application: &Application,
    parameters: &Parameters,
) -> Result<Option<String>, Problem> {
    let challenge = parameters.single("code_challenge")?;
    let method = parameters.single("code_challenge_method")?;
    if challenge.is_none() && method.is_none() && may_do_without_pkce(application) {
        return Ok(None);
    }
    // A missing method means `plain` (RFC 7636, section 4.3): that downgrade is refused.
    if method != Some("S256") {
        return Err(Problem::invalid(
            "`code_challenge_method=S256` is required (RFC 7636)",
        ));
    }
    challenge
        .filter(|challenge| pkce::is_challenge(challenge))
        .map(|challenge| Some(challenge.to_owned()))
        .ok_or_else(|| {
            Problem::invalid("`code_challenge` is required: base64url of a SHA-256 (RFC 7636)")
        })
}

/// A client with a secret may be configured to do without: the secret is then what a stolen code is useless without
/// (`docs/adr/0015-requests-without-pkce.md`). FAPI 2.0 lets nobody off.
pub(super) fn may_do_without_pkce(application: &Application) -> bool {
    let rules = &application.authorization;
    !rules.requires_pkce
        && application.application_type == ApplicationType::Web
        && !security_profile::is_fapi(application)
}

fn max_age(parameters: &Parameters) -> Result<Option<u32>, Problem> {
    parameters
        .single("max_age")?
        .map(|text| {
            text.parse()
                .map_err(|_| Problem::invalid("`max_age` is a number of seconds"))
        })
        .transpose()
}

/// Resources that the client may have tokens for (RFC 8707, section 2.1).
fn resources(application: &Application, parameters: &Parameters) -> Result<Vec<String>, Problem> {
    resource::requested(application, parameters)
        .map_err(|error| Problem::new("invalid_target", error.to_string()))
}

fn dpop_thumbprint(parameters: &Parameters) -> Result<Option<String>, Problem> {
    let thumbprint = parameters.single("dpop_jkt")?;
    if thumbprint.is_some_and(|text| !pkce::is_challenge(text)) {
        return Err(Problem::invalid(
            "`dpop_jkt` is the SHA-256 thumbprint of a key in base64url (RFC 9449, section 10)",
        ));
    }
    Ok(thumbprint.map(str::to_owned))
}
