//! The authorization request (RFC 6749, section 4.1.1; `OpenID` Connect Core, section 3.1.2.1).

use domicile_bundle::{Application, Bundle, GrantType};
use serde::{Deserialize, Serialize};

use crate::{
    openid::pkce,
    web::parameters::{Parameters, Repeated, encode},
};

/// Most bytes of the parameters that are carried along: they travel in a cookie and in a hand-off.
const MOST_BYTES: usize = 2000;

/// A request that was checked against the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client_id: String,
    /// Where the answer goes: one of the client's registered addresses, byte for byte.
    pub redirect_uri: String,
    /// Scopes asked for that the client may have.
    pub scopes: Vec<String>,
    /// Given back with the answer.
    pub state: Option<String>,
    /// Put into the ID token.
    pub nonce: Option<String>,
    /// PKCE challenge, S256.
    pub code_challenge: String,
    /// Languages that the application wishes for.
    pub ui_locales: Option<String>,
    /// What the application wants shown.
    pub prompt: Option<Prompt>,
    /// Most seconds since the person signed in.
    pub max_age: Option<u32>,
}

/// `prompt` values that change what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prompt {
    /// Show nothing.
    None,
    /// Sign in again.
    Login,
    /// Begin with registration (Initiating User Registration 1.0).
    Create,
}

impl Prompt {
    const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Create => "create",
        }
    }
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can be told but the person: the client or its address is not known.
    Page(Untrusted),
    /// The application is told.
    Redirect {
        /// Its address, which is known to be its own.
        redirect_uri: String,
        /// Its state.
        state: Option<String>,
        /// RFC 6749 error code.
        error: &'static str,
        /// What to do about it, for the application's developer.
        description: String,
    },
}

/// What is wrong with a request whose sender cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// No client of this `client_id`.
    Client,
    /// Not one of the client's redirect URIs.
    RedirectUri,
}

impl AuthorizationRequest {
    /// Reads and checks a request.
    ///
    /// # Errors
    /// Who is told what. Nothing is ever redirected to an address that is not registered.
    pub fn parse(bundle: &Bundle, parameters: &Parameters) -> Result<Self, Refusal> {
        let client = parameters.single("client_id").ok().flatten();
        let application = client
            .and_then(|id| bundle.application(id))
            .ok_or(Refusal::Page(Untrusted::Client))?;
        let redirect_uri = parameters
            .single("redirect_uri")
            .ok()
            .flatten()
            .filter(|uri| application.redirect_uris.iter().any(|own| own == uri))
            .ok_or(Refusal::Page(Untrusted::RedirectUri))?;
        let state = parameters.single("state").ok().flatten().map(str::to_owned);
        checked(application, redirect_uri, parameters).map_err(|problem| Refusal::Redirect {
            redirect_uri: redirect_uri.to_owned(),
            state,
            error: problem.error,
            description: problem.description,
        })
    }

    /// The request as a query, to go on at another address.
    pub fn to_query(&self) -> String {
        let scope = self.scopes.join(" ");
        let max_age = self.max_age.map(|seconds| seconds.to_string());
        let pairs = [
            ("response_type", Some("code")),
            ("client_id", Some(self.client_id.as_str())),
            ("redirect_uri", Some(self.redirect_uri.as_str())),
            ("scope", Some(scope.as_str())),
            ("code_challenge", Some(self.code_challenge.as_str())),
            ("code_challenge_method", Some("S256")),
            ("state", self.state.as_deref()),
            ("nonce", self.nonce.as_deref()),
            ("ui_locales", self.ui_locales.as_deref()),
            ("prompt", self.prompt.map(Prompt::as_str)),
            ("max_age", max_age.as_deref()),
        ];
        encode(
            pairs
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        )
    }

    /// Whether it is still what the bundle allows: it may have travelled for a while.
    pub fn still_allowed(&self, bundle: &Bundle) -> bool {
        bundle
            .application(&self.client_id)
            .is_some_and(|application| {
                application.redirect_uris.contains(&self.redirect_uri)
                    && self
                        .scopes
                        .iter()
                        .all(|scope| application.scopes.contains(scope))
            })
            && pkce::is_challenge(&self.code_challenge)
    }
}

struct Problem {
    error: &'static str,
    description: String,
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

fn checked(
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AuthorizationRequest, Prompt, Refusal, Untrusted};
    use crate::{example::bundle, web::parameters::Parameters};

    const GOOD: &str = "response_type=code&client_id=aurora.shop\
        &redirect_uri=https%3A%2F%2Fshop.aurora.localhost%3A8443%2Fcallback&scope=openid+email+unknown\
        &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&state=s&nonce=n";

    fn parse(text: &str) -> Result<AuthorizationRequest, Refusal> {
        AuthorizationRequest::parse(&bundle("eu"), &Parameters::parse(text))
    }

    fn error(text: &str) -> &'static str {
        match parse(text) {
            Err(Refusal::Redirect { error, .. }) => error,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_good_request_is_read_and_survives_the_way_to_another_region() {
        let request = parse(GOOD).unwrap();
        assert_eq!(request.scopes, ["openid", "email"]);
        assert_eq!(parse(&request.to_query()).unwrap(), request);
        assert!(request.still_allowed(&bundle("eu")));
    }

    #[test]
    fn no_trick_with_the_redirect_uri_gets_a_redirect() {
        for uri in [
            "https://shop.aurora.localhost:8443/callback/",
            "https://shop.aurora.localhost:8443/Callback",
            "https://SHOP.aurora.localhost:8443/callback",
            "https://shop.aurora.localhost/callback",
            "https://shop.aurora.localhost:8443/callback?x=1",
            "https://shop.aurora.localhost:8443/callback#x",
            "https://shop.aurora.localhost:8443/callback/../evil",
            "https://shop.aurora.localhost:8443@evil.example/callback",
            "https://shop.aurora.localhost.evil.example:8443/callback",
            "https://evil.example/callback",
            "//evil.example/callback",
            "javascript:alert(1)",
            "",
        ] {
            let text = GOOD.replace(
                "https%3A%2F%2Fshop.aurora.localhost%3A8443%2Fcallback",
                &url::form_urlencoded::byte_serialize(uri.as_bytes()).collect::<String>(),
            );
            assert_eq!(
                parse(&text),
                Err(Refusal::Page(Untrusted::RedirectUri)),
                "{uri}"
            );
        }
        let twice = format!("{GOOD}&redirect_uri=https%3A%2F%2Fevil.example");
        assert_eq!(parse(&twice), Err(Refusal::Page(Untrusted::RedirectUri)));
        assert_eq!(
            parse(&GOOD.replace("aurora.shop", "nobody")),
            Err(Refusal::Page(Untrusted::Client))
        );
    }

    #[test]
    fn a_pkce_downgrade_is_refused() {
        assert_eq!(
            error(&GOOD.replace("&code_challenge_method=S256", "")),
            "invalid_request"
        );
        assert_eq!(error(&GOOD.replace("S256", "plain")), "invalid_request");
        assert_eq!(
            error(&GOOD.replace("code_challenge=", "ignored=")),
            "invalid_request"
        );
        assert_eq!(error(&GOOD.replace("-cM&", "&")), "invalid_request");
    }

    #[test]
    fn what_is_not_supported_is_said() {
        assert_eq!(
            error(&GOOD.replace("response_type=code", "response_type=token")),
            "unsupported_response_type"
        );
        assert_eq!(
            error(&GOOD.replace("response_type=code", "response_type=id_token+code")),
            "unsupported_response_type"
        );
        assert_eq!(error(&format!("{GOOD}&request=x")), "request_not_supported");
        assert_eq!(
            error(&format!("{GOOD}&request_uri=https://a")),
            "request_uri_not_supported"
        );
        assert_eq!(
            error(&format!("{GOOD}&response_mode=fragment")),
            "invalid_request"
        );
        assert_eq!(error(&GOOD.replace("openid+", "")), "invalid_scope");
        assert_eq!(
            error(&format!("{GOOD}&prompt=none+login")),
            "invalid_request"
        );
        assert_eq!(error(&format!("{GOOD}&max_age=-1")), "invalid_request");
        assert_eq!(error(&format!("{GOOD}&nonce=again")), "invalid_request");
        assert_eq!(
            error(&format!("{GOOD}&ui_locales={}", "x".repeat(2000))),
            "invalid_request"
        );
    }

    #[test]
    fn prompts_are_understood() {
        for (text, expected) in [
            ("", None),
            ("&prompt=none", Some(Prompt::None)),
            ("&prompt=login", Some(Prompt::Login)),
            ("&prompt=consent", None),
            ("&prompt=select_account", Some(Prompt::Login)),
            ("&prompt=login+create", Some(Prompt::Create)),
        ] {
            assert_eq!(
                parse(&format!("{GOOD}{text}")).unwrap().prompt,
                expected,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_or_redirect_elsewhere(text in "\\PC{0,200}", position in 0_usize..300) {
            let mut mixed = GOOD.to_owned();
            mixed.insert_str(position.min(GOOD.len()), &text);
            match parse(&mixed) {
                Ok(AuthorizationRequest { redirect_uri, .. }) | Err(Refusal::Redirect { redirect_uri, .. }) => {
                    prop_assert_eq!(redirect_uri, "https://shop.aurora.localhost:8443/callback");
                }
                Err(Refusal::Page(_)) => {}
            }
        }
    }
}
